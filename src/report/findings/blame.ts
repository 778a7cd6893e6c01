/** Who held the connections that others waited for: a class of requests that stands in the way of another in the same pool. */

import type { PoolResult, RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { count, level, list, millis, share, span } from '../wording.ts';
import { type Cause, command, type Found } from './cause.ts';
import { type Culprit, culpritOf } from './culprit.ts';
import { lessOf } from './load.ts';
import { harmedBy, storyOf } from './story.ts';

function text(result: RunResult, name: string, { holder, share: part, held, of }: Culprit): string {
  const one = result.classes[holder];
  const all = entries(result.classes).reduce((sum, [, each]) => sum + each.arrived, 0);
  const heldText = held === null ? '' : `, which held ${level(Number(held.toFixed(1)))}${of === null ? '' : ` of ${of}`} connections meanwhile`;
  return `${share(part)} of all waiting in ${name} was behind ${holder}${heldText}${one === undefined ? '' : ` and made ${count(one.arrived)} of ${count(all)} requests`}.`;
}

/** From this share of the waiting on, the holder is what to look at first; below it the size is. */
const mostly = 0.3;

/** Fires only for strangers: that requests of one class wait for each other is no news, the finding about the pool says it. */
function found(result: RunResult, name: string, pool: PoolResult): Found | null {
  const culprit = culpritOf(result, name);
  if (culprit === null || !culprit.stranger || culprit.waitedS < 1 || storyOf(result, name) !== 'exhausted') return null;
  const { holder } = culprit;
  const waiters = [...new Set(result.blame.filter((one) => one.pool === name && one.waiter !== holder).map((one) => one.waiter))];
  const one = result.classes[holder];
  const failed = harmedBy(result, name, pool).filter(({ user }) => user !== holder).reduce((sum, each) => sum + each.failed, 0);
  const less = lessOf(result, holder);
  const apart = `Move ${holder} to a pool of its own or to a replica, or cut its holds short`;
  return {
    id: `held-by/${name}`, weight: failed > 0 ? 2 : 1, size: (failed || pool.pendingMean) * (culprit.share >= mostly ? 1.1 : 0.5), text: text(result, name, culprit),
    evidence: `${span(culprit.waitedS)} of waiting, summed over requests of ${list(waiters)}${one === undefined ? '' : `; ${holder} holds a connection for ${millis(one.holdMs.p50)} (median)`}`,
    tryNext: less === null ? `${apart}.` : `${apart}. First see the run with less of it: ${command(result, 'run', ...less)}`,
  };
}

export const blame: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
