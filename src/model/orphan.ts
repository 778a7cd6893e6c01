/**
 * A statement whose client has died: the server does not notice while it works, so the statement runs to its end, on its session, with its cores and its rows, for nobody.
 * PostgreSQL looks whether the client is still there every `client_connection_check_interval` from the start of the statement, where that is set (14 and later).
 * Source: PostgreSQL manual, "client_connection_check_interval"; pool notes §4.1.
 */

import { Rank } from '../engine/calendar.ts';
import { forever } from '../units/time.ts';
import { ConnectionState, type Connection } from './pool/connection.ts';
import { Outcome } from './happening.ts';
import type { Request } from './request.ts';

/** The statement that a dying request runs goes on without it, where it runs one on a session of its own. Behind a pooler, and on a connection that it shares, it ends with its client. */
export function leaveBehind(request: Request): void {
  const { executing: connection, parking } = request;
  if (connection === null || connection !== request.latest || parking === null || parking.passTo === undefined) return;
  if (connection.client !== null || connection.pool.group.pooler !== null || connection.database.pooler !== null) return;
  const left = connection.database.workLeftOf(request);
  const orphan = standIn(request);
  orphan.wastedWork = left;
  parking.passTo(request.ticket, orphan);
  request.deadline?.passTo?.(request.deadlineTicket, orphan);
  request.executing = null;
  request.parking = null;
  request.deadline = null;
  leavesPool(connection, request);
  connection.holder = orphan;
  connection.pool.simulation.onlooker?.changed(orphan);
  checkForClient(connection, orphan);
}

/** The server has ended the statement, or others have: its session ends, for nobody is there any more. */
export function orphanEnds(orphan: Request, connection: Connection): void {
  orphan.orphan = null;
  connection.pool.roster.strike(connection);
  if (orphan.wastedWork > 0) orphan.life.witness.wasted(orphan.classIndex, orphan.wastedWork);
  orphan.life.putBack(orphan);
}

/** A record that stands where the request stands in its statement. */
function standIn(request: Request): Request {
  const { classIndex, priority, route, phase, executing, parking, ticket, deadline, deadlineTicket } = request;
  const orphan = request.life.take();
  Object.assign(orphan, { classIndex, priority, route, phase, executing, parking, ticket, deadline, deadlineTicket, orphan: executing, counted: false, abandoned: true, forgets: false });
  orphan.demands = Float64Array.from(request.demands);
  orphan.steps = request.steps.slice(request.at, request.at + 1);
  orphan.at = 0;
  return orphan;
}

/** The pool strikes the connection off its books; the server keeps the session. */
function leavesPool(connection: Connection, request: Request): void {
  const { pool } = connection;
  const { group, simulation } = pool;
  const held = simulation.now - connection.lentAt;
  request.held += held;
  pool.unlend(connection, request);
  if (pool.tracer !== null) pool.tell('return', connection, request);
  if (connection.reported) pool.upkeep.unleaked(connection, request);
  group.life.witness.returned(group.index, request.classIndex, held);
  if (pool.tracer !== null) pool.tell('close', connection, null, 'drained');
  group.closed++;
  group.open.add(simulation.now, -1);
  connection.unwatchAll();
  connection.state = ConnectionState.closing;
  pool.roster.vacate(connection);
}

/** The statement ends at the next look for its client, if it has not ended before. */
function checkForClient(connection: Connection, orphan: Request): void {
  const { clientCheckInterval: every = forever } = connection.database.plan;
  if (every === forever) return;
  const { simulation } = connection.pool;
  const { number } = orphan;
  const looks = Math.floor((simulation.now - connection.queryAt) / every) + 1;
  const wake = (): void => {
    if (orphan.number === number && orphan.orphan === connection) orphan.interrupt(Outcome.severed, '');
  };
  simulation.calendar.once(connection.queryAt + looks * every, Rank.timeout, { wake }, 0);
}
