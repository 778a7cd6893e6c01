/** The checks of a pool: is a connection alive that is about to be lent, and is one fit to be lent again that has just come back? Each costs round trips. */

import { Rank } from '../../engine/calendar.ts';
import type { Law } from '../../random/samplers.ts';
import { type Request, Wake } from '../request.ts';
import { onward, type Verdict } from '../steps/step.ts';
import { type Connection, ConnectionState, Watch } from './connection.ts';
import type { Pool } from './pool.ts';

/** Where a request stands within its step of acquiring; 0: in line. */
export const Acquiring = { inLine: 0, checking: 1, opening: 2 } as const;

export class Checks {
  /** What the policy asks for at all, kept ready for each acquisition: a check before a hand-over, in which the deadline runs on; a settling after return; a refill
   *  after lending. */
  handsOver = false;
  keepsDeadline = false;
  settles = false;
  /** The caller that has opened a connection checks it too. */
  opened = false;
  refillAfter = false;
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.policyChanged();
  }

  policyChanged(): void {
    this.opened = this.#pool.group.policy.checksOpened;
    const { checksHandOver, patienceFromAsking, settleRoundTrips, refillsAtLending } = this.#pool.group.policy;
    this.handsOver = checksHandOver;
    this.keepsDeadline = checksHandOver && patienceFromAsking;
    this.settles = settleRoundTrips > 0;
    this.refillAfter = refillsAtLending;
  }

  /** A request has been lent a connection that is to be checked first. */
  begin(connection: Connection, request: Request, law: Law | null): Verdict {
    const { policy } = this.#pool.group;
    if (this.#pool.tracer !== null) this.#pool.tell('check', connection, request);
    const lane = policy.checkRoundTrips === 0 ? null : connection.database.tripLane;
    if (lane === null) return this.over(request);
    if (policy.patienceFromAsking) this.#pool.waiting.startDeadline(request, law);
    request.phase = Acquiring.checking;
    request.leftLineOf = this.#pool;
    if (!connection.silent) return request.park(lane, lane.set(request, Wake.checked));
    const { simulation } = this.#pool;
    return request.park(simulation.calendar, simulation.after(connection.database.firewall.exchange(connection, policy.checkTimeout), Rank.completion, request, Wake.checked));
  }

  /** The same for a caller that has just been called from the line. It has been lent the connection, and goes on when the check is over. */
  handOver(connection: Connection, waiter: Request): void {
    waiter.waited -= this.#pool.simulation.now - waiter.askedAt; // the end of the check counts the whole wait
    const verdict = this.begin(connection, waiter, null);
    if (verdict === onward) this.#pool.simulation.soon(waiter, Wake.lent);
    else if (verdict > 0) waiter.interrupt(verdict, waiter.text);
  }

  /** The caller that opened a connection has been lent it, and checks it before use. */
  begunByOpener(connection: Connection, request: Request): Verdict {
    request.dropDeadline();
    this.#pool.lend(connection, request);
    this.#pool.lock.release();
    return this.begin(connection, request, null);
  }

  /** The same for an opener that has waited. */
  openedFor(connection: Connection, request: Request): void {
    const verdict = this.begunByOpener(connection, request);
    if (verdict === onward) this.#pool.simulation.soon(request, Wake.lent);
    else if (verdict > 0) request.interrupt(verdict, request.text);
  }

  /** The check is over: use the connection, or try again without it. */
  over(request: Request): Verdict {
    const connection = request.latest as Connection;
    request.phase = Acquiring.inLine;
    return connection.dead === 0 ? this.#pool.nowUsed(request) : this.withoutDead(connection, request);
  }

  /** A connection just lent turned out to be dead: try again without it. */
  withoutDead(connection: Connection, request: Request): Verdict {
    const { upkeep, opening, records, simulation, group } = this.#pool;
    const { afterFailedCheck, afterDiscard } = group.policy;
    this.#pool.unlend(connection, request);
    if (afterFailedCheck === 'reopenAll') upkeep.validFrom = simulation.now;
    if (afterFailedCheck !== 'takeAnother') return records.reopen(connection, request, 'dead');
    this.#pool.close(connection, 'dead');
    request.spoilt++;
    if (afterDiscard === 'replace') opening.replace();
    else if (this.refillAfter || afterDiscard === 'refill') opening.refill();
    return this.#pool.tryAcquire(request, null);
  }

  /** The deadline came first: the connection that is being checked is closed, though it may be well (sqlx). */
  calledOff(request: Request): void {
    const connection = request.latest as Connection;
    request.phase = Acquiring.inLine;
    request.waited += this.#pool.simulation.now - request.askedAt;
    this.#pool.unlend(connection, request);
    this.#pool.discard(connection, 'broken');
  }

  /** A connection has come back, and nobody can have it until the pool has checked or cleaned it. It counts as idle. */
  settle(connection: Connection): void {
    const { settleRoundTrips } = this.#pool.group.policy;
    const span = settleRoundTrips * connection.database.plan.roundTrip;
    if (span === 0) return this.#pool.offer(connection);
    if (this.#pool.tracer !== null) this.#pool.tell('check', connection, null);
    connection.state = ConnectionState.settling;
    connection.idleSince = this.#pool.simulation.now;
    this.#pool.group.idle.change(1);
    connection.watch(Watch.settled, span);
  }

  /** That is done. */
  settled(connection: Connection): void {
    if (connection.dead !== 0) return this.#pool.discard(connection, 'dead');
    if (this.#pool.upkeep.tooOldToKeep(connection)) return this.#pool.discard(connection, 'age');
    this.#pool.group.idle.change(-1);
    connection.state = ConnectionState.lent; // no longer counted as idle, should the pool have no room for it
    this.#pool.offer(connection);
  }
}
