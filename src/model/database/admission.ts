/**
 * Whether a login that is through may stay, and if not, in which words it is turned away. A new session has taken a slot before anybody looks, so sessions that will
 * be refused shut others out meanwhile. Source: PostgreSQL, `InitPostgres` in utils/init/postinit.c (15 and 16); MySQL manual, "Account Resource Limits".
 */

import type { Sessions } from './sessions.ts';
import type { DatabasePlan } from './plan.ts';
import type { Connection } from '../pool/connection.ts';

/** The words of the refusal, '' for none. The session is counted already. */
export function refusalOf(connection: Connection, { level, connected }: Sessions, plan: DatabasePlan): string {
  const { maxConnections, reservedConnections, roleReservedConnections = 0, maxUserConnections = Number.POSITIVE_INFINITY, texts } = plan;
  const free = maxConnections - level.value;
  if (free < reservedConnections + roleReservedConnections) return free < reservedConnections ? texts.reserved : (texts.roleReserved ?? texts.reserved);
  if (maxUserConnections === Number.POSITIVE_INFINITY) return '';
  const { user } = connection.pool.group;
  const own = connected.reduce((n, one) => n + (one.pool.group.user === user ? 1 : 0), 0);
  return own <= maxUserConnections ? '' : (texts.tooManyOfUser ?? texts.tooMany).replace('{user}', user).replace('{max}', String(maxUserConnections));
}
