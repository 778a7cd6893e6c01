import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/reading/fingerprint.ts';
import { minutes, ms, never, second, seconds } from '../../src/units/time.ts';
import { notesOf, problemsOf, saturday, scenarioOf, small } from './small.ts';

describe('a scenario file is read into a plan', () => {
  it('reads the example of the design, key by key', () => {
    const plan = scenarioOf(saturday);

    expect(plan.title).toBe('The Saturday report');
    expect(plan.run).toEqual({ starts: '2024-06-15T22:55:00', zone: 'UTC', length: minutes(45), measureFrom: minutes(1), seed: 7, every: seconds(4.5), coldStart: false });
    expect(plan.databases.primary).toMatchObject({ kind: 'postgresql', cores: 4, maxConnections: 100, reservedConnections: 3, connect: { law: 'constant', value: ms(45) }, roundTrip: 500, contention: { law: 'hyperbolic', k: 0.006 } });
    expect(plan.pools['primary-write-pool']).toMatchObject({ kind: 'hikaricp', database: 'primary', policy: { max: 10, minimum: 10, patience: { law: 'constant', value: seconds(5) } } });
    expect(plan.routes.checkout?.steps).toMatchObject([{ step: 'query', pool: 'primary-write-pool', cpu: { law: 'exponential', mean: ms(10) }, blocked: { law: 'exponential', mean: ms(40) } }]);
    expect(plan.traffic.api).toMatchObject({ route: 'checkout', arrivals: { kind: 'poisson', rates: [{ from: 0, rate: 110 }] }, until: never });
    expect(plan.cron['revenue-report']).toMatchObject({ ticks: [minutes(5)], threads: 4, repeat: 16, slows: { others: 2 } });
    expect(plan.incidents).toEqual([{ at: minutes(35), until: null, action: { do: 'resize', pool: 'primary-write-pool', to: 50 }, says: 'primary-write-pool resized to 50' }]);
    expect(plan.alerts).toMatchObject([{ name: 'pool-hot', for: minutes(2), condition: { measure: 'utilisation', of: 'primary-write-pool', compare: '>', limit: 0.8 } }]);
    expect(plan.promises.map((promise) => promise.condition)).toMatchObject([{ measure: 'failedShare', limit: 0.01 }, { measure: 'p99', limit: 250 }]);
  });

  it('tells the author of a run of 25 minutes that the remedy at 23:30 comes too late', () => {
    expect(problemsOf(saturday.replace('45m', '25m'))).toEqual(['small.yaml:15:20  incidents[0].at: 23:30 does not come: the run lasts from 2024-06-15T22:55:00 to 2024-06-15T23:20:00 (UTC)']);
  });

  it('survives a byte-order mark and Windows line ends', () => {
    const windows = `\uFEFF${saturday.replaceAll('\n', '\r\n')}`;

    expect(scenarioOf(windows)).toEqual(scenarioOf(saturday));
    expect(scenarioOf(new TextEncoder().encode(windows))).toEqual(scenarioOf(saturday));
  });

  it('reads the same from bytes as from text, whatever the alphabet', () => {
    const text = `scenario: "Größe, 接続プール, 🐘"\n${small()}`;

    expect(scenarioOf(new TextEncoder().encode(text)).title).toBe('Größe, 接続プール, 🐘');
  });

  it('survives structuredClone', () => {
    const plan = scenarioOf(saturday);

    expect(structuredClone(plan)).toEqual(plan);
  });

  it('names a scenario without a title after its file', () => {
    expect(scenarioOf(small()).title).toBe('small');
  });

  it('takes one point a second for short runs and six hundred for long ones', () => {
    expect(scenarioOf(small()).run.every).toBe(second);
    expect(scenarioOf(small({ run: '{ length: 1d }' })).run.every).toBe(seconds(144));
    expect(scenarioOf(small({ run: '{ length: 1d, every: 1m }' })).run.every).toBe(minutes(1));
  });

  it('follows aliases and merge keys', () => {
    const plan = scenarioOf(small({ more: 'incidents:\n  - &slow { at: 1m, slowdown: { database: primary, times: 2 } }\n  - { <<: *slow, at: 2m }\n  - *slow' }));

    expect(plan.incidents.map((incident) => [incident.at, incident.action.do])).toEqual([[minutes(1), 'slowdown'], [minutes(2), 'slowdown'], [minutes(1), 'slowdown']]);
  });

  it('reads a trace from its file', () => {
    const files = { 'trace.csv': 'arrival_s,route,cpu_s\r\n0.5,checkout,0.01\r\n0.5,checkout,0.02\r\n' };

    const plan = scenarioOf(small({ traffic: '{ route: checkout, trace: trace.csv }' }), [], files);

    expect(plan.traffic.api?.arrivals).toEqual({ kind: 'trace', rows: { at: [ms(500), ms(500)], route: ['checkout', 'checkout'], cpu: [ms(10), ms(20)], blocked: null } });
  });
});

