/** psycopg2, SQLAlchemy and psycopg_pool beside what was recorded of them (2.9.5, 1.4.46, 3.1.7; PostgreSQL on the same machine): the traces of experiment
 *  E6, rounded to 50 ms there. An opening took 5 to 20 ms; through the proxy of s4 and s5, 300 ms more. Connection 0: it differed between the repeats. */

import { describe, expect, it } from 'vitest';
import { PoolBench } from '../../helpers/worlds.ts';

interface Setup {
  readonly min: number;
  readonly max: number;
  readonly timeout: number;
  readonly idle: number;
  readonly life: number;
  readonly slow: boolean;
  readonly end: number;
  readonly killAt?: number;
}

/** `id@request+hold`, and what was seen: when it was acquired and on which connection, when it failed, or when its connection proved dead. */
type Tasks = { readonly [task: string]: readonly [acquired: number, connection: number] | { readonly failed: number } | { readonly broken: number } };
type Trace = { readonly [script: string]: Tasks };

const setups: { readonly [script: string]: Setup } = {
  s1_order: { min: 0, max: 2, timeout: 5000, idle: 0, life: 0, slow: false, end: 4500 },
  s2_timeout: { min: 0, max: 2, timeout: 1000, idle: 0, life: 0, slow: false, end: 3500 },
  s3_reuse: { min: 0, max: 2, timeout: 1000, idle: 0, life: 0, slow: false, end: 2800 },
  s3_reuse_min2: { min: 2, max: 2, timeout: 1000, idle: 0, life: 0, slow: false, end: 2800 },
  s4_opencost: { min: 0, max: 2, timeout: 5000, idle: 0, life: 0, slow: true, end: 3000 },
  s5_open_slower_than_timeout: { min: 0, max: 2, timeout: 250, idle: 0, life: 0, slow: true, end: 2500 },
  s6_idle_min1: { min: 1, max: 2, timeout: 1000, idle: 1000, life: 0, slow: false, end: 4000 },
  s7_lifetime: { min: 0, max: 2, timeout: 1000, idle: 0, life: 1000, slow: false, end: 4000 },
  s8_killed_idle: { min: 0, max: 2, timeout: 1000, idle: 0, life: 0, slow: false, end: 3000, killAt: 530 },
  s6_idle_min1_10s: { min: 1, max: 2, timeout: 1000, idle: 10000, life: 0, slow: false, end: 15000 },
  s7_lifetime_30s: { min: 0, max: 2, timeout: 1000, idle: 0, life: 30000, slow: false, end: 36000 },
};

const psycopg2: Trace = {
  s1_order: { 'A@0+1000': [0, 1], 'B@100+1500': [100, 2], 'C@200+500': { failed: 200 }, 'D@300+500': { failed: 300 }, 'E@400+500': { failed: 400 }, 'F@500+500': { failed: 500 }, 'G@600+500': { failed: 600 } },
  s2_timeout: { 'A@0+1000': [0, 1], 'B@100+1700': [100, 2], 'W1@200+1200': { failed: 200 }, 'W2@300+300': { failed: 300 }, 'W3@800+300': { failed: 800 }, 'W4@900+300': { failed: 900 } },
  s3_reuse: { 'A@0+300': [0, 1], 'B@100+500': [100, 2], 'C@1000+100': [1000, 3], 'D@1400+100': [1400, 4], 'E@1800+300': [1800, 5], 'F@1900+100': [1900, 6] },
  s3_reuse_min2: { 'A@0+300': [0, 1], 'B@100+500': [100, 2], 'C@1000+100': [1000, 2], 'D@1400+100': [1400, 2], 'E@1800+300': [1800, 2], 'F@1900+100': [1900, 1] },
  s4_opencost: { 'A@0+500': [300, 1], 'B@100+200': [650, 2], 'C@200+200': { failed: 650 }, 'D@300+200': { failed: 650 }, 'E@2000+100': [2300, 3] },
  s5_open_slower_than_timeout: { 'A@0+100': [300, 1], 'B@100+100': [650, 2], 'C@1000+100': [1300, 3], 'D@1500+100': [1800, 4] },
  s6_idle_min1: { 'A@0+300': [0, 1], 'B@100+300': [100, 2] },
  s7_lifetime: { 'A@0+1500': [0, 1], 'B@100+200': [100, 2], 'C@1700+100': [1700, 3], 'D@2200+100': [2200, 4] },
  s8_killed_idle: { 'A@0+200': [0, 1], 'B@100+200': [100, 2], 'C@1000+100': [1000, 3], 'D@1500+100': [1500, 4], 'E@2000+100': [2000, 5] },
};

