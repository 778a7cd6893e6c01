/** Callers that wait beside a pool with room: nothing is open for them, nothing is being opened, and the server is well. */

import type { PoolResult, RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries } from '../series.ts';
import { count, counted, level, list, span } from '../wording.ts';
import { type Cause, command } from './cause.ts';
import { starvingOf } from './starving.ts';
import { harmedBy, storyOf } from './story.ts';

/** The option that makes a library replace what died, where it has one that is 0 in such runs. */
const minimums: { readonly [kind: string]: string } = { hikaricp: 'minimumIdle', 'spring-boot': 'minimumIdle', r2d2: 'min_idle' };

function remedy(result: RunResult, name: string, pool: PoolResult): string {
  const option = minimums[pool.kind];
  if (option === undefined) return 'Find what would open a connection in this library: a newcomer, a return, a minimum to refill. See `poolsim explain pool` for who replaces what was thrown away.';
  return `Keep at least one connection ready, so that what dies is replaced (${option}): ${command(result, 'run', '--set', `pools.${name}.${option}=1`)}`;
}

export const starvation: Cause = (result) => entries(result.pools).flatMap(([name, pool]) => {
  const starving = starvingOf(result, name);
  if (starving === null || storyOf(result, name) !== 'starved') return [];
  const harmed = harmedBy(result, name, pool).map(({ user, one }) => ({ user, failed: one.failures.acquireTimeout ?? 0 })).filter(({ failed }) => failed > 0);
  const size = harmed.reduce((sum, { failed }) => sum + failed, 0);
  const outcome = size === 0 ? 'nobody failed for it' : `${list(harmed.map(({ user, failed }) => counted(failed, `${user} request`)))} timed out for it`;
  const had = pool.max === null ? `had ${level(starving.open)} connections and no limit` : `had ${level(starving.open)} of ${counted(pool.max, 'connection')} open`;
  return [{
    id: `starved/${name}`, weight: size > 0 ? 2 as const : 1 as const, size: size || pool.pendingMean,
    text: `Starvation beside a pool with room: for ${span(starving.seconds)} from ${clockOf(result.run).at(starving.fromS)} up to ${count(starving.waiting)} waited for ${name}, which ${had}, and nothing was being opened for them; ${outcome}.`,
    evidence: `${count(pool.opened)} opened and ${count(pool.closed)} closed in the whole run, none refused`,
    tryNext: remedy(result, name, pool),
  }];
});