describe('a law of chance is read from its short form', () => {
  const lawOf = (written: string, files: { readonly [name: string]: string } = {}) => (scenarioOf(small({ cpu: written }), [], files).routes.checkout?.steps[0] as { readonly cpu: unknown }).cpu;

  it.each([
    ['10ms', { law: 'constant', value: 10_000 }],
    ['{ exponential: 10ms }', { law: 'exponential', mean: 10_000 }],
    ['{ uniform: [ 1ms, 3ms ] }', { law: 'uniform', from: 1000, to: 3000 }],
    ['{ gamma: { mean: 10ms, shape: 2 } }', { law: 'gamma', shape: 2, scale: 5000 }],
    ['{ gamma: { mean: 10ms, cv2: 0.5 } }', { law: 'gamma', shape: 2, scale: 5000 }],
    ['{ erlang: { mean: 10ms, phases: 4 } }', { law: 'gamma', shape: 4, scale: 2500 }],
    ['{ pareto: { alpha: 2, mean: 10ms } }', { law: 'pareto', scale: 5000, alpha: 2 }],
    ['{ pareto: { alpha: 2, least: 10ms } }', { law: 'pareto', scale: 10_000, alpha: 2 }],
    ['{ hyperexponential: [ { share: 90%, mean: 1ms }, { share: 10%, mean: 1s } ] }', { law: 'hyperexponential', parts: [{ share: 0.9, mean: 1000 }, { share: 0.1, mean: 1_000_000 }] }],
    ['{ hyperexponential: { mean: 10ms, cv2: 1 } }', { law: 'hyperexponential', parts: [{ share: 0.5, mean: 10_000 }, { share: 0.5, mean: 10_000 }] }],
    ['{ empirical: [ 1ms, 2ms ] }', { law: 'empirical', values: [1000, 2000] }],
    ['{ mixture: [ { share: 90%, of: 1ms }, { share: 10%, of: { exponential: 1s } } ] }', { law: 'mixture', parts: [{ share: 0.9, of: { law: 'constant', value: 1000 } }, { share: 0.1, of: { law: 'exponential', mean: 1_000_000 } }] }],
  ])('%s', (written, plan) => {
    expect(lawOf(written)).toEqual(plan);
  });

  it.each(['{ mean: 20ms, p99: 90ms }', '{ median: 15ms, p99: 90ms }', '{ median: 15ms, p95: 50ms }', '{ mean: 20ms, cv2: 1.5 }'])('lognormal %s', (written) => {
    expect(lawOf(`{ lognormal: ${written} }`)).toMatchObject({ law: 'lognormal' });
  });

  it('takes empirical times from a file, bare numbers as milliseconds', () => {
    expect(lawOf('{ empirical: times.txt }', { 'times.txt': '# measured\n12ms\n1.5\n\n2s # slow\n' })).toEqual({ law: 'empirical', values: [12_000, 1500, 2_000_000] });
  });
});

describe('remarks are made on what may be meant and may be forgotten', () => {
  it('notes routes, pools and databases that nobody uses', () => {
    const text = small({ more: '' }).replace('routes:', '  spare: { kind: plain, database: primary }\nroutes:\n  unused: [ { query: { pool: main } } ]').replace('pools:', '  second: { kind: mysql }\npools:');

    expect(notesOf(text)).toEqual(['databases.second: no pool connects to this database', 'pools.spare: no route borrows from this pool', 'routes.unused: no traffic takes this route']);
  });

  it('notes a job that does not come in the run', () => {
    expect(notesOf(small({ more: 'cron:\n  nightly: { route: checkout, schedule: "0 23 * * *" }' }))).toEqual(['cron.nightly: "0 23 * * *" does not come in this run']);
  });

  it('has nothing to say of a sound scenario', () => {
    expect(notesOf(saturday)).toEqual([]);
  });
});

describe('a fingerprint tells two worlds apart', () => {
  const printOf = (text: string, set: readonly string[] = []) => scenarioOf(text, set).fingerprint;

  it('is sixteen hex digits', () => {
    expect(printOf(saturday)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is FNV-1a, 64 bit, of the plan spelled as JSON', () => {
    const reference = (text: string): string => [...new TextEncoder().encode(text)].reduce((hash, byte) => ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn, 0xcbf29ce484222325n).toString(16).padStart(16, '0');

    expect(fingerprintOf('foobar')).toBe(reference('"foobar"'));
    expect(fingerprintOf({ a: [1, null, true] })).toBe(reference('{"a":[1,null,true,],}'));
  });

  it('tells infinity from null, and a list from its entries', () => {
    const prints = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null, 'Infinity', [], {}, [[]], '', 0].map(fingerprintOf);

    expect(new Set(prints).size).toBe(prints.length);
  });

  it('does not change with the title, the question or the seed', () => {
    expect(printOf(saturday, ['run.seed=8', 'scenario=Another title', 'question=why?'])).toBe(printOf(saturday));
  });

  it.each(['pools.primary-write-pool.maximumPoolSize=11', 'run.length=46m', 'traffic.api.rate=111/s', 'databases.primary.contention=none', 'databases.primary.statementTimeout=15s', 'promises=[ "p99(api) < 251ms" ]'])('changes with %s', (set) => {
    expect(printOf(saturday, [set])).not.toBe(printOf(saturday));
  });
});

describe('what is too large is refused before it is read', () => {
  it('refuses a file of 100 MB without parsing it', () => {
    const huge = new Uint8Array(100_000_000).fill(0x20);
    const start = performance.now();

    const problems = problemsOf(huge);

    expect(problems).toEqual(['small.yaml:1:1  the file has 100.0 MB: a scenario may have at most 2 MB (traces go into files of their own)']);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('refuses a million brackets without losing its stack', () => {
    expect(problemsOf('['.repeat(1_000_000))).toEqual(['small.yaml:1:105  nested deeper than 100 levels']);
  });

  it('refuses a chain of aliases that nests without bound', () => {
    const chain = Array.from({ length: 200 }, (_, i) => `a${i}: &a${i} [ ${i === 0 ? 'x' : `*a${i - 1}`} ]`).join('\n');

    expect(problemsOf(`${chain}\n`).some((problem) => problem.endsWith('nested deeper than 100 levels'))).toBe(true);
  });
});
