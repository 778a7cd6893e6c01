/** Who held the connections that others waited for: the split of all waiting in a pool by the class that held meanwhile. */

import type { PoolResult, RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { count, level, list, millis, share, span } from '../wording.ts';
import { type Cause, command, type Found, maxEach, resize } from './cause.ts';
import { type Culprit, culpritOf } from './culprit.ts';

function text(result: RunResult, name: string, pool: PoolResult, { holder, share: part, stranger, held }: Culprit): string {
  if (!stranger) return `${share(part)} of all waiting in ${name} was ${holder} behind other requests of ${holder}: nobody else is in its way, the pool is short for its own load.`;
  const one = result.classes[holder];
  const all = entries(result.classes).reduce((sum, [, each]) => sum + each.arrived, 0);
  const heldText = held === null ? '' : `, which held ${level(Number(held.toFixed(1)))}${pool.max === null ? '' : ` of ${count(pool.max)}`} connections meanwhile`;
  return `${share(part)} of all waiting in ${name} was behind ${holder}${heldText}${one === undefined ? '' : ` and made ${count(one.arrived)} of ${count(all)} requests`}.`;
}

function found(result: RunResult, name: string, pool: PoolResult): Found | null {
  const culprit = culpritOf(result, name);
  if (culprit === null || culprit.waitedS < 1 || (pool.timeouts === 0 && pool.pendingMean < 0.1)) return null;
  const { holder, stranger } = culprit;
  const waiters = [...new Set(result.blame.filter((one) => one.pool === name).map((one) => one.waiter))];
  const one = result.classes[holder];
  const less = one?.source === 'cron' ? `cron.${holder}.threads=1` : `traffic.${holder}.rate=1/s`;
  return {
    id: `held-by/${name}`, weight: pool.timeouts > 0 && stranger ? 2 : 1, size: (pool.timeouts || pool.pendingMean) * culprit.share * 0.9, text: text(result, name, pool, culprit),
    evidence: `${span(culprit.waitedS)} of waiting, summed over requests of ${list(waiters)}${one === undefined ? '' : `; ${holder} holds a connection for ${millis(one.holdMs.p50)} (median)`}`,
    tryNext: stranger
      ? `Move ${holder} to a pool of its own or to a replica. First see the run with less of it: ${command(result, 'run', '--set', less)}`
      : `See whether more connections or shorter holds help: ${command(result, 'run', ...resize(name, pool, (maxEach(pool) ?? 10) + 2))}`,
  };
}

export const blame: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
