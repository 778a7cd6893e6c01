import { describe, expect, it } from 'vitest';
import { minutes, seconds } from '../../src/units/time.ts';
import { notesOf, problemsOf, saturday, scenarioOf, small } from './small.ts';

describe('an override replaces a value before the scenario is read', () => {
  it('reaches into tables and lists', () => {
    const plan = scenarioOf(saturday, ['pools.primary-write-pool.maximumPoolSize=20', 'traffic.api.rate=140/s', 'incidents[0].at=10m', 'run.seed=9']);

    expect(plan.pools['primary-write-pool']?.policy.max).toBe(20);
    expect(plan.traffic.api?.arrivals).toEqual({ kind: 'poisson', rates: [{ from: 0, rate: 140 }] });
    expect(plan.incidents[0]?.at).toBe(minutes(10));
    expect(plan.run.seed).toBe(9);
  });

  it('may add what was not written, and take a table or a list as its value', () => {
    const plan = scenarioOf(saturday, ['traffic.api.retry.attempts=5', 'traffic.api.patience={ exponential: 2s }', 'incidents=[]', 'databases.primary.statementTimeout=15s', 'scenario=New']);

    expect(plan.traffic.api).toMatchObject({ retry: { attempts: 5 }, patience: { law: 'exponential', mean: seconds(2) } });
    expect(plan.incidents).toEqual([]);
    expect(plan.databases.primary?.statementTimeout).toBe(seconds(15));
    expect(plan.title).toBe('New');
  });

  it('changes one place even where an alias shares it', () => {
    const shared = saturday.replace('primary-write-pool: {', 'primary-write-pool: &pool {').replace('routes:', '  other: *pool\nroutes:');

    const plan = scenarioOf(shared, ['pools.other.maximumPoolSize=3']);

    expect([plan.pools.other?.policy.max, plan.pools['primary-write-pool']?.policy.max]).toEqual([3, 10]);
  });

  it('finds names that hold dots', () => {
    const dotted = small().replace('  api:', '  api.v2:');

    expect(scenarioOf(dotted, ['traffic.api.v2.rate=7/s']).traffic['api.v2']?.arrivals).toMatchObject({ rates: [{ rate: 7 }] });
  });

  it('lets the last one win', () => {
    expect(scenarioOf(small(), ['run.seed=2', 'run.seed=3']).run.seed).toBe(3);
  });

  it('appends to a list with +=, one entry or several, and begins a list that is not there', () => {
    const plan = scenarioOf(saturday, ['incidents+={ at: 31m, resize: { pool: primary-write-pool, to: 20 } }', 'promises+=[ "p50(api) < 1s", "served(api) > 0" ]']);

    expect(plan.incidents.map((one) => one.at)).toEqual([minutes(35), minutes(31)]);
    expect(plan.promises.map((one) => one.text)).toEqual(['failedShare(api) < 1%', 'p99(api) < 250ms', 'p50(api) < 1s', 'served(api) > 0']);
    expect(scenarioOf(small(), ['alerts+={ name: hot, when: "utilisation(main) > 80%" }', 'alerts += { name: hotter, when: "utilisation(main) > 90%" }']).alerts.map((one) => one.name)).toEqual(['hot', 'hotter']);
  });

  it('keeps later incidents as remarks when it shortens the run', () => {
    expect(scenarioOf(saturday, ['run.length=5m']).run.length).toBe(minutes(5));
    expect(notesOf(saturday, ['run.length=5m'])).toEqual(['cron.revenue-report: "0 23 * * SAT" does not come in this run', 'incidents[0]: primary-write-pool resized to 50 would come after the end of the run']);
  });
});

describe('an override that cannot be applied is a mistake of its own', () => {
  it.each([
    ['pools+={ x: 1 }', '--set pools+={ x: 1 }  pools is a table: += appends to a list'],
    ['run.seed+=9', '--set run.seed+=9  run.seed is 7: += appends to a list'],
    ['incidents+={ at: 3m, resiz: { pool: primary-write-pool, to: 5 } }', '--set incidents+={ at: 3m, resiz: { pool: primary-write-pool, to: 5 } }  incidents[1].resiz: "resiz" is not an incident or remedy. Did you mean "resize"? Known: resize, timeout, slowdown, outage, sever, kill, leak, cores, restart, failover, lag, move, repoint, scale, shed, at, for, until.'],
    ['pools.primary-write-pool.maximumPoolSize=0', '--set pools.primary-write-pool.maximumPoolSize=0  HikariCP refuses this: "maxPoolSize cannot be less than 1"'],
    ['traffic.apo.rate=140/s', '--set traffic.apo.rate=140/s  there is no "apo" in traffic. Did you mean "api"? Known: api.'],
    ['traffic.api.rat=140/s', '--set traffic.api.rat=140/s  unknown key "rat". Did you mean "rate"? Known: route, app, patience, priority, arrivals, rate, gaps, size, every, trace, users, think, batch, from, until, retry, breaker.'],
    ['incidents[1].at=10m', '--set incidents[1].at=10m  incidents has 1 entry: the last is [0]'],
    ['incidents.at=10m', '--set incidents.at=10m  incidents is a list: name an entry like incidents[0]'],
    ['run.length.unit=m', '--set run.length.unit=m  run.length is "45m": there is nothing inside it'],
    ['cron[0].threads=2', '--set cron[0].threads=2  "[0].threads" is not a path: write it like pools.main.maximumPoolSize'],
    ['pol.x=1', '--set pol.x=1  there is no "pol" in a scenario. Did you mean "pools"? Known: scenario, question, lookFor, answer, source, run, databases, poolers, pools, apps, routes, traffic, cron, incidents, alerts, promises, claims.'],
    ['run.seed', '--set run.seed  run.seed: write it like path=value, for example pools.main.maximumPoolSize=20'],
    ['=5', '--set =5  write it like path=value, for example pools.main.maximumPoolSize=20'],
    ['run.seed={', '--set run.seed={  the value cannot be read: a { is never closed with }, or its lines are not indented far enough'],
    ['run.seed=', '--set run.seed=  expected a whole number or a word'],
    ['run.length=5', '--set run.length=5  "5" has no unit: write 5ms, 5s or 5m'],
    ['__proto__.x=5', '--set __proto__.x=5  there is no "__proto__" in a scenario. Known: scenario, question, lookFor, answer, source, run, databases, poolers, pools, apps, routes, traffic, cron, incidents, alerts, promises, claims.'],
    ['pools.primary-write-pool={ kind: hikaricp, maximumPoolSize: 0 }', '--set pools.primary-write-pool={ kind: hikaricp, maximumPoolSize: 0 }  "database" is missing: the database it connects to'],
  ])('%s', (set, message) => {
    expect(problemsOf(saturday, [set])[0]).toBe(message);
  });
});
