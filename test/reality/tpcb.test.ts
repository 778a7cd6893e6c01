/**
 * The collapse of pgbench's tpcb-like transaction at scale 1, where every transaction updates one branch row, comes out of row locks: of the lines for a branch and ten tellers,
 * and of what it costs that a COMMIT wakes everybody who waits for a version of its rows (`lockWakes: all`, model/database/locks.ts).
 *
 * Measured: PostgreSQL 15.18 and pgbench 15.18, clean runs with pgbench at SCHED_FIFO, 7 to 13 s each; host speed wanders by 10 % between runs. Fitted, on three client counts with
 * one core: at n = 1 what is not the server's processor (7 round trips of 74 µs and 100 µs for the flush: 1172 − 555 µs), at n = 4 the processor time of a transaction without waiting
 * (460 µs), at n = 64 the processor time of one waking (16 µs). Crowding costs 1 µs for each other process that wants a core: what pgbench's selects show (40 µs alone, 109 µs beside 255), at
 * the resolution of a microsecond. Everything else is predicted, and all of the two cores. There pgbench runs on the server's cores: its own 136 µs + 1.87 µs · n for each transaction, as
 * measured at n = 4 and 64 on a core of its own, come on top of the statements and leave the round trips.
 *
 * What is missed, and why. n = 1 on two cores is left out: a single client and its backend shared one core and warm caches (299 µs of processor time a transaction instead of 555), which no
 * number from one core can tell. 256 clients on two cores are 10.4 % too high, 10 % of noise between runs of the host aside, for want of what the wakings cost across two caches. On one core medians
 * from 64 clients on are 29 to 35 % low and the 99th percentile 44 to 52 % high: the real order of the line lies between any one of those who wake, as here, and first come (tried:
 * medians at 64 and 128 clients within 8 %, but 44 and 33 % too high at 64 and 256 on two cores, and at 4 to 32 clients a 99th percentile 30 to 56 % too low).
 */

import { describe, expect, it } from 'vitest';
import { resultOf } from '../helpers/worlds.ts';

/** One client count: throughput per second, then the median, 95th and 99th percentile in ms. */
type Measured = readonly [clients: number, perS: number, p50: number, p95: number, p99: number];

const oneCore: readonly Measured[] = [
  [1, 852.6, 1.116, 1.58, 2.221], [4, 1599, 2.236, 5.034, 8.636], [8, 1645, 3.896, 12.05, 18.77], [16, 1406, 8.566, 31, 50.82], [32, 1225, 18.66, 76.26, 123.8],
  [64, 1007, 46.49, 187.1, 287.7], [128, 792.2, 119, 461.4, 726.4], [256, 518, 354, 1450, 2134],
];
const twoCores: readonly Measured[] = [[4, 1865, 1.918, 3.996, 5.495], [16, 1593, 7.144, 28.81, 47.48], [64, 1312, 25.82, 176, 330.6], [128, 943.7, 74.18, 469.4, 823.9], [256, 606.9, 236.3, 1395, 2365]];
const fittedOn = [1, 4, 64];

const us = (time: number) => `${time.toFixed(1)}us`;

/** How long pgbench ran. */
const lengthOf = (clients: number) => (clients >= 192 ? '13s' : clients >= 128 ? '10s' : '7s');

interface Server { readonly cores: number; readonly wakes?: 'all' | 'next'; readonly wakeCpu?: number; readonly crowding?: number }

