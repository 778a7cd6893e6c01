/**
 * The families of trouble that a quiz asks about. Each draws a world of its kind from a stream of chance; what makes it a fair question (that its
 * remedy heals, that its mark is to be seen) is checked by running, in `make.ts`.
 */

import type { RunResult } from '../../result.ts';
import { goneOf, peakOf } from '../../report/series.ts';
import { there } from '../seen.ts';
import { calm, type World } from './world.ts';

/** Draws: `between` a real number, `whole` a whole one (both ends included). */
export interface Draw {
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
}

export interface Family {
  readonly id: string;
  /** The cause, as a choice. */
  readonly cause: string;
  /** Why the panels show it, for after the answer. */
  readonly mark: string;
  readonly draw: (by: Draw) => World;
  /** The remedy that heals; null of the healthy one. */
  readonly remedy: string | null;
  /** Whether somebody who looks at the panels can see it. */
  readonly seen: (result: RunResult) => boolean;
  /** Families whose panels may look the same: never offered together. */
  readonly like: readonly string[];
  /** An answer later than this is none, in ms. */
  readonly limitMs: number;
}

const pool = (result: RunResult) => there(result.pools.main, 'main');
const database = (result: RunResult) => there(result.databases.primary, 'primary');
const api = (result: RunResult) => there(result.classes.api, 'api');
/** Connections that are out, in each interval. */
const out = (result: RunResult): readonly (number | null)[] => goneOf(there(result.series.pools.main, 'main'));
const full = (result: RunResult): boolean => peakOf(out(result)) >= 0.95 * (pool(result).max ?? Number.POSITIVE_INFINITY);
const idleCores = (result: RunResult): boolean => database(result).cpuUtilisation < 0.6;
/** The share of the failures of one kind. */
const mostly = (result: RunResult, kind: 'refused' | 'severed' | 'statementTimeout' | 'acquireTimeout'): boolean => (api(result).failures[kind] ?? 0) > 0.7 * api(result).failed && api(result).failed > 0;
/** Share of the intervals in which anything failed. */
const failingShare = (result: RunResult): number => {
  const failed = there(result.series.classes.api, 'api').failedPerS;
  return failed.filter((one) => (one ?? 0) > 0).length / Math.max(1, failed.length);
};

/** Whether nearly all connections are out from the first tenth of the run on. */
const fullFromTheStart = (result: RunResult): boolean => {
  const early = out(result).slice(Math.floor(out(result).length / 20), Math.ceil(out(result).length / 5)).map((one) => one ?? 0);
  return early.reduce((sum, one) => sum + one, 0) / Math.max(1, early.length) > 0.85 * (pool(result).max ?? Number.POSITIVE_INFINITY);
};
/** When the first request failed, in seconds; the length of the run where none did. */
const firstFailureS = (result: RunResult): number => result.windows.find((one) => one.what === 'failures' && one.of === 'api')?.fromS ?? result.run.lengthS;
/** How often nobody was served for five intervals or more, and then somebody was again. */
const standstills = (result: RunResult): number => {
  let [still, ended] = [0, 0];
  for (const served of there(result.series.classes.api, 'api').servedPerS) {
    if ((served ?? 0) > 0 && still >= 5) ended++;
    still = (served ?? 0) > 0 ? 0 : still + 1;
  }
  return ended;
};

