/** The step that borrows a connection, and the one that gives it back. */

import { Rank } from '../../engine/calendar.ts';
import type { Law } from '../../random/samplers.ts';
import { Outcome } from '../happening.ts';
import { type Connection, ConnectionState } from '../pool/connection.ts';
import type { PoolGroup } from '../pool/group.ts';
import type { Pool } from '../pool/pool.ts';
import { type Request, Wake } from '../request.ts';
import { committed } from './replicated.ts';
import { onward, type Step, type Verdict } from './step.ts';

/** Borrows a connection from the copy of the pool that belongs to the request's instance. */
export class AcquireStep implements Step {
  /** Changed when an incident moves the route to another pool. */
  pool: PoolGroup;
  readonly #patience: Law | null;

  constructor(pool: PoolGroup, patience: Law | null) {
    this.pool = pool;
    this.#patience = patience;
  }

  begin(request: Request): Verdict {
    return this.pool.of(request.instance).acquire(request, this.#patience);
  }

  resume(request: Request, what: Wake): Verdict {
    if (what === Wake.lent) return onward;
    return what === Wake.checked ? (request.connection as Connection).pool.checks.over(request) : (request.leftLineOf as Pool).waiting.timedOut(request);
  }
}

/** What was sent is not answered, and the request waits until its operating system gives up. */
function metSilence(request: Request, { database }: Connection): Verdict {
  const { simulation, plan } = database;
  return request.park(simulation.calendar, simulation.after(plan.tcpTimeout, Rank.timeout, request, Wake.silence));
}

/**
 * A statement finds its connection dead: it fails. Where it is the first on that connection and the library tries such a statement again (Go's driver.ErrBadConn),
 * the connection is closed and the step that borrowed it begins anew.
 */
export function metDead(request: Request, connection: Connection): Verdict {
  const { pool } = connection;
  if (connection.silent) return metSilence(request, connection);
  if (!pool.group.policy.retriesDead || request.latest !== connection || !(request.steps[request.at - 1] instanceof AcquireStep)) return request.fails(connection.dead, connection.deadText);
  request.at--;
  request.phase = 0;
  request.askedAt = pool.simulation.now;
  return pool.checks.withoutDead(connection, request);
}

/** Gives the latest connection back, after the round trips that the pool's reset costs. A commit that finds its session dead fails. */
export class ReleaseStep implements Step {
  begin(request: Request): Verdict {
    const connection = request.connection as Connection;
    if (connection.again > 0) {
      connection.again--;
      return onward;
    }
    if (connection.state === ConnectionState.closed) return this.#done(request, connection); // taken away, and nobody has missed it
    if (connection.dead !== 0) return connection.silent ? metSilence(request, connection) : request.fails(connection.dead, connection.deadText);
    const lane = connection.database.tripLane;
    if (lane === null || request.phase >= connection.pool.group.policy.resetRoundTrips) return this.#done(request, connection);
    request.phase++;
    return request.park(lane, lane.set(request, Wake.tripDone));
  }

  resume(request: Request, what: Wake): Verdict {
    return what === Wake.unlocked || what === Wake.lent ? onward : this.begin(request); // lent: the returner has opened the one that takes its place
  }

  #done(request: Request, connection: Connection): Verdict {
    const { pool } = connection;
    if (pool.lock.isHeld) return pool.lock.waitToReturn(request, Outcome.served);
    if (pool.quirks.returns.inUse) return pool.quirks.returns.giveBack(connection, request);
    pool.giveBack(connection, request, false);
    return onward;
  }
}

/** BEGIN and COMMIT: one round trip each, unless the work of COMMIT has made it already; between them the session is in a transaction. */
export class TransactionMark implements Step {
  readonly #opens: boolean;
  readonly #isThere: boolean;

  constructor(opens: boolean, isThere = false) {
    this.#opens = opens;
    this.#isThere = isThere;
  }

  begin(request: Request): Verdict {
    const lane = (request.connection as Connection).database.tripLane;
    return lane === null || this.#isThere ? this.resume(request) : request.park(lane, lane.set(request, Wake.tripDone));
  }

  resume(request: Request): Verdict {
    const connection = request.connection as Connection;
    if (connection.dead !== 0) return this.#opens || connection.silent ? metDead(request, connection) : request.fails(connection.dead, connection.deadText);
    connection.queryAt = connection.database.simulation.now;
    connection.beganAt = connection.queryAt;
    if (connection.wrote) this.#opens ? (connection.wrote = false) : committed(request, connection);
    if (this.#opens) connection.database.transactionBegins(connection);
    else connection.database.transactionOver(connection, true);
    return onward;
  }
}
