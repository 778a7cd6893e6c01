/** What time does to connections: idle eviction, lifetime, sweeps, refill to the minimum, the leak watch. Watches are re-checked when they wake,
 *  so a busy connection costs nothing here. */

import { Rank, type Sleeper, type Slot } from '../../engine/calendar.ts';
import type { Stream } from '../../random/streams.ts';
import { type Duration, forever, type Instant, never } from '../../units/time.ts';
import { Cleaner } from './cleaner.ts';
import type { Request } from '../request.ts';
import { type Connection, ConnectionState, Watch } from './connection.ts';
import type { Policy } from './policy.ts';
import type { Pool } from './pool.ts';
import { Reaper } from './reaper.ts';
import { Shrink } from './shrink.ts';
import { fill } from './words.ts';

export class Upkeep implements Sleeper {
  readonly #pool: Pool;
  readonly #coins: Stream;
  #sweeping = false;
  #sweep: Slot = 0;
  /** Connections born before are replaced when they are lent: one of them failed its check, or they point elsewhere. */
  validFrom: Instant = 0.5;
  /** Where the pool shrinks one by one: hears of each connection taken from the shelf. */
  shrink: Shrink | null = null;
  /** What the policy asks for at all, kept ready: most pools ask for little, and each use would look it up again. */
  #agesAtBorrow = false;
  #idleAtBorrow: Duration = forever;
  #agesAtReturn = false;
  #agesByTimer = false;
  #timesIdleness = false;
  #watchesLeaks = false;
  /** Goes round among the idle, where the policy wants that. */
  #cleaner: Cleaner | null = null;
  readonly #reaper: Reaper;
  #reapsFromLoan = false;
  /** The policy whose times the present watches follow. */
  #timed: Policy;

  constructor(pool: Pool, coins: Stream) {
    this.validFrom = Number.NEGATIVE_INFINITY;
    this.#pool = pool;
    this.#reaper = new Reaper(pool);
    this.#coins = coins;
    this.#timed = pool.group.policy;
    this.#readPolicy();
  }

