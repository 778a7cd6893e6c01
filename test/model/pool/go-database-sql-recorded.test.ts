/** Go's database/sql beside what was recorded of the real library (go1.19.8 with lib/pq, PostgreSQL on the same machine): the traces of experiment E6, rounded
 *  to 50 ms there. An opening took about 8 ms; through the proxy of s4 and s5, 300 ms more. Go has no minimum: MaxIdleConns was MaxOpenConns. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

interface Recorded {
  readonly max: number;
  readonly timeout: number;
  readonly connect?: number;
  readonly options?: object;
  readonly end: number;
  /** `id@request+hold`, and what was seen: when it was acquired and on which connection. */
  readonly tasks: { readonly [task: string]: readonly [acquired: number, connection: number] };
  /** When the recorder found one session more or less at the server: it looked every 50 ms, and a session takes a while to end. */
  readonly sessions?: readonly number[];
}

/** The scripts in which chance plays no part. In s5 the deadline was 250 ms, see below. */
const recorded: { readonly [name: string]: Recorded } = {
  s3_reuse: { max: 2, timeout: 1000, end: 2800, tasks: {
    'A@0+300': [0, 1], 'B@100+500': [100, 2], 'C@1000+100': [1000, 2], 'D@1400+100': [1400, 2], 'E@1800+300': [1800, 2], 'F@1900+100': [1900, 1],
  } },
  s5_open_slower_than_timeout: { max: 2, timeout: 350, connect: 308, end: 2500, tasks: { 'A@0+100': [300, 1], 'B@100+100': [400, 2], 'C@1000+100': [1000, 2], 'D@1500+100': [1500, 2] } },
  s6_idle_min1: { max: 2, timeout: 1000, options: { ConnMaxIdleTime: '1s' }, end: 4000, tasks: { 'A@0+300': [0, 1], 'B@100+300': [100, 2] }, sessions: [50, 150, 1335, 2313] },
  s6_idle_min1_10s: { max: 2, timeout: 1000, options: { ConnMaxIdleTime: '10s' }, end: 15_000, tasks: { 'A@0+300': [0, 1], 'B@100+300': [100, 2] }, sessions: [50, 150, 10_380, 11_393] },
  s7_lifetime: { max: 2, timeout: 1000, options: { ConnMaxLifetime: '1s' }, end: 4000, tasks: {
    'A@0+1500': [0, 1], 'B@100+200': [100, 2], 'C@1700+100': [1700, 3], 'D@2200+100': [2200, 3],
  }, sessions: [50, 150, 1330, 1534, 1737, 3315] },
  s7_lifetime_30s: { max: 2, timeout: 1000, options: { ConnMaxLifetime: '30s' }, end: 36_000, tasks: {
    'A@0+1500': [0, 1], 'B@100+200': [100, 2], 'C@31000+100': [31_000, 3], 'D@33000+100': [33_000, 3],
  }, sessions: [50, 150, 30_424, 31_035] },
};

function play({ max, timeout, connect = 8, options = {}, end, tasks }: Recorded, seed = 1): PoolBench {
  const bench = new PoolBench({ kind: 'go-database-sql', MaxOpenConns: max, MaxIdleConns: max, contextTimeout: `${timeout}ms`, ...options }, { connect: `${connect}ms` }, { seed });
  for (const task of Object.keys(tasks)) {
    const [name, at, holds] = task.split(/[@+]/) as [string, string, string];
    bench.at(Number(at)).acquire(name, { holds: Number(holds) });
  }
  return bench.run(end);
}

const waits = (bench: PoolBench): number[] => Object.values(bench.granted).map((at) => Math.round(at / 50) * 50).sort((a, b) => a - b);

