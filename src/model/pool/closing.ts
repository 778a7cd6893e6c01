/** Connections that are thrown away and whose sockets are still being closed: the server counts their sessions until they have ended, and the policy says when their places are free and who hears of it. */

import { Rank } from '../../engine/calendar.ts';
import { type Law, lawFrom } from '../../random/samplers.ts';
import type { Stream } from '../../random/streams.ts';
import type { Database } from '../database/database.ts';
import type { Request } from '../request.ts';
import { type Connection, ConnectionState, Watch } from './connection.ts';
import type { Pool } from './pool.ts';

export class Closing {
  readonly #pool: Pool;
  readonly #stream: Stream;
  #takes: Law | null = null;
  #takesAt: Database | null = null;

  constructor(pool: Pool, stream: Stream) {
    this.#pool = pool;
    this.#stream = stream;
  }

  /** A connection that nobody holds is closed. Its end comes at once where closing takes no time, and where the server has ended the session before. */
  begin(connection: Connection): void {
    const { roster, group, simulation } = this.#pool;
    const span = connection.dead === 0 && connection.database.closeTakesTime ? Math.round(this.#law(connection.database).draw()) : 0;
    if (span <= 0) return roster.strike(connection);
    connection.state = ConnectionState.closing;
    if (!connection.isKept) connection.holder = null;
    connection.unwatchAll();
    if (group.policy.placeFree === 'beforeClose' && connection.place >= 0) roster.vacate(connection);
    simulation.after(span, Rank.completion, connection, Watch.closed);
  }

  /** The socket has ended. */
  over(connection: Connection): void {
    const { policy } = this.#pool.group;
    if (this.#pool.tracer !== null) this.#pool.tell('closed', connection, null);
    this.#pool.roster.strike(connection);
    if (policy.placeFree === 'afterClose' || policy.lineHears === 'afterClose') this.replace();
  }

  /** Whether whoever waits hears of the free place only when this connection has ended. */
  isKept(connection: Connection): boolean {
    const { placeFree, lineHears } = this.#pool.group.policy;
    return connection.state === ConnectionState.closing && (placeFree === 'afterClose' || lineHears === 'afterClose');
  }

  /** A connection that its holder has let go: thrown away where it is dead or too old, else free for others. */
  takeBack(connection: Connection): void {
    const { upkeep, checks, group } = this.#pool;
    if (connection.dead !== 0 && !group.policy.keepsDead) this.#pool.discard(connection, 'dead');
    else if (upkeep.tooOldToKeep(connection)) this.#pool.discard(connection, connection.uses >= group.policy.maxUses ? 'uses' : 'age');
    else if (checks.settles) checks.settle(connection);
    else this.#pool.offer(connection);
  }

  /** One place has become free while callers may wait: the policy says who opens another connection. */
  replace(): void {
    const { group, opening } = this.#pool;
    if (group.policy.afterDiscard === 'refill') opening.refill();
    else if (group.policy.afterDiscard === 'replace') opening.replace();
    else opening.placeFreed();
  }

  /** Whether an attempt that failed takes its connection along. */
  spoils(request: Request, inTransaction: boolean): boolean {
    const { discardOnError, discardFailed, discardInTransaction } = this.#pool.group.policy;
    return discardFailed || (inTransaction && discardInTransaction) || (discardOnError && request.steps[request.at]?.alone === true);
  }

  #law(database: Database): Law {
    if (this.#takes === null || this.#takesAt !== database) {
      this.#takes = lawFrom(database.plan.close, this.#stream.part(database.name));
      this.#takesAt = database;
    }
    return this.#takes;
  }
}
