/**
 * A connection pool: lends connections, takes them back, and keeps the books. What it does at each turn is read from its policy; who waits is
 * told in waiting.ts, who opens connections in opening.ts, what time does to them in upkeep.ts. Only this file writes the books; for connections that serve
 * one client session through many requests, tenure.ts does.
 */

import { assert } from '../../assert.ts';
import type { Simulation } from '../../engine/simulation.ts';
import type { Law } from '../../random/samplers.ts';
import type { Streams } from '../../random/streams.ts';
import { Outcome } from '../happening.ts';
import { type Request, Wake } from '../request.ts';
import { onward, type Verdict } from '../steps/step.ts';
import { Checks } from './checks.ts';
import { Closing } from './closing.ts';
import { Connection, ConnectionState } from './connection.ts';
import type { PoolGroup } from './group.ts';
import { Lock } from './lock.ts';
import { Opening } from './opening.ts';
import { Quirks } from './quirks.ts';
import { Records } from './records.ts';
import { Roster } from './roster.ts';
import { Shelf } from './shelf.ts';
import { Start } from './start.ts';
import { Supply } from './supply.ts';
import type { CloseReason, PoolEvent, PoolTracer } from './tracer.ts';
import { Upkeep } from './upkeep.ts';
import { WaitingRoom } from './waiting.ts';

export class Pool {
  readonly simulation: Simulation;
  readonly group: PoolGroup;
  readonly name: string;
  readonly waiting: WaitingRoom;
  readonly opening: Opening;
  readonly checks: Checks;
  readonly closing: Closing;
  readonly lock = new Lock(this);
  readonly upkeep: Upkeep;
  readonly shelf: Shelf;
  readonly roster = new Roster(this);
  readonly start = new Start(this);
  readonly supply = new Supply(this);
  readonly quirks: Quirks;
  readonly records: Records;
  /** Connections out, leaked ones included. */
  lentCount = 0;
  /** Hears every event, where somebody asked for that. */
  tracer: PoolTracer | null = null;

  constructor(simulation: Simulation, group: PoolGroup, name: string, streams: Streams) {
    this.simulation = simulation;
    this.group = group;
    this.name = name;
    this.records = new Records(this);
    this.shelf = new Shelf(group.policy.lend);
    this.waiting = new WaitingRoom(this, streams);
    this.checks = new Checks(this);
    this.closing = new Closing(this, streams.named(`pool/${name}/close`));
    this.opening = new Opening(this, streams.named(`pool/${name}/connect`));
    this.quirks = new Quirks(this, streams);
    this.upkeep = new Upkeep(this, streams.named(`pool/${name}/age`));
    this.waiting.policyChanged();
  }

  /** Reads again what is kept ready of the policy, closes what a smaller size has no room for, opens what a larger one now allows. */
  policyChanged(): void {
    this.waiting.policyChanged();
    this.checks.policyChanged();
    this.quirks.policyChanged();
    this.records.policyChanged();
    this.upkeep.policyChanged();
    while (this.roster.count > this.group.policy.max && this.shelf.leastWanted !== null) this.close(this.shelf.leastWanted, 'surplus');
    this.opening.fillRoom();
    this.opening.refill();
  }

  /** A request asks for a connection: it gets one at once, waits for its turn or for one to be opened, or is turned away. `law` overrides the pool's patience. */
  acquire(request: Request, law: Law | null): Verdict {
    if (this.records.sameAgain && request.latest !== null && request.latest.pool === this) {
      request.latest.again++;
      return onward;
    }
    request.askedAt = this.simulation.now;
    request.spoilt = 0;
    if (this.group.policy.abandoned.atBorrow) this.quirks.abandoned.nearlyEmpty();
    if (this.tracer !== null) this.tell('ask', null, request);
    return this.lock.isHeld ? this.lock.waitOutside(request) : this.tryAcquire(request, law);
  }

