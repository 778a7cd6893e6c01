/** What becomes of a caller whose own opening failed: it hears the server's words, or those of the library where it took too long. */

import { Outcome } from '../happening.ts';
import type { Request } from '../request.ts';
import type { Verdict } from '../steps/step.ts';
import type { Connection } from './connection.ts';
import type { Pool } from './pool.ts';

/** The server refused at once, while the caller was asking. */
export function refusedTo(pool: Pool, request: Request, connection: Connection): Verdict {
  const text = connection.database.admission.refusalText(connection);
  pool.group.refused++;
  strikeOff(pool, request, connection, text);
  if (pool.tracer !== null) pool.tell('fail', null, request, text);
  return request.fails(Outcome.refused, text);
}

/** An opening that a caller waited for failed: the caller hears of it, and the head of the line opens the next one, in the order of the library. */
export function failsFor(pool: Pool, request: Request, connection: Connection, outcome: Outcome, text: string): void {
  const { group, opening, tracer } = pool;
  request.parking = null;
  if (outcome === Outcome.refused) group.refused++;
  strikeOff(pool, request, connection, text);
  const nextFirst = group.policy.open.refusalHeard === 'afterNextOpens';
  if (nextFirst) opening.placeFreed();
  if (outcome === Outcome.acquireTimeout) group.life.witness.acquireTimedOut(group.index, request.classIndex);
  if (tracer !== null) pool.tell(outcome === Outcome.refused ? 'fail' : 'timeout', null, request, text);
  request.interrupt(outcome, text);
  if (!nextFirst) opening.placeFreed();
}

function strikeOff(pool: Pool, request: Request, connection: Connection, text: string): void {
  request.waited += pool.simulation.now - request.askedAt;
  if (pool.tracer !== null) pool.tell('refused', connection, request, text);
  pool.roster.neverOpened(connection);
  pool.lock.release();
}