const sqlalchemy: Trace = {
  s1_order: { 'A@0+1000': [0, 1], 'B@100+1500': [100, 2], 'C@200+500': [1000, 1], 'D@300+500': [1500, 1], 'E@400+500': [1600, 2], 'F@500+500': [2000, 1], 'G@600+500': [2100, 2] },
  s2_timeout: { 'A@0+1000': [0, 1], 'B@100+1700': [100, 2], 'W1@200+1200': [1000, 1], 'W2@300+300': { failed: 1300 }, 'W3@800+300': { failed: 1800 }, 'W4@900+300': [1800, 2] },
  s3_reuse: { 'A@0+300': [0, 1], 'B@100+500': [100, 2], 'C@1000+100': [1000, 1], 'D@1400+100': [1400, 2], 'E@1800+300': [1800, 1], 'F@1900+100': [1900, 2] },
  s3_reuse_min2: { 'A@0+300': [0, 1], 'B@100+500': [100, 2], 'C@1000+100': [1000, 1], 'D@1400+100': [1400, 2], 'E@1800+300': [1800, 1], 'F@1900+100': [1900, 2] },
  s4_opencost: { 'A@0+500': [300, 1], 'B@100+200': [400, 2], 'C@200+200': [600, 2], 'D@300+200': [800, 0], 'E@2000+100': [2000, 0] },
  s5_open_slower_than_timeout: { 'A@0+100': [300, 1], 'B@100+100': [400, 2], 'C@1000+100': [1000, 1], 'D@1500+100': [1500, 2] },
  s6_idle_min1: { 'A@0+300': [0, 1], 'B@100+300': [100, 2] },
  s7_lifetime: { 'A@0+1500': [0, 1], 'B@100+200': [100, 2], 'C@1700+100': [1700, 3], 'D@2200+100': [2200, 4] },
  s8_killed_idle: { 'A@0+200': [0, 1], 'B@100+200': [100, 2], 'C@1000+100': { broken: 1000 }, 'D@1500+100': { broken: 1500 }, 'E@2000+100': [2000, 3] },
  s7_lifetime_30s: { 'A@0+1500': [0, 1], 'B@100+200': [100, 2], 'C@31000+100': [31000, 3], 'D@33000+100': [33000, 4] },
};

const psycopg3: Trace = {
  s1_order: { 'A@0+1000': [50, 1], 'B@100+1500': [100, 2], 'C@200+500': [1050, 1], 'D@300+500': [1550, 1], 'E@400+500': [1600, 2], 'F@500+500': [2050, 1], 'G@600+500': [2100, 2] },
  s2_timeout: { 'A@0+1000': [0, 1], 'B@100+1700': [100, 2], 'W1@200+1200': [1000, 1], 'W2@300+300': { failed: 1300 }, 'W3@800+300': { failed: 1800 }, 'W4@900+300': [1800, 2] },
  s3_reuse: { 'A@0+300': [0, 1], 'B@100+500': [100, 2], 'C@1000+100': [1000, 1], 'D@1400+100': [1400, 2], 'E@1800+300': [1800, 1], 'F@1900+100': [1900, 2] },
  s3_reuse_min2: { 'A@0+300': [0, 1], 'B@100+500': [100, 2], 'C@1000+100': [1000, 1], 'D@1400+100': [1400, 2], 'E@1800+300': [1800, 1], 'F@1900+100': [1900, 2] },
  s4_opencost: { 'A@0+500': [300, 1], 'B@100+200': [650, 2], 'C@200+200': [800, 1], 'D@300+200': [850, 2], 'E@2000+100': [2000, 1] },
  s5_open_slower_than_timeout: { 'A@0+100': { failed: 250 }, 'B@100+100': [300, 1], 'C@1000+100': [1000, 1], 'D@1500+100': [1500, 1] },
  s6_idle_min1: { 'A@0+300': [0, 1], 'B@100+300': [100, 2] },
  s7_lifetime: { 'A@0+1500': [0, 1], 'B@100+200': [100, 2], 'C@1700+100': [1700, 2], 'D@2200+100': [2200, 3] },
  s8_killed_idle: { 'A@0+200': [0, 1], 'B@100+200': [100, 2], 'C@1000+100': { broken: 1000 }, 'D@1500+100': { broken: 1500 }, 'E@2000+100': [2000, 3] },
  s6_idle_min1_10s: { 'A@0+300': [0, 1], 'B@100+300': [100, 2] },
  s7_lifetime_30s: { 'A@0+1500': [0, 1], 'B@100+200': [100, 2], 'C@31000+100': [31000, 2], 'D@33000+100': [33000, 1] },
};

