/** The books of a server connection that stays with one client session through many requests, as poolers keep it: it is out all the time, in turn for
 *  whoever uses the session. Out means lent, also while the session rests and while the connection is cleaned. */

import { assert } from '../../assert.ts';
import type { Request } from '../request.ts';
import { type Connection, ConnectionState } from './connection.ts';
import type { CloseReason } from './tracer.ts';

/** The request goes on without the connection, which stays out. */
export function rests(connection: Connection, request: Request): void {
  assert(request.latest === connection, 'the connection borrowed last rests first');
  request.latest = connection.below;
  request.depth--;
  connection.below = null;
  connection.holder = null;
  connection.pool.simulation.onlooker?.changed(connection);
}

/** Another request of the same session uses the connection. */
export function resumes(connection: Connection, request: Request): void {
  assert(connection.state === ConnectionState.lent && connection.holder === null, 'only a connection at rest is used again');
  const { group, simulation } = connection.pool;
  if (connection.holderClass !== request.classIndex) {
    group.lentBy[connection.holderClass]?.add(simulation.now, -1);
    group.lentBy[request.classIndex]?.add(simulation.now, 1);
    connection.holderClass = request.classIndex;
  }
  connection.holder = request;
  connection.below = request.latest;
  request.latest = connection;
  request.depth++;
  simulation.onlooker?.changed(connection);
}

/** A connection at rest comes home: it goes to whoever is next, or is closed for a reason. */
export function comesHome(connection: Connection, closeFor: CloseReason | null): void {
  assert(connection.state === ConnectionState.lent && connection.holder === null, 'only a connection at rest comes home');
  const { pool } = connection;
  const { group, simulation } = pool;
  if (connection.inTransaction) connection.database.transactionOver(connection, false);
  pool.lentCount--;
  group.lent.change(-1);
  group.lentBy[connection.holderClass]?.add(simulation.now, -1);
  if (pool.tracer !== null) pool.tell('return', connection, null);
  group.life.witness.returned(group.index, connection.holderClass, simulation.now - connection.lentAt);
  if (closeFor === null) pool.offer(connection);
  else pool.discard(connection, closeFor);
}
