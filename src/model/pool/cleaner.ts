/**
 * The cleaner of a pool: goes round and closes idle connections that are past their time. By period (r2d2, sqlx, pgxpool), when the next one falls
 * due (Go's connectionCleaner), or by the median of how many lay idle (Npgsql's pruning); pool notes §3.6, §3.7, §3.15 to §3.17.
 */

import { Rank, type Sleeper, type Slot } from '../../engine/calendar.ts';
import { type Duration, forever } from '../../units/time.ts';
import type { Connection } from './connection.ts';
import type { Cleaner as Rules } from './policy.ts';
import type { Pool } from './pool.ts';

const none = -1;
const regular = 0;
const extra = 1;

export class Cleaner implements Sleeper {
  readonly #pool: Pool;
  readonly #rules: Rules;
  #next: Slot = none;
  #extra: Slot = none;
  readonly #samples: number[] = [];

  constructor(pool: Pool, rules: Rules) {
    this.#pool = pool;
    this.#rules = rules;
  }

  /** The pool begins. */
  begin(): void {
    if (this.#rules.by === 'period') this.#plan(this.#rules.first);
  }

  /** A connection was laid on the shelf: Go's cleaner sets out. */
  nowIdle(): void {
    const { idleTimeout, lifetime } = this.#pool.group.policy;
    if (this.#rules.by === 'due' && this.#next === none) this.#plan(Math.max(this.#rules.atLeast, Math.min(idleTimeout, lifetime)));
  }

  /** One more connection is open: Npgsql counts as soon as there are more than the minimum. */
  nowOpen(): void {
    if (this.#rules.by === 'median' && this.#next === none && this.#pool.roster.count > this.#pool.group.policy.minimum) this.#plan(this.#rules.every);
  }

  /** A connection was thrown away at its return: pgxpool looks round soon, and later if that happens again meanwhile. */
  thrownAway(): void {
    if (this.#rules.by !== 'period' || this.#rules.again === forever) return;
    if (this.#extra !== none) this.#pool.simulation.calendar.leave(this.#extra);
    this.#extra = this.#pool.simulation.after(this.#rules.again, Rank.incident, this, extra);
  }

  wake(what: number): void {
    if (what === extra) this.#extra = none;
    else this.#next = none;
    switch (this.#rules.by) {
      case 'period': return this.#goRound(this.#rules.every, this.#rules.again, what);
      case 'due': return this.#cleanDue(this.#rules.atLeast);
      case 'median': return this.#prune(this.#rules.every, this.#rules.samples);
    }
  }

  /** Closes what is past its time, fills up to the minimum. Where it looks again after it closed something, filling comes first. */
  #goRound(every: Duration, again: Duration, what: number): void {
    const { opening, group, roster } = this.#pool;
    const { idleFloor } = group.policy;
    if (again !== forever) opening.refill();
    let closed = 0;
    for (const connection of this.#idle()) {
      if (this.#isOld(connection) && roster.count >= idleFloor.count) closed += this.#close(connection, 'age');
      else if (this.#isStale(connection) && roster.count > idleFloor.count) closed += this.#close(connection, 'idle');
    }
    if (again === forever) opening.refill();
    if (closed > 0) this.thrownAway();
    if (what === regular) this.#plan(every);
  }

  /** Closes what is past its time and sleeps until the next one is. It ends when nothing is open, and is started again by the next idle connection. */
  #cleanDue(atLeast: Duration): void {
    const { roster, group, simulation } = this.#pool;
    const { idleTimeout, lifetime } = group.policy;
    let next = Math.min(idleTimeout, lifetime);
    if (roster.count === 0 || next === forever) return;
    for (const connection of this.#idle()) {
      if (this.#isStale(connection)) this.#close(connection, 'idle');
      else if (this.#isOld(connection)) this.#close(connection, 'age');
      else next = Math.min(next, connection.idleSince + idleTimeout - simulation.now, connection.oldAt - simulation.now);
    }
    this.#plan(Math.max(atLeast, next));
  }

  /** Counts those idle; after the last of the samples closes as many as their median says, those idle for longest first, down to the minimum. */
  #prune(every: Duration, samples: number): void {
    const { roster, shelf, group } = this.#pool;
    const { minimum } = group.policy;
    if (roster.count <= minimum) {
      this.#samples.length = 0;
      return;
    }
    this.#samples.push(shelf.count);
    if (this.#samples.length === samples) {
      const counts = this.#samples.splice(0).sort((a, b) => a - b);
      let left = counts[Math.ceil(samples / 2) - 1] as number;
      for (let one = shelf.leastWanted; one !== null && left > 0 && roster.count > minimum; one = shelf.leastWanted, left--) this.#close(one, 'idle');
    }
    this.#plan(every);
  }

  #plan(delay: Duration): void {
    this.#next = this.#pool.simulation.after(delay, Rank.incident, this, regular);
  }

  /** What lies idle now, those returned first first. */
  #idle(): Connection[] {
    const found: Connection[] = [];
    for (let one = this.#pool.shelf.oldest; one !== null; one = one.after) found.push(one);
    return found;
  }

  #isStale(connection: Connection): boolean {
    return this.#pool.simulation.now - connection.idleSince >= this.#pool.group.policy.idleTimeout;
  }

  #isOld(connection: Connection): boolean {
    return this.#pool.group.policy.lifetimeAt.includes('cleaner') && this.#pool.simulation.now >= connection.oldAt;
  }

  #close(connection: Connection, why: 'age' | 'idle'): 1 {
    this.#pool.close(connection, why);
    return 1;
  }
}