/** How the drivers configured each pool. */
const pools: { readonly [kind: string]: (setup: Setup) => object } = {
  psycopg2: ({ min, max }) => ({ minconn: min, maxconn: max }),
  sqlalchemy: ({ max, timeout, life }) => ({ pool_size: max, max_overflow: 0, pool_timeout: timeout / 1000, pool_recycle: life > 0 ? life / 1000 : -1 }),
  psycopg3: ({ min, max, timeout, idle, life }) => ({ min_size: min, max_size: max, timeout: timeout / 1000, version: '3.1', ...(idle > 0 ? { max_idle: idle / 1000 } : {}), ...(life > 0 ? { max_lifetime: life / 1000 } : {}) }),
};

function play(kind: string, setup: Setup, tasks: readonly string[]): PoolBench {
  const bench = new PoolBench({ kind, ...pools[kind]?.(setup) }, { connect: setup.slow ? '310ms' : '10ms' });
  for (const task of tasks) {
    const [name, at, time] = task.split(/[@+]/) as [string, string, string];
    bench.at(Number(at)).acquire(name, setup.killAt === undefined ? { holds: Number(time) } : { works: Number(time) });
  }
  if (setup.killAt !== undefined) bench.at(setup.killAt).does({ sever: { pool: 'p' } });
  return bench.run(setup.end);
}

/** Connections by the order of their first use, as the recorder numbered them. */
function numbered({ granted, connection }: PoolBench): { readonly [caller: string]: number } {
  const order = [...new Set(Object.keys(granted).sort((a, b) => (granted[a] as number) - (granted[b] as number)).map((caller) => connection[caller]))];
  return Object.fromEntries(Object.keys(granted).map((caller) => [caller, order.indexOf(connection[caller]) + 1]));
}

function compare(kind: string, script: string, tasks: Tasks): void {
  const bench = play(kind, setups[script] as Setup, Object.keys(tasks));
  const numbers = numbered(bench);
  for (const [task, seen] of Object.entries(tasks)) {
    const caller = task.split('@')[0] as string;
    const near = (at: number | undefined, expected: number): void => expect(Math.abs((at ?? Number.NaN) - expected), `${caller}: ${at}, recorded ${expected}`).toBeLessThanOrEqual(50);
    if ('failed' in seen) {
      expect(bench.failed[caller], caller).toMatch(/^(acquireTimeout|poolExhausted)/);
      near(Number(bench.failed[caller]?.split(' at ')[1]), seen.failed);
    } else if ('broken' in seen) expect(bench.failed[caller], caller).toMatch(/^severed/);
    else {
      near(bench.granted[caller], seen[0]);
      if (seen[1] > 0) expect(numbers[caller], caller).toBe(seen[1]);
    }
  }
}

const waits = (bench: PoolBench): number[] => Object.values(bench.granted).map((at) => Math.round(at / 100) * 100).sort((a, b) => a - b);
const demo = (timeout: number): Setup => ({ min: 1, max: 3, timeout, idle: 0, life: 0, slow: false, end: 9000 });
const eight = Array.from({ length: 8 }, (_, i) => `T${i + 1}@0+2000`);
const served = [[1000, [0, 0, 0], 5], [3000, [0, 0, 0, 2000, 2000, 2000], 2], [30_000, [0, 0, 0, 2000, 2000, 2000, 4000, 4000], 0]] as const;

describe('psycopg2', () => {
  it.each(Object.keys(psycopg2))('%s: the same callers get the same connections at the same times', (script) => compare('psycopg2', script, psycopg2[script] as Tasks));

  it.each([1000, 3000, 30_000])('demo, timeout %i ms: three are served, five fail at once', (timeout) => {
    const bench = play('psycopg2', demo(timeout), eight);

    expect([waits(bench), Object.values(bench.failed).length]).toEqual([[0, 0, 0], 5]);
  });
});

describe('sqlalchemy', () => {
  it.each(Object.keys(sqlalchemy))('%s: the same callers get the same connections at the same times', (script) => compare('sqlalchemy', script, sqlalchemy[script] as Tasks));

  it.each(served)('demo, timeout %i ms: the same waits and failures, whoever has them', (timeout, expected, failures) => {
    const bench = play('sqlalchemy', demo(timeout), eight);

    expect([waits(bench), Object.values(bench.failed).length]).toEqual([expected, failures]);
  });
});

describe('psycopg3', () => {
  it.each(Object.keys(psycopg3))('%s: the same callers get the same connections at the same times', (script) => compare('psycopg3', script, psycopg3[script] as Tasks));

  it.each(served)('demo, timeout %i ms: the same waits and failures, whoever has them', (timeout, expected, failures) => {
    const bench = play('psycopg3', demo(timeout), eight);

    expect([waits(bench), Object.values(bench.failed).length]).toEqual([expected, failures]);
  });
});
