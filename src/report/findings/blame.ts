/** Who held the connections that others waited for: the split of all waiting in a pool by the class that held meanwhile. */

import type { PoolResult, RunResult } from '../../result.ts';
import { entries, meanOf, stretchOf } from '../series.ts';
import { level, list, millis, share, span } from '../wording.ts';
import { type Cause, command, type Found, maxEach, resize } from './cause.ts';
import { exhaustedSpells, mainHolder } from './exhaustion.ts';

/** Mean number of connections a class held while the pool had none left; over the whole run where it always had some. */
function heldMean(result: RunResult, pool: string, holder: string): number | null {
  const spells = exhaustedSpells(result, pool);
  const series = result.series.pools[pool]?.activeBy[holder];
  let weighed = 0;
  let seconds = 0;
  for (const { fromS, toS } of spells.length > 0 ? spells : [{ fromS: 0, toS: result.run.lengthS }]) {
    const mean = meanOf(series, stretchOf(result, fromS, toS));
    if (mean === null) continue;
    weighed += mean * (toS - fromS);
    seconds += toS - fromS;
  }
  return seconds === 0 ? null : weighed / seconds;
}

function found(result: RunResult, name: string, pool: PoolResult): Found | null {
  const blamed = mainHolder(result, name);
  if (blamed === null || blamed.share < 0.3 || blamed.waitedS < 1 || (pool.timeouts === 0 && pool.pendingMean < 0.1)) return null;
  const { holder } = blamed;
  const waiters = [...new Set(result.blame.filter((one) => one.pool === name).map((one) => one.waiter))];
  const alone = waiters.length === 1 && waiters[0] === holder;
  const held = heldMean(result, name, holder);
  const heldText = held === null || pool.max === null ? '' : `, which held ${level(Number(held.toFixed(1)))} of ${pool.max} connections meanwhile`;
  const behind = alone
    ? `${share(blamed.share)} of all waiting in ${name} was ${holder} behind other requests of ${holder}: nobody else is in its way, the pool is short for its own load.`
    : `${share(blamed.share)} of all waiting in ${name} was behind ${holder}${heldText}.`;
  const one = result.classes[holder];
  return {
    id: `held-by/${name}`, weight: pool.timeouts > 0 && !alone ? 2 : 1, size: (pool.timeouts || pool.pendingMean) * blamed.share * 0.9, text: behind,
    evidence: `${span(blamed.waitedS)} of waiting, summed over requests of ${list(waiters)}${one === undefined ? '' : `; ${holder} made ${one.arrived} requests and held a connection for ${millis(one.holdMs.p50)} (median)`}`,
    tryNext: alone || one === undefined
      ? `See whether more connections or shorter holds help: ${command(result, 'run', ...resize(name, pool, (maxEach(pool) ?? 10) + 2))}`
      : `Move it to a pool of its own or to a replica. First see the run with less of it: ${command(result, 'run', '--set', one.source === 'cron' ? `cron.${holder}.threads=1` : `traffic.${holder}.rate=0/s`)}`,
  };
}

export const blame: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