  /** The same without asking anew: a caller whose connection turned out to be dead, or who found the pool locked, tries again. */
  tryAcquire(request: Request, law: Law | null): Verdict {
    const { policy } = this.group;
    for (let idle = this.supply.validates ? null : this.shelf.next; idle !== null && request.spoilt < policy.reuseTries; idle = this.shelf.next) {
      if (idle.state === ConnectionState.idle && !this.upkeep.tooOldToLend(idle)) return this.#lendIdle(idle, request, law);
      if (this.records.kept) return this.records.reopen(idle, request, 'age');
      request.spoilt++;
      this.close(idle, 'age');
      if (policy.afterDiscard === 'refill') this.opening.refill();
    }
    if (policy.open.by === 'caller' && this.opening.hasRoom) {
      if (this.waiting.fromAsking) this.waiting.startDeadline(request, law);
      return this.opening.openFor(request);
    }
    if (this.quirks.behind.inUse && this.roster.openingCount > 0) return this.quirks.behind.join(request, law);
    if (policy.serve === 'nobody') {
      request.waited += this.simulation.now - request.askedAt; // outside, while the pool was locked
      return this.waiting.turnAway(request, Outcome.poolExhausted, policy.messages.exhausted);
    }
    if (this.waiting.lineLength >= policy.maxWaiting && !this.supply.canServe) return this.waiting.turnAway(request, Outcome.queueFull, policy.messages.queueFull);
    const verdict = this.waiting.join(request, law);
    if (policy.open.by !== 'caller') this.opening.demand();
    return verdict;
  }

  /** Takes a connection back from a request. `failed` says how the attempt went. */
  giveBack(connection: Connection, request: Request, failed: boolean): void {
    assert(connection.holder === request, 'only the holder gives a connection back');
    if (connection.state === ConnectionState.closed) return this.quirks.abandoned.letGo(connection, request);
    if (this.group.pooler !== null) return this.group.pooler.takesBack(connection, request, failed);
    const held = this.simulation.now - connection.lentAt;
    const life = this.group.life;
    request.held += held;
    if (request.forgets || (failed && request.route?.forgetsOnError)) return this.quirks.abandoned.forget(connection, request, failed);
    const { inTransaction } = connection;
    if (inTransaction) connection.database.transactionOver(connection, false);
    this.unlend(connection, request);
    if (this.tracer !== null) this.tell('return', connection, request);
    if (connection.reported) this.upkeep.unleaked(connection, request);
    life.witness.returned(this.group.index, request.classIndex, held);
    if (failed && connection.dead === 0 && this.closing.spoils(request, inTransaction)) this.discard(connection, 'broken');
    else this.closing.takeBack(connection);
  }

  /** Gives a free connection to whoever's turn it is (after a check, unless it `isGood`), lays it on the shelf, or closes it where there is no room for it. */
  offer(connection: Connection, isGood = !this.supply.validates): void {
    if (this.roster.count > this.group.policy.max) return this.close(connection, 'surplus');
    const waiter = !isGood ? null : this.quirks.waking.delay > 0 ? this.quirks.waking.call() : this.waiting.callNext(this.checks.keepsDeadline);
    if (waiter !== null) this.handTo(connection, waiter);
    else if (this.shelf.count >= this.group.policy.keepIdle) this.close(connection, 'surplus');
    else this.#lay(connection);
    if (!isGood) this.supply.validation.pair();
  }

  /** Gives a free connection to a request that was called from the line. */
  handTo(connection: Connection, waiter: Request): void {
    if (connection.state === ConnectionState.checking) this.group.idle.change(-1);
    this.lend(connection, waiter);
    if (this.checks.handsOver) return this.checks.handOver(connection, waiter);
    this.#tellLent(waiter);
    this.simulation.soon(waiter, Wake.lent);
  }

  /** Throws a connection away; the policy says who replaces it. */
  discard(connection: Connection, why: CloseReason): void {
    if (this.records.kept) return this.records.leave(connection, why);
    this.close(connection, why);
    this.upkeep.thrownAway();
    if (this.quirks.returns.inUse && this.quirks.returns.takesOver(why)) return;
    if (!this.closing.isKept(connection)) this.closing.replace();
  }