export const families: readonly Family[] = [
  {
    id: 'leak', cause: 'some requests never give their connection back', remedy: 'repair-leak', like: [], limitMs: 2000,
    mark: 'Connections in use climb step by step and never drop, whatever the traffic does; from the moment they are all out, everything fails.',
    draw: (by) => {
      const size = by.whole(8, 16);
      return { ...calm, size, rate: by.between(15, 30), cpuMs: 2, blockedMs: by.between(20, 40), lengthS: 480, leaksPerMin: size / by.between(2, 2.8) };
    },
    seen: (result) => full(result) && pool(result).leaked >= (pool(result).max ?? 0),
  },
  {
    id: 'too-small', cause: 'the pool is too small for this rate and these holds', remedy: 'bigger-pool', like: ['call-inside', 'twice'], limitMs: 1500,
    mark: 'All connections out all the time, a line in front of them from the beginning, and a database with time to spare: rate × hold is more than the pool.',
    draw: (by) => {
      const [rate, blockedMs] = [by.between(70, 130), by.between(60, 100)];
      return { ...calm, rate, cpuMs: 3, blockedMs, size: Math.floor(((rate * (blockedMs + 3.5)) / 1000) * by.between(0.7, 0.85)), lengthS: 100, patienceS: 2 };
    },
    seen: (result) => pool(result).utilisation > 0.9 && fullFromTheStart(result) && idleCores(result),
  },
  {
    id: 'job', cause: 'a background job takes the connections for a while', remedy: 'pool-apart', like: ['row'], limitMs: 2000,
    mark: 'All is well, then all connections are out for some minutes while hardly any requests finish and the cores idle; then all is well again. A few holders keep connections for many seconds.',
    draw: (by) => ({ ...calm, rate: by.between(25, 45), blockedMs: 80, size: by.whole(8, 14), lengthS: 420, job: { atS: by.between(100, 180), holdS: by.between(9, 16), repeat: by.whole(6, 9), apart: false } }),
    seen: (result) => full(result) && idleCores(result) && failingShare(result) > 0.1 && failingShare(result) < 0.6,
  },
  {
    id: 'row', cause: 'a transaction was left open with a row that everybody needs', remedy: 'end-idle-transactions', like: ['job'], limitMs: 2000,
    mark: 'From one moment on everything waits inside the database for a lock: the connections are out, the cores are idle, and it does not end.',
    draw: (by) => ({ ...calm, rate: by.between(20, 35), cpuMs: 2, blockedMs: 0, size: by.whole(8, 20), lengthS: 420, forgottenAtS: by.between(90, 200) }),
    seen: (result) => full(result) && database(result).lockWaitingMax >= 5 && idleCores(result),
  },
  {
    id: 'retries', cause: 'retries keep the load above what the database can do, long after the trouble that began it', remedy: 'retry-budget', like: ['heavy'], limitMs: 1000,
    mark: 'A short trouble, and afterwards it does not recover: the arrivals are the same as before, but there are many tries for each request, the cores are full, and what they do is cut off before it is done.',
    draw: (by) => ({ ...calm, cores: 1, rate: by.between(68, 78), cpuMs: 10, even: true, blockedMs: 0, size: by.whole(26, 34), patienceS: 1, statementMs: 200, lengthS: 260, retry: { attempts: by.whole(2, 3), backoffMs: 100, budget: false }, slow: { fromS: 60, untilS: 60 + by.between(7, 10), times: 3 } }),
    seen: (result) => firstFailureS(result) > 55 && api(result).retries > 0.3 * api(result).arrived && database(result).cpuUtilisation > 0.8,
  },
  {
    id: 'refused', cause: 'the instances together ask for more sessions than the server grants', remedy: 'fewer-each', like: [], limitMs: 1500,
    mark: 'The error comes from the server, at once, while fewer connections are in use than are open: the others lie idle in other instances.',
    draw: (by) => {
      const instances = by.whole(9, 14);
      return { ...calm, instances, maxConnections: 50, size: by.whole(8, 15), rate: by.between(270, 320), cpuMs: 5, blockedMs: 95, cores: 8, lengthS: 45 };
    },
    seen: (result) => mostly(result, 'refused') && pool(result).activeMean < 0.85 * database(result).sessionsMean,
  },
  {
    id: 'dead', cause: 'the pool lends connections that the server has ended while they were idle', remedy: 'shorter-lifetime', like: [], limitMs: 1500,
    mark: 'After each quiet spell many requests fail at once with a broken connection, and the next visit is well again.',
    draw: (by) => {
      const [serverIdleS, everyS] = [by.whole(5, 8) * 60, by.whole(11, 16) * 60];
      return { ...calm, serverIdleS, burstEveryS: everyS, rate: by.whole(12, 40) / everyS, size: 40, lengthS: everyS * 8, cpuMs: 5, blockedMs: 20 };
    },
    seen: (result) => mostly(result, 'severed'),
  },
  {
    id: 'heavy', cause: 'the statements need more processor time than the cores have', remedy: 'cheaper', like: ['retries', 'crowded'], limitMs: 1500,
    mark: 'The cores are full all the time, with useful work, and several statements share each of them; the pool is full because its connections wait for cores.',
    draw: (by) => {
      const cores = by.whole(2, 4);
      return { ...calm, cores, rate: (cores * 1000 * by.between(2.2, 3.2)) / 48, cpuMs: 48, blockedMs: 10, size: by.whole(12, 20), patienceS: 2, lengthS: 120 };
    },
    seen: (result) => full(result) && database(result).cpuUtilisation > 0.95 && database(result).contentionLost < 0.1,
  },
  {
    id: 'crowded', cause: 'so many connections work at once that the database gets in its own way', remedy: 'smaller-pool', like: ['heavy'], limitMs: 700,
    mark: 'Dozens of statements on a few cores, and hardly any of the cores do useful work: what crowding takes away is most of it.',
    draw: (by) => ({ ...calm, size: by.whole(120, 180), maxConnections: 250, cpuMs: 8, blockedMs: 0, users: { count: by.whole(130, 180), thinkMs: 300 }, crowding: by.between(0.12, 0.2), lengthS: 60, patienceS: 30 }),
    seen: (result) => database(result).contentionLost > 0.5,
  },
  {
    id: 'call-inside', cause: 'requests keep their connection while they call another service', remedy: 'call-outside', like: ['too-small', 'twice'], limitMs: 3000,
    mark: 'All connections out, and fewer than one statement at a time on the database: they are held by code that does something else.',
    draw: (by) => {
      const [rate, ms] = [by.between(35, 60), by.between(200, 320)];
      return { ...calm, rate, cpuMs: 3, blockedMs: 2, call: { ms, inside: true }, size: Math.floor(((rate * (ms + 8)) / 1000) * by.between(0.32, 0.4)), patienceS: 2, lengthS: 120 };
    },
    seen: (result) => pool(result).utilisation > 0.9 && fullFromTheStart(result) && database(result).cpuUtilisation < 0.15,
  },
  {
    id: 'bursts', cause: 'requests come in bursts, all at the same moment', remedy: 'spread', like: [], limitMs: 1500,
    mark: 'At regular times hundreds come at once, and those at the end of the line give up; in between there is nothing to do.',
    draw: (by) => ({ ...calm, burstEveryS: 60, rate: by.between(8, 11), size: by.whole(5, 7), cpuMs: 3, blockedMs: 60, patienceS: 1, lengthS: 420 }),
    seen: (result) => full(result) && mostly(result, 'acquireTimeout') && failingShare(result) < 0.2,
  },
  {
    id: 'twice', cause: 'requests need a second connection while they hold the first', remedy: 'one-at-a-time', like: ['too-small', 'call-inside'], limitMs: 5000,
    mark: 'Everybody waits, nobody works: for as long as the timeout no request is served at all, with all connections out and not one statement on the database.',
    draw: (by) => ({ ...calm, twice: true, users: { count: by.whole(22, 34), thinkMs: by.whole(20, 40) }, size: by.whole(7, 10), cpuMs: 2, blockedMs: 5, patienceS: by.whole(8, 12), lengthS: 240 }),
    seen: (result) => full(result) && standstills(result) >= 2 && database(result).cpuUtilisation < 0.1,
  },
  {
    id: 'cut-off', cause: 'the statement timeout is shorter than what some statements need', remedy: 'longer-statements', like: [], limitMs: 3000,
    mark: 'Some failures all the time, spread evenly, with a free pool and free cores, and an error of the server about the statement itself.',
    draw: (by) => ({ ...calm, rate: by.between(40, 60), cpuMs: 3, blockedMs: 100, size: 20, statementMs: by.whole(20, 28) * 10, lengthS: 180 }),
    seen: (result) => mostly(result, 'statementTimeout') && pool(result).exhaustedShare < 0.05,
  },
  {
    id: 'healthy', cause: 'nothing is wrong', remedy: null, like: [], limitMs: 2000,
    mark: 'Nothing fails, hardly anybody waits, and there is room in the pool and on the cores.',
    draw: (by) => ({ ...calm, rate: by.between(60, 90), blockedMs: by.between(35, 45), size: by.whole(10, 14), lengthS: 150 }),
    seen: (result) => api(result).failed === 0 && pool(result).exhaustedShare < 0.05 && database(result).cpuUtilisation < 0.8,
  },
];
