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
  /** The ring holds tickets `#head` … `#next` − 1. */
  #head = 0;
  #next = 0;

  constructor(simulation: Simulation, delay: Duration, rank: Rank) {
    this.delay = delay;
    this.#rank = rank;
    this.#simulation = simulation;
    this.#slot = simulation.calendar.source(this);
  }

  /** Sets a timer that falls due after the lane's delay. */
  set(sleeper: Sleeper, what: number): Ticket {
    if (this.#next - this.#head === this.#due.length) this.#grow();
    const calendar = this.#simulation.calendar;
    const at = this.#next % this.#due.length;
    const due = this.#simulation.now + this.delay;
    const order = calendar.nextOrder(this.#rank);
    this.#due[at] = due;
    this.#orders[at] = order;
    this.#sleepers[at] = sleeper;
    this.#whats[at] = what;
    if (this.#head === this.#next) calendar.putInOrder(this.#slot, due, order);
    return this.#next++;
  }

  /** Forgets a timer that has not fired. */
  leave(ticket: Ticket): void {
    this.#sleepers[ticket % this.#due.length] = null;
  }

  /** The calendar reached the head: fire it if it still stands, and bring the next one that does to the calendar. */
  wake(): void {
    const size = this.#due.length;
    const at = this.#head % size;
    const sleeper = this.#sleepers[at] as Sleeper | null;
    const what = this.#whats[at] as number;
    this.#sleepers[at] = null;
    this.#head++;
    while (this.#head < this.#next && this.#sleepers[this.#head % size] === null) this.#head++;
    if (this.#head < this.#next) {
      const next = this.#head % size;
      this.#simulation.calendar.putInOrder(this.#slot, this.#due[next] as number, this.#orders[next] as number);
    }
    if (sleeper !== null) sleeper.wake(what);
  }

  #grow(): void {
    const old = this.#due.length;
    const due = new Float64Array(old * 2);
    const orders = new Float64Array(old * 2);
    const whats = new Int32Array(old * 2);
    const sleepers = new Array<Sleeper | null>(old * 2).fill(null);
    for (let ticket = this.#head; ticket < this.#next; ticket++) {
      const from = ticket % old;
      const to = ticket % (old * 2);
      due[to] = this.#due[from] as number;
      orders[to] = this.#orders[from] as number;
      whats[to] = this.#whats[from] as number;
      sleepers[to] = this.#sleepers[from] ?? null;
    }
    this.#due = due;
    this.#orders = orders;
    this.#whats = whats;
    this.#sleepers = sleepers;
  }
}