  /** Begins the sweeps, where the policy has any. */
  begin(): void {
    const { refill, refillEvery, idleBy, firstSweep, reap } = this.#pool.group.policy;
    if (reap?.begins === 'atOnce') this.#reaper.begin();
    if (this.#pool.supply.inUse) this.#pool.supply.refill();
    this.#beginShrinking();
    this.#cleaner?.begin();
    const every = typeof idleBy === 'string' ? (refill === 'never' ? forever : refillEvery) : idleBy.sweepEvery;
    if (every === forever) return;
    if (this.#sweeping) this.#pool.simulation.calendar.leave(this.#sweep); // an app that begins anew has a timer of its own
    this.#sweeping = true;
    this.#sweep = this.#pool.simulation.after(firstSweep === forever ? every : firstSweep, Rank.timeout, this, 0);
  }

  /** Begins every watch anew where its time has changed; a change of size leaves them alone. */
  policyChanged(): void {
    const { lifetime, idleTimeout, leakAfter } = this.#timed;
    this.#readPolicy();
    if (lifetime === this.#timed.lifetime && idleTimeout === this.#timed.idleTimeout && leakAfter === this.#timed.leakAfter) return;
    for (const connection of this.#pool.roster.connections) {
      connection.unwatch(Watch.lifetime);
      connection.unwatch(Watch.idle);
      connection.unwatch(Watch.leak);
      if (connection.state === ConnectionState.idle || connection.state === ConnectionState.lent) this.#ageWatch(connection);
      if (connection.state === ConnectionState.idle) this.nowIdle(connection);
      if (connection.state === ConnectionState.lent) this.nowLent(connection);
    }
  }

  nowBorn(connection: Connection): void {
    this.#pool.quirks.keepalive.nowBorn(connection);
    if (this.#timed.reap?.begins === 'firstOpen') this.#reaper.begin();
    this.#ageWatch(connection);
  }

  #ageWatch(connection: Connection): void {
    const { lifetime, lifetimeJitter, lifetimeSpread, lifetimeAt } = this.#pool.group.policy;
    if (this.#cleaner !== null) this.#cleaner.nowOpen();
    connection.oldAt = never;
    if (lifetime === forever) return;
    const span = (lifetimeJitter === 0 ? lifetime : lifetime * (1 - lifetimeJitter * this.#coins.uniform())) + (lifetimeSpread === 0 ? 0 : lifetimeSpread * this.#coins.uniform());
    connection.oldAt = connection.bornAt + span;
    if (lifetimeAt.includes('timer')) connection.watch(Watch.lifetime, Math.max(1, span - (this.#pool.simulation.now - connection.bornAt)));
  }

  /** A connection that was open before the run began has an age already, anything up to its lifetime. */
  pretendAge(connection: Connection): void {
    const { lifetime, lifetimeJitter } = this.#pool.group.policy;
    this.#pool.quirks.keepalive.nowBorn(connection, true);
    if (lifetime === forever) return;
    connection.bornAt = -Math.floor(lifetime * this.#coins.uniform() * Math.min(0.97, 1 - lifetimeJitter));
    connection.unwatch(Watch.lifetime);
    this.#ageWatch(connection);
  }

  nowIdle(connection: Connection): void {
    if (connection.database.admission.endsIdleSessions) connection.database.admission.nowIdle(connection);
    if (this.#cleaner !== null) this.#cleaner.nowIdle();
    if (!this.#timesIdleness) return;
    const { idleTimeout, idleFloor } = this.#pool.group.policy;
    const spare = (idleFloor.of === 'all' ? this.#pool.roster.count : this.#pool.shelf.count) > idleFloor.count;
    connection.idleDue = spare ? this.#pool.simulation.now + idleTimeout : never;
    if (!spare) return;
    connection.idleOrder = this.#pool.simulation.calendar.nextOrder(Rank.timeout);
    connection.watchUntil(Watch.idle, connection.idleDue, connection.idleOrder);
  }

  /** A connection was thrown away at its return. */
  thrownAway(): void {
    if (this.#cleaner !== null) this.#cleaner.thrownAway();
  }

  nowLent(connection: Connection): void {
    if (this.#reapsFromLoan) this.#reaper.begin();
    if (this.#watchesLeaks) connection.watch(Watch.leak, this.#pool.group.policy.leakAfter);
  }

  /** Whether the policy closes an idle connection for its age instead of lending it. */
  tooOldToLend(connection: Connection): boolean {
    if (!this.#agesAtBorrow) return false;
    return connection.expired || connection.bornAt < this.validFrom || this.#pool.simulation.now - connection.idleSince > this.#idleAtBorrow || (!this.#agesByTimer && this.#pool.simulation.now > connection.oldAt);
  }

  /** Whether the policy closes a connection that comes back, for its age or its number of uses. */
  tooOldToKeep(connection: Connection): boolean {
    if (connection.expired && connection.database !== this.#pool.group.target) return true;
    if (!this.#agesAtReturn) return false;
    const { lifetime, lifetimeAt, maxUses } = this.#pool.group.policy;
    if (connection.uses >= maxUses) return true;
    if (lifetime === forever || !lifetimeAt.includes('return')) return false;
    return connection.expired || (!this.#agesByTimer && this.#pool.simulation.now > connection.oldAt);
  }

  /** A connection that was reported as a leak has come back after all. */
  unleaked(connection: Connection, request: Request): void {
    const { policy, life, name } = this.#pool.group;
    connection.reported = false;
    life.witness.logged(name, fill(policy.messages.unleaked, this.#pool, 0, connection).replace('{holder}', life.classes[request.classIndex]?.name ?? ''));
  }

  /** A watch of a connection wakes. */
  woken(connection: Connection, what: Watch): void {
    if (what === Watch.lifetime) this.#lifetimeOver(connection);
    else if (what === Watch.idle) this.#idleWatch(connection);
    else if (what === Watch.leak) this.#leakWatch(connection);
  }

  /** The sweep: close what has been idle for too long, down to the floor, then refill. */
  wake(): void {
    const { idleTimeout, idleBy, idleFloor, refillEvery, lend, abandoned } = this.#pool.group.policy;
    const { shelf, simulation } = this.#pool;
    const every = typeof idleBy === 'string' ? refillEvery : idleBy.sweepEvery;
    if (typeof idleBy !== 'string' && idleTimeout !== forever) {
      const newestFirst = lend === 'oldest';
      for (let one = shelf.leastWanted, left = Math.min(shelf.count, idleBy.atMost ?? shelf.count); one !== null && left > 0; left--) {
        const next: Connection | null = newestFirst ? one.before : one.after;
        if (!this.#hasSpare(idleFloor)) break;
        if (shelf.count > (idleBy.keeps ?? Number.POSITIVE_INFINITY) || simulation.now - one.idleSince > idleTimeout) this.#pool.close(one, 'idle');
        one = next;
      }
    }
    if (abandoned.atSweep) this.#pool.quirks.abandoned.look();
    this.#pool.opening.refill();
    if (every !== forever) this.#sweep = simulation.after(every, Rank.timeout, this, 0);
    else this.#sweeping = false;
  }

  /** Whether one more idle connection may go. */
  #hasSpare({ count, of }: Policy['idleFloor']): boolean {
    const { shelf, roster } = this.#pool;
    if (of === 'both') return shelf.count >= count && roster.count > count;
    return (of === 'idle' ? shelf.count : roster.count) > count;
  }

  #beginShrinking(): void {
    const { shrinkEvery } = this.#pool.group.policy;
    if (shrinkEvery === forever || this.shrink !== null) return;
    this.shrink = new Shrink(this.#pool, shrinkEvery);
    this.shrink.begin();
  }

  #readPolicy(): void {
    this.#timed = this.#pool.group.policy;
    this.#pool.supply.policyChanged();
    const { lifetime, lifetimeAt, maxUses, idleTimeout, idleBy, leakAfter, cleaner, afterFailedCheck, rounds } = this.#pool.group.policy;
    if (cleaner !== null && this.#cleaner === null) this.#cleaner = new Cleaner(this.#pool, cleaner);
    this.#agesAtBorrow = (lifetime !== forever && lifetimeAt.includes('borrow')) || afterFailedCheck === 'reopenAll' || idleBy === 'borrow';
    this.#idleAtBorrow = idleBy === 'borrow' ? idleTimeout : forever;
    this.#agesAtReturn = maxUses < Number.POSITIVE_INFINITY || (lifetime !== forever && lifetimeAt.includes('return'));
    this.#agesByTimer = lifetimeAt.includes('timer');
    this.#timesIdleness = idleTimeout !== forever && idleBy === 'timer' && rounds === 0;
    this.#watchesLeaks = leakAfter !== forever;
    this.#reapsFromLoan = this.#timed.reap?.begins === 'firstLoan';
  }

  #lifetimeOver(connection: Connection): void {
    if (connection.state === ConnectionState.idle) {
      this.#pool.close(connection, 'age');
      if (!this.#pool.closing.isKept(connection)) this.#pool.opening.fillRoom(1);
      this.#pool.opening.refill();
    } else connection.expired = true;
  }

  #idleWatch(connection: Connection): void {
    const { idleFloor } = this.#pool.group.policy;
    const { simulation, roster, shelf } = this.#pool;
    if (connection.state !== ConnectionState.idle || connection.idleDue === never) return;
    if (connection.idleDue > simulation.now) return connection.watchUntil(Watch.idle, connection.idleDue, connection.idleOrder);
    if ((idleFloor.of === 'all' ? roster.count : shelf.count) > idleFloor.count) this.#pool.close(connection, 'idle');
  }

  #leakWatch(connection: Connection): void {
    const { policy, life, name } = this.#pool.group;
    const { simulation } = this.#pool;
    if (connection.state !== ConnectionState.lent) return;
    const due = connection.lentAt + policy.leakAfter;
    if (due > simulation.now) return connection.watch(Watch.leak, due - simulation.now);
    connection.reported = policy.messages.unleaked !== '';
    life.witness.logged(name, fill(policy.messages.leak, this.#pool, simulation.now - connection.lentAt, connection, policy.leakAfter));
    if (policy.leakReclaims) this.#pool.quirks.abandoned.takeBack(connection);
  }
}