/** BEGIN with the first UPDATE, SELECT, two more UPDATEs, INSERT, COMMIT: a seventh of the processor time for each exchange. */
function tpcb(clients: number, { cores, wakes = 'all', wakeCpu = 16, crowding = 1 }: Server, seed = 1) {
  const client = (136 + 1.87 * clients) / 7;
  const cpu = 460 / 7 + (cores === 2 ? client : 0);
  return resultOf({
    scenario: 'pgbench, tpcb-like, scale 1', run: { length: lengthOf(clients), measureFrom: '1s', seed },
    databases: { d: { kind: 'postgresql', cores, maxConnections: 450, connect: '0s', roundTrip: us(cores === 2 ? 54 : 74), contention: crowding === 0 ? 'none' : { law: 'perStatement', cost: us(crowding * cores) }, lockWakes: wakes, lockWakeCpu: us(wakeCpu) } },
    pools: { main: { database: 'd', max: clients } },
    routes: { tpcb: [{ transaction: {
      pool: 'main', commit: { cpu: us(cpu), blocked: '100us' },
      steps: [
        { query: { name: 'BEGIN, UPDATE accounts', cpu: us(2 * cpu), lock: { row: 'accounts', among: 100_000 } } }, { query: { name: 'SELECT', cpu: us(cpu) } },
        { query: { name: 'UPDATE tellers', cpu: us(cpu), lock: { row: 'tellers', among: 10 } } }, { query: { name: 'UPDATE branches', cpu: us(cpu), lock: { row: 'branches' } } },
        { query: { name: 'INSERT history', cpu: us(cpu) } },
      ],
    } }] },
    traffic: { bench: { route: 'tpcb', users: clients, think: '0s' } },
  });
}

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Each with its errors: throughput, p50, p95, p99; and how far one run lies from the mean of ten. A run is short beside the time in which the lines of ten tellers even out. */
const predicted = (measured: readonly Measured[], cores: number) => measured.map(([clients, ...figures]) => {
  const runs = seeds.map((seed) => tpcb(clients, { cores }, seed).classes.bench).map((one) => [one?.throughputPerS, one?.latencyMs.p50, one?.latencyMs.p95, one?.latencyMs.p99].map((figure) => figure ?? Number.NaN));
  const mean = (i: number) => runs.reduce((sum, run) => sum + (run[i] as number), 0) / runs.length;
  const spread = Math.sqrt(runs.reduce((sum, run) => sum + ((run[0] as number) - mean(0)) ** 2, 0) / (runs.length - 1)) / mean(0);
  const [off = 1, p50 = 1, p95 = 1, p99 = 1] = figures.map((figure, i) => mean(i) / figure - 1);
  return { cores, clients, perS: mean(0), spread, measured: figures[0], off, p50, p95, p99 };
});

const percent = (part: number) => `${(100 * part).toFixed(0).padStart(4)} %`;

describe('pgbench at scale 1', () => {
  const one = predicted(oneCore, 1);
  const two = predicted(twoCores, 2);

  it('is told point by point', () => {
    const lines = [...one, ...two].map(({ cores, clients, perS, spread, measured, off, p50, p95, p99 }) =>
      `${cores} core${cores === 1 ? ' ' : 's'}  ${String(clients).padStart(3)} clients  measured ${measured.toFixed(0).padStart(4)}/s  ${cores === 1 && fittedOn.includes(clients) ? 'fitted   ' : 'predicted'} ${perS.toFixed(0).padStart(4)}/s ±${percent(spread)}  throughput ${percent(off)}  p50 ${percent(p50)}  p95 ${percent(p95)}  p99 ${percent(p99)}`);
    process.stdout.write(`${lines.join('\n')}\n`);
    expect(lines).toHaveLength(13);
  });

  it('is met where it was fitted', () => {
    expect(Math.abs(one.find(({ clients }) => clients === 4)?.off ?? 1)).toBeLessThan(0.03);
    expect(Math.abs(one.find(({ clients }) => clients === 64)?.off ?? 1)).toBeLessThan(0.03);
    expect(Math.abs(one.find(({ clients }) => clients === 1)?.off ?? 1)).toBeLessThan(0.1); // its processor time is that of a core which wakes from idleness each time
  });

  it('is predicted within 10 % at the other client counts', () => {
    for (const { clients, off } of one) expect(Math.abs(off), `${clients} clients`).toBeLessThan(0.1);
  });

  it('is predicted within 10 % on two cores, from the numbers of one, but for the last', () => {
    for (const { clients, off } of two) expect(Math.abs(off), `${clients} clients`).toBeLessThan(clients === 256 ? 0.12 : 0.1);
  });

  it('has the tail of the lines: the 95th percentile within 40 % wherever anybody waits', () => {
    for (const { clients, cores, p95 } of [...one, ...two]) if (clients > 4) expect(Math.abs(p95), `${clients} clients on ${cores}`).toBeLessThan(0.4);
  });

  it('falls because of the wakings: without them the lines for the rows alone hold the throughput level', () => {
    const rowsAlone = [16, 64, 256].map((clients) => tpcb(clients, { cores: 1, wakes: 'next', wakeCpu: 0, crowding: 0 }).classes.bench?.throughputPerS ?? 0);
    const wakings = [16, 64, 256].map((clients) => tpcb(clients, { cores: 1, crowding: 0 }).classes.bench?.throughputPerS ?? 0);

    expect(Math.min(...rowsAlone) / Math.max(...rowsAlone)).toBeGreaterThan(0.95);
    expect((wakings[2] as number) / (wakings[0] as number)).toBeLessThan(0.62); // measured, with crowding: 518 / 1406 = 0.37
  });
});
