/**
 * A lane: timers that share one constant delay. They fall due in the order in which they were set, so a ring holds them and only its head
 * stands in the calendar. Cancelling forgets the sleeper and is lazy: a forgotten timer is passed over when its time comes.
 */

import type { Duration } from '../units/time.ts';
import type { Rank, Sleeper, Slot } from './calendar.ts';
import type { Simulation } from './simulation.ts';

/** Names one timer in its lane. */
export type Ticket = number;

export class Lane implements Sleeper {
  readonly delay: Duration;
  readonly #rank: Rank;
  readonly #simulation: Simulation;
  readonly #slot: Slot;
  #due = new Float64Array(64);
  #orders = new Float64Array(64);
  #sleepers: (Sleeper | null)[] = new Array<Sleeper | null>(64).fill(null);
  #whats = new Int32Array(64);
  /** The ring holds `#count` tickets from `#head` on; tickets are 32-bit numbers that wrap around. */
  #mask = 63;
  #head = 0;
  #count = 0;

  constructor(simulation: Simulation, delay: Duration, rank: Rank) {
    this.delay = delay;
    this.#rank = rank;
    this.#simulation = simulation;
    this.#slot = simulation.calendar.source(this);
  }

  /** Sets a timer that falls due after the lane's delay. */
  set(sleeper: Sleeper, what: number): Ticket {
    if (this.#count > this.#mask) this.#grow();
    const calendar = this.#simulation.calendar;
    const ticket = (this.#head + this.#count) | 0;
    const at = ticket & this.#mask;
    const due = this.#simulation.now + this.delay;
    const order = calendar.nextOrder(this.#rank);
    this.#due[at] = due;
    this.#orders[at] = order;
    this.#sleepers[at] = sleeper;
    this.#whats[at] = what;
    if (this.#count++ === 0) calendar.putInOrder(this.#slot, due, order);
    return ticket;
  }

  /** Forgets a timer that has not fired. */
  leave(ticket: Ticket): void {
    this.#sleepers[ticket & this.#mask] = null;
  }

  /** A timer that has not fired will wake another. */
  passTo(ticket: Ticket, to: Sleeper): void {
    this.#sleepers[ticket & this.#mask] = to;
  }

  /** The calendar reached the head: fire it if it still stands, and bring the next one that does to the calendar. */
  wake(): void {
    const at = this.#head & this.#mask;
    const sleeper = this.#sleepers[at] as Sleeper | null;
    const what = this.#whats[at] as number;
    this.#sleepers[at] = null;
    this.#drop();
    while (this.#count > 0 && this.#sleepers[this.#head & this.#mask] === null) this.#drop();
    if (this.#count > 0) {
      const next = this.#head & this.#mask;
      this.#simulation.calendar.putInOrder(this.#slot, this.#due[next] as number, this.#orders[next] as number);
    }
    if (sleeper !== null) sleeper.wake(what);
  }

  #drop(): void {
    this.#head = (this.#head + 1) | 0;
    this.#count--;
  }

  #grow(): void {
    const old = this.#due.length;
    const due = new Float64Array(old * 2);
    const orders = new Float64Array(old * 2);
    const whats = new Int32Array(old * 2);
    const sleepers = new Array<Sleeper | null>(old * 2).fill(null);
    for (let i = 0; i < this.#count; i++) {
      const ticket = (this.#head + i) | 0;
      const from = ticket & (old - 1);
      const to = ticket & (old * 2 - 1);
      due[to] = this.#due[from] as number;
      orders[to] = this.#orders[from] as number;
      whats[to] = this.#whats[from] as number;
      sleepers[to] = this.#sleepers[from] ?? null;
    }
    this.#mask = old * 2 - 1;
    this.#due = due;
    this.#orders = orders;
    this.#whats = whats;
    this.#sleepers = sleepers;
  }
}