describe('go-database-sql beside recorded runs of the real library', () => {
  it.each(Object.keys(recorded))('%s: the same callers get the same connections at the same times', (name) => {
    const script = recorded[name] as Recorded;

    const bench = play(script);

    for (const [task, [acquired, connection]] of Object.entries(script.tasks)) {
      const caller = task.split('@')[0] as string;
      expect(Math.abs((bench.granted[caller] as number) - acquired), caller).toBeLessThanOrEqual(50);
      expect(bench.connection[caller], caller).toBe(connection);
    }
    if (script.sessions !== undefined) {
      expect(bench.changes.length).toBe(script.sessions.length);
      for (const [i, at] of script.sessions.entries()) {
        const late = at - (bench.changes[i] as number);
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThanOrEqual(120);
      }
    }
  });

  it.each([[1000, [0, 0, 0], 5], [3000, [0, 0, 0, 2000, 2000, 2000], 2], [30_000, [0, 0, 0, 2000, 2000, 2000, 4000, 4000], 0]] as const)(
    'demo, timeout %i ms: the same waits and failures, whoever has them', (timeout, expected, failures) => {
      const tasks = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`T${i + 1}@0+2000`, [0, 0] as const]));

      const bench = play({ max: 3, timeout, end: 8000, tasks });

      expect(waits(bench)).toEqual(expected);
      expect(Object.values(bench.failed)).toEqual(new Array(failures).fill(`acquireTimeout at ${timeout}`));
      expect(Object.values(bench.texts).filter((text) => text !== '' && text !== 'context deadline exceeded')).toEqual([]);
    });

  it('s1_order: who waits is served in orders that the recorder saw, and in others', () => {
    const tasks = Object.fromEntries(['A@0+1000', 'B@100+1500', 'C@200+500', 'D@300+500', 'E@400+500', 'F@500+500', 'G@600+500'].map((task) => [task, [0, 0] as const]));

    const runs = Array.from({ length: 40 }, (_, i) => play({ max: 2, timeout: 5000, end: 4500, tasks }, i + 1));

    for (const bench of runs) expect(waits(bench)).toEqual([0, 100, 1000, 1500, 1600, 2000, 2100]);
    expect(new Set(runs.map(({ granted }) => ['C', 'D', 'E', 'F', 'G'].sort((a, b) => (granted[a] as number) - (granted[b] as number)).join(''))).size).toBeGreaterThan(20);
  });

  it('s2_timeout: those whose deadline comes fail then, and one who is still waiting gets what comes back', () => {
    const tasks = Object.fromEntries(['A@0+1000', 'B@100+1700', 'W1@200+1200', 'W2@300+300', 'W3@800+300', 'W4@900+300'].map((task) => [task, [0, 0] as const]));

    const outcomes = new Set(Array.from({ length: 30 }, (_, i) => {
      const { failed } = play({ max: 2, timeout: 1000, end: 3500, tasks }, i + 1);
      return Object.entries(failed).map(([caller, how]) => `${caller} ${how.replace('acquireTimeout at ', '')}`).sort().join(', ');
    }));

    // Recorded: W1 was served by A's return, W2 and W3 timed out at 1300 and 1800.
    expect([...outcomes]).toContain('W2 1300, W3 1800');
  });

  // lib/pq 1.10 goes on opening when the context ends and database/sql waits for it; the model takes a driver that heeds the context, as current ones do. Got: A and B fail.
  it.fails('s5 with the deadline of 250 ms that was recorded: callers get their connections after 300 ms all the same', () => {
    const { granted } = play({ ...(recorded.s5_open_slower_than_timeout as Recorded), timeout: 250 });

    expect(granted.A).toBe(308);
  });

  it('s8_killed_idle: a connection taken by db.Conn is handed out dead, one after the other, and the next caller opens a new one', () => {
    const bench = new PoolBench({ kind: 'go-database-sql', MaxOpenConns: 2, MaxIdleConns: 2, contextTimeout: '1s' }, { connect: '8ms' });
    const conn = [{ call: '0.5ms' }, { query: { cpu: '0.1ms' } }, { call: '99ms' }];

    bench.at(0).acquire('A', { holds: 200 }).at(100).acquire('B', { holds: 200 }).at(530).does({ sever: { pool: 'p' } });
    for (const [caller, at] of [['C', 1000], ['D', 1500], ['E', 2000]] as const) bench.at(at).acquire(caller, { inside: conn });
    bench.run(3000);

    expect(bench.failed).toEqual({ C: 'severed at 1000.5', D: 'severed at 1500.5' });
    expect([bench.connection.E, bench.granted.E]).toEqual([3, 2008]);
  });
});
