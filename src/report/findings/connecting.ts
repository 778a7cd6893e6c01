/** Opening connections again and again: each opening costs round trips, a server process and a handshake that a pool exists to save. */

import type { PoolResult, RunResult } from '../../result.ts';
import { entries, meanOf, measured, peakOf } from '../series.ts';
import { counted, level, millis, share } from '../wording.ts';
import { type Cause, command } from './cause.ts';

/** What keeps connections in a library that closes them at return, and what to set it to; by the peak that was lent in each instance. */
const keepers: { readonly [kind: string]: (peak: number) => readonly (readonly [string, number])[] } = {
  sqlalchemy: (peak) => [['pool_size', peak], ['max_overflow', 0]], 'go-database-sql': (peak) => [['MaxIdleConns', peak]], psycopg2: (peak) => [['minconn', peak]],
  dbcp2: (peak) => [['maxIdle', peak]], mysql2: (peak) => [['maxIdle', peak]],
};

/** Whether the pool keeps as many idle as it lends at most: then its keeping is not what costs openings. */
const staysIdle = (result: RunResult, name: string, pool: PoolResult): boolean => peakOf(result.series.pools[name]?.idle) >= 0.9 * pool.activeMax;

function remedy(result: RunResult, name: string, pool: PoolResult): string {
  const keeps = keepers[pool.kind]?.(Math.ceil(pool.activeMax / Math.max(1, pool.instances)));
  if (staysIdle(result, name, pool)) return 'They lie idle until they are closed or dead: look at the idle limits and the lifetime of the pool, of the server and of what stands between them.';
  if (keeps === undefined) return `Keep more of them idle, and for longer: look at the idle limits and the lifetime among the options of ${pool.kind}.`;
  return `Keep as many as the peak needs (${keeps.map(([option]) => option).join(', ')}): ${command(result, 'run', ...keeps.flatMap(([option, to]) => ['--set', `pools.${name}.${option}=${to}`]))}`;
}

/** Fires when one acquisition in ten or more opened a connection, beyond filling the pool. The mean time to open is opening / rate (Little's law). */
export const connecting: Cause = (result) => entries(result.pools).flatMap(([name, pool]) => {
  const churn = pool.opened - (pool.max ?? 0);
  if (pool.acquired < 20 || churn < 0.1 * pool.acquired) return [];
  const opening = meanOf(result.series.pools[name]?.opening, measured(result)) ?? 0;
  const each = pool.opened === 0 ? null : (opening * (result.run.lengthS - result.run.measureFromS) * 1000) / pool.opened;
  const pooled = pool.kind !== 'no-pool';
  return [{
    id: `connecting/${name}`, weight: 1 as const, size: churn,
    text: `${pooled ? 'Connection churn: ' : ''}${name} opened ${counted(pool.opened, 'connection')} for ${counted(pool.acquired, 'acquisition')} (${share(Math.min(1, pool.opened / pool.acquired))}): ${!pooled ? 'every request pays for opening' : staysIdle(result, name, pool) ? 'what lies idle does not live until it is needed' : 'it closes what it will need again'}${each ? `, about ${millis(each)} each` : ''}.`,
    evidence: `${counted(pool.closed, 'connection')} closed, ${level(opening)} being opened on average`,
    tryNext: pooled ? remedy(result, name, pool)
      : `Compare with a pool: ${command(result, 'run', '--set', `pools.${name}={ kind: plain, database: ${JSON.stringify(pool.database)} }`)}`,
  }];
});