  /** Closes a connection that nobody holds. */
  close(connection: Connection, why: CloseReason): void {
    assert(connection.state !== ConnectionState.closed, 'a connection is closed once');
    if (connection.state === ConnectionState.empty) return this.records.drop(connection);
    if (this.tracer !== null) this.tell('close', connection, null, why);
    const { state } = connection;
    if (state === ConnectionState.idle) this.shelf.take(connection);
    if (state === ConnectionState.idle || state === ConnectionState.settling || state === ConnectionState.checking) this.group.idle.change(-1);
    this.group.closed++;
    this.group.open.add(this.simulation.now, -1);
    this.closing.begin(connection);
  }

  /** Lends a connection to a request that is not in line. */
  lend(connection: Connection, request: Request): void {
    const { now } = this.simulation;
    connection.state = ConnectionState.lent;
    connection.holder = request;
    connection.holderClass = request.classIndex;
    connection.lentAt = now;
    connection.again = 0;
    connection.uses++;
    this.lentCount++;
    if (this.waiting.count > 0) this.waiting.noteExhaustion();
    this.group.lent.change(1);
    this.group.lentBy[request.classIndex]?.add(now, 1);
    connection.below = request.latest;
    request.latest = connection;
    request.depth++;
    request.everHeld = true;
    this.upkeep.nowLent(connection);
  }

  /** Lends a connection to the caller that opened it, whose time of opening counts as waiting. */
  lendOpened(connection: Connection, request: Request): void {
    request.dropDeadline();
    this.lend(connection, request);
    request.waited += this.simulation.now - request.askedAt;
    this.#tellLent(request);
  }

  /** Tells the tracer, which there is. */
  tell(event: PoolEvent, connection: Connection | null, request: Request | null, detail = ''): void {
    this.tracer?.heard(this.simulation.now, this.name, event, connection?.id ?? 0, request?.number ?? 0, detail);
  }

  #lay(connection: Connection): void {
    if (connection.state !== ConnectionState.checking) this.group.idle.change(1);
    connection.state = ConnectionState.idle;
    connection.idleSince = this.simulation.now;
    this.shelf.lay(connection);
    this.upkeep.nowIdle(connection);
  }

  #lendIdle(connection: Connection, request: Request, law: Law | null): Verdict {
    const { now } = this.simulation;
    this.shelf.take(connection);
    this.group.idle.change(-1);
    if (this.upkeep.shrink !== null) this.upkeep.shrink.taken(this.shelf.count);
    const check = now - connection.idleSince > this.group.policy.checkAfterIdle;
    this.lend(connection, request);
    if (this.checks.refillAfter) this.opening.refill();
    return check ? this.checks.begin(connection, request, law) : this.nowUsed(request);
  }

  /** A request that did not wait in line may use what it was lent. */
  nowUsed(request: Request): Verdict {
    request.dropDeadline();
    const waited = this.simulation.now - request.askedAt;
    if (waited > 0) request.waited += waited;
    this.#tellLent(request);
    return onward;
  }

  #tellLent(request: Request): void {
    if (this.tracer !== null) this.tell('lend', request.latest, request);
    this.group.life.witness.lent(this.group.index, request.classIndex, this.simulation.now - request.askedAt);
  }

  /** Takes a connection back from the books of its holder. */
  unlend(connection: Connection, request: Request): void {
    this.lentCount--;
    this.group.lent.change(-1);
    this.letGo(connection, request);
  }

  /** The connection is nobody's any more, in the books of its holder. */
  letGo(connection: Connection, request: Request): void {
    this.group.lentBy[request.classIndex]?.add(this.simulation.now, -1);
    assert(request.latest === connection, 'the connection borrowed last is given back first');
    request.latest = connection.below;
    connection.below = null;
    request.depth--;
    connection.holder = null;
  }
}
