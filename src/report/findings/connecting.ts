/** Opening connections again and again: each opening costs round trips, a server process and a handshake that a pool exists to save. */

import { entries, meanOf, measured } from '../series.ts';
import { counted, level, millis, share } from '../wording.ts';
import { type Cause, command } from './cause.ts';

/** Fires when one acquisition in ten or more opened a connection, beyond filling the pool. The mean time to open is opening / rate (Little's law). */
export const connecting: Cause = (result) => entries(result.pools).flatMap(([name, pool]) => {
  const churn = pool.opened - (pool.max ?? 0);
  if (pool.acquired < 20 || churn < 0.1 * pool.acquired) return [];
  const opening = meanOf(result.series.pools[name]?.opening, measured(result)) ?? 0;
  const each = pool.opened === 0 ? null : (opening * (result.run.lengthS - result.run.measureFromS) * 1000) / pool.opened;
  const pooled = pool.kind !== 'no-pool';
  return [{
    id: `connecting/${name}`, weight: 1 as const, size: churn,
    text: `${name} opened ${counted(pool.opened, 'connection')} for ${counted(pool.acquired, 'acquisition')} (${share(Math.min(1, pool.opened / pool.acquired))}): ${pooled ? 'it closes what it will need again' : 'every request pays for opening'}${each ? `, about ${millis(each)} each` : ''}.`,
    evidence: `${counted(pool.closed, 'connection')} closed, ${level(opening)} being opened on average`,
    tryNext: pooled ? `Keep more of them idle, and for longer: look at the idle limits and the lifetime among the options of ${pool.kind}.`
      : `Compare with a pool: ${command(result, 'run', '--set', `pools.${name}={ kind: plain, database: ${JSON.stringify(pool.database)} }`)}`,
  }];
});
