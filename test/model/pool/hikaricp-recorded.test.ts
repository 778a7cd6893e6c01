/** HikariCP beside what was recorded of the real library (2.7.9, PostgreSQL on the same machine, housekeeper every 500 ms): the traces of experiment E6,
 *  rounded to 50 ms there. An opening took about 30 ms; through the proxy of s4 and s5, 300 ms more. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

interface Recorded {
  readonly min: number;
  readonly max: number;
  readonly timeout: number;
  readonly connect?: number;
  readonly options?: object;
  readonly killAt?: number;
  readonly end: number;
  /** `id@request+hold`, and what was seen: when it was acquired and on which connection, or when it failed. */
  readonly tasks: { readonly [task: string]: readonly [acquired: number, connection: number] | { readonly failed: number } };
}

const recorded: { readonly [name: string]: Recorded } = {
  s1_order: { min: 0, max: 2, timeout: 5000, end: 4500, tasks: {
    'A@0+1000': [50, 1], 'B@100+1500': [150, 2], 'C@200+500': [1050, 1], 'D@300+500': [1550, 1], 'E@400+500': [1650, 2], 'F@500+500': [2050, 1], 'G@600+500': [2150, 2],
  } },
  s2_timeout: { min: 0, max: 2, timeout: 1000, end: 3500, tasks: {
    'A@0+1000': [50, 1], 'B@100+1700': [150, 2], 'W1@200+1200': [1050, 1], 'W2@300+300': { failed: 1300 }, 'W3@800+300': { failed: 1800 }, 'W4@900+300': [1850, 2],
  } },
  s3_reuse: { min: 0, max: 2, timeout: 1000, end: 2800, tasks: {
    'A@0+300': [50, 1], 'B@100+500': [150, 2], 'C@1000+100': [1000, 1], 'D@1400+100': [1400, 1], 'E@1800+300': [1800, 1], 'F@1900+100': [1900, 2],
  } },
  s3_reuse_min2: { min: 2, max: 2, timeout: 1000, end: 2800, tasks: {
    'A@0+300': [0, 1], 'B@100+500': [100, 2], 'C@1000+100': [1000, 1], 'D@1400+100': [1400, 1], 'E@1800+300': [1800, 1], 'F@1900+100': [1900, 2],
  } },
  s4_opencost: { min: 0, max: 2, timeout: 5000, connect: 340, end: 3000, tasks: {
    'A@0+500': [350, 1], 'B@100+200': [700, 2], 'C@200+200': [850, 1], 'D@300+200': [900, 2], 'E@2000+100': [2000, 1],
  } },
  s5_open_slower_than_timeout: { min: 0, max: 2, timeout: 250, connect: 340, end: 2500, tasks: { 'A@0+100': { failed: 250 }, 'B@100+100': [350, 1], 'C@1000+100': [1000, 1], 'D@1500+100': [1500, 1] } },
  s6_idle_min1_10s: { min: 1, max: 2, timeout: 1000, options: { idleTimeout: 10_000 }, end: 15_000, tasks: { 'A@0+300': [0, 1], 'B@100+300': [150, 2] } },
  s7_lifetime_30s: { min: 0, max: 2, timeout: 1000, options: { maxLifetime: 30_000 }, end: 36_000, tasks: { 'A@0+1500': [0, 1], 'B@100+200': [100, 2], 'C@31000+100': [31_000, 3], 'D@33000+100': [33_000, 3] } },
  s8_killed_idle: { min: 0, max: 2, timeout: 1000, killAt: 530, end: 3000, tasks: {
    'A@0+200': [50, 1], 'B@100+200': [150, 2], 'C@1000+100': [1050, 3], 'D@1500+100': [1500, 3], 'E@2000+100': [2000, 3],
  } },
};

function play({ min, max, timeout, connect = 30, options = {}, killAt, end, tasks }: Recorded): PoolBench {
  const bench = new PoolBench(
    { kind: 'hikaricp', version: '2.7.9', minimumIdle: min, maximumPoolSize: max, connectionTimeout: timeout, housekeepingPeriodMs: 500, ...options },
    { connect: `${connect}ms`, roundTrip: '1ms' },
  );
  for (const task of Object.keys(tasks)) {
    const [name, at, holds] = task.split(/[@+]/) as [string, string, string];
    bench.at(Number(at)).acquire(name, { holds: Number(holds) });
  }
  if (killAt !== undefined) bench.at(killAt).does({ sever: { pool: 'p' } });
  return bench.run(end);
}

describe('hikaricp beside recorded runs of the real library', () => {
  it.each(Object.keys(recorded))('%s: the same callers get the same connections at the same times', (name) => {
    const script = recorded[name] as Recorded;

    const bench = play(script);

    for (const [task, seen] of Object.entries(script.tasks)) {
      const [caller, requested] = task.split('@') as [string, string];
      if ('failed' in seen) {
        expect(bench.failed[caller], task).toBe(`acquireTimeout at ${Number.parseInt(requested, 10) + script.timeout}`);
        expect(Math.abs(Number.parseInt(requested, 10) + script.timeout - seen.failed), task).toBeLessThanOrEqual(25);
      } else {
        expect(Math.abs((bench.granted[caller] ?? Number.NaN) - seen[0]), `${task}: ${bench.granted[caller]}`).toBeLessThanOrEqual(50);
        expect(bench.connection[caller], task).toBe(seen[1]);
      }
    }
  });

  it.each([
    [1000, [0, 50, 50], 5], [3000, [0, 50, 50, 2000, 2000, 2050], 2], [30_000, [0, 50, 50, 2050, 2050, 2050, 4050, 4050], 0],
  ] as const)('demo: eight threads, three connections, two seconds each, timeout %s ms: sorted waits', (timeout, waits, failures) => {
    const threads = Array.from({ length: 8 }, (_, i) => `T${i}@0+2000`);

    const bench = play({ min: 1, max: 3, timeout, end: 8000, tasks: Object.fromEntries(threads.map((thread) => [thread, [0, 0]])) });
    const sorted = Object.values(bench.granted).sort((a, b) => a - b);

    expect(sorted).toHaveLength(waits.length);
    for (const [i, wait] of waits.entries()) expect(Math.abs((sorted[i] as number) - wait), `${i}: ${sorted}`).toBeLessThanOrEqual(50);
    expect(Object.values(bench.failed)).toEqual(Array.from({ length: failures }, () => `acquireTimeout at ${timeout}`));
  });

  it('s6: closes the connection above the minimum at the first sweep after 10 s of idleness', () => {
    const bench = play(recorded.s6_idle_min1_10s as Recorded);

    expect(bench.changes.at(-1)).toBeGreaterThan(10_000);
    expect(Math.abs((bench.changes.at(-1) as number) - 10_271)).toBeLessThanOrEqual(500);
    expect(bench.total(14_900)).toBe(1);
  });
});
