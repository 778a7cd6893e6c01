/** What somebody sees of an unlabelled run: always the same panels in the same order, with names that give nothing away, and a few figures. */

import type { RunResult, Series } from '../../result.ts';
import { goneOf, peakOf, sumOf } from '../../report/series.ts';
import { count, level, millis, share } from '../../report/wording.ts';
import { there } from '../seen.ts';
import type { World } from './world.ts';

/** One curve on the time axis of the run. */
export interface Panel {
  readonly letter: string;
  readonly label: string;
  readonly series: Series;
  /** What a full height stands for. */
  readonly top: number;
  /** The limit that belongs to it, drawn as a line; null without one. */
  readonly limit: number | null;
  readonly note: string;
  readonly join: 'mean' | 'max';
  readonly tone: 'bad' | 'warm' | 'cool';
}

export interface Fact { readonly name: string; readonly value: string }

/** The panels of a run. `hideLatency` leaves the latency out, where it is asked for. */
export function panelsOf(result: RunResult): Panel[] {
  const one = there(result.series.classes.api, 'api');
  const pool = there(result.series.pools.main, 'main');
  const database = there(result.series.databases.primary, 'primary');
  const gone = goneOf(pool);
  const open = sumOf([gone, pool.idle], gone.length);
  const [size, cores] = [peakOf(pool.max), peakOf(database.cores)];
  const drawn = (label: string, series: Series, tone: Panel['tone'], join: Panel['join'], limit: number | null, text: (x: number) => string): Omit<Panel, 'letter'> => {
    const peak = peakOf(series);
    const top = Math.max(peak, limit ?? 0);
    return { label, series, top, limit, join, tone, note: limit === null ? `max ${text(peak)}` : `max ${text(peak)} of ${text(limit)}` };
  };
  return [
    drawn('requests arriving/s', one.arrivedPerS, 'cool', 'mean', null, level),
    drawn('requests failing/s', one.failedPerS, 'bad', 'max', null, level),
    drawn('latency p99', one.latencyMsP99, 'warm', 'max', null, millis),
    drawn('connections in use', gone, 'cool', 'mean', size, level),
    drawn('connections open', open, 'cool', 'mean', null, level),
    drawn('waiting for one', pool.pendingMax, 'warm', 'max', null, level),
    drawn('statements on cores', database.runQueue, 'warm', 'mean', null, level),
    drawn('useful cores busy', database.busyCores, 'cool', 'mean', cores, level),
  ].map((panel, i) => ({ letter: String.fromCharCode(65 + i), ...panel }));
}

/** Figures beside the panels: what the settings are, and what was counted. */
export function factsOf(result: RunResult, world: World): Fact[] {
  const one = there(result.classes.api, 'api');
  const pool = there(result.pools.main, 'main');
  const database = there(result.databases.primary, 'primary');
  const [worst] = Object.entries(one.failures).filter(([, n]) => n > 0).toSorted((a, b) => b[1] - a[1]);
  const heard = worst === undefined ? null : Object.entries(one.errors).find(([kind]) => kind === worst[0])?.[1];
  const acrossInstances = world.instances > 1 ? ` in each of ${world.instances} instances` : '';
  return [
    { name: 'settings', value: `pool of ${world.size}${acrossInstances}, callers wait up to ${level(world.patienceS)} s; database with ${world.cores} ${world.cores === 1 ? 'core' : 'cores'}, ${world.maxConnections} sessions` },
    { name: 'requests', value: `${count(one.arrived)} arrived, ${count(one.served)} served, ${count(one.failed)} failed; ${level((one.arrived + one.retries) / Math.max(1, one.arrived))} ${one.retries === 0 ? 'try' : 'tries'} for each` },
    { name: 'latency', value: `p50 ${millis(one.latencyMs.p50)}, p99 ${millis(one.latencyMs.p99)}; waiting for connections, failed requests too: p50 ${millis(one.waitMs.p50)}, p99 ${millis(one.waitMs.p99)}` },
    { name: 'hold', value: `a request holds a connection for ${millis(one.holdMs.p50)} (median), ${millis(one.holdMs.p99)} (p99)` },
    { name: 'pool', value: `${level(pool.activeMean)} in use on average, ${count(pool.opened)} opened, ${count(pool.closed)} closed` },
    { name: 'database', value: `cores ${share(database.cpuUtilisation)} busy; up to ${count(database.sessionsMax)} sessions; up to ${count(database.lockWaitingMax)} waited for a lock` },
    { name: 'error heard most', value: heard === undefined || heard === null ? 'none' : `"${heard}"` },
  ];
}
