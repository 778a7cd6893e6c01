/** How the run ended as a whole: promises that were broken, or nothing failed and how far from a limit that was. */

import { isBroken, type RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { count, counted, list, millis, share } from '../wording.ts';
import { type Cause, command } from './cause.ts';
import { moreLoad } from './load.ts';

export const brokenPromises: Cause = (result) => {
  const broken = result.promises.filter(isBroken);
  if (broken.length === 0) return [];
  return [{
    id: 'promises-broken', weight: 2, size: 0,
    text: `${broken.length} of ${counted(result.promises.length, 'promise')} did not hold: ${list(broken.map((one) => `${one.text} (was ${one.observedText})`))}.`,
    evidence: broken.every((one) => one.decision !== undefined) ? 'the observed values are those of all runs' : 'the observed value is that of the whole measured time', tryNext: `One seed is one story; see how often it holds: ${command(result, 'run', '--runs', '20')}`,
  }];
};

/** The pool that came nearest to its size, in words. */
function nearest(result: RunResult): string {
  const use = (name: string): number => (result.pools[name]?.activeMax ?? 0) / (result.pools[name]?.max ?? Number.POSITIVE_INFINITY);
  const [closest] = entries(result.pools).filter(([, pool]) => pool.max !== null).toSorted((a, b) => use(b[0]) - use(a[0]));
  if (closest === undefined) return '';
  const [name, pool] = closest;
  const waited = pool.pendingMax > 0 ? `, with up to ${count(pool.pendingMax)} waiting` : '';
  return `Nearest to a limit: ${name} lent at most ${count(pool.activeMax)} of ${count(pool.max ?? 0)}${waited}.`;
}

export const calm: Cause = (result) => {
  const classes = entries(result.classes);
  const arrived = classes.reduce((sum, [, one]) => sum + one.arrived, 0);
  if (arrived === 0 || classes.some(([, one]) => one.failed > 0)) return [];
  const [slowest] = entries(result.pools).filter(([, pool]) => pool.acquireMs.p99 !== null && pool.acquireTimeoutMs !== null)
    .toSorted((a, b) => (b[1].acquireMs.p99 ?? 0) / (b[1].acquireTimeoutMs ?? 1) - (a[1].acquireMs.p99 ?? 0) / (a[1].acquireTimeoutMs ?? 1));
  const margin = slowest === undefined ? 'no pool has an acquire timeout' : `wait p99 ${millis(slowest[1].acquireMs.p99)} of the ${millis(slowest[1].acquireTimeoutMs)} that ${slowest[0]} allows`;
  const line = moreLoad(result, null, 2);
  return [{
    id: 'nothing-failed', weight: 0, size: 1e9, text: nearest(result) || 'Nothing failed, and no pool has a limit to be near to.',
    evidence: `${margin}; ${list(classes.map(([name, one]) => `${name} p99 ${millis(one.latencyMs.p99)}`))}; busiest database ${share(Math.max(0, ...entries(result.databases).map(([, one]) => one.cpuUtilisation)))} cpu`,
    tryNext: line === null ? 'Find out what breaks first: raise the load step by step.' : `Find out what breaks first: ${line}`,
  }];
};
