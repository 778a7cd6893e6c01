/**
 * The calendar: the next event, by time, then by rank, then by order of scheduling. Ties are exact and always fall the same way:
 * what was scheduled first happens first among events of one rank (see Rank). A *slot* is a place in the calendar that holds at most one
 * event: a source (next arrival, next completion of a shared server, head of a lane) keeps its slot for ever, a one-off timer takes one and
 * gives it back. All slots with an event stand in one indexed 4-ary heap: rescheduling moves an entry, cancelling removes it.
 * Source: 4-ary heaps as in dotnet/runtime PriorityQueue; the slot idea from the measurements in decision 0002.
 */

import { assert } from '../assert.ts';
import { type Instant, never } from '../units/time.ts';

/** The order of events at one instant. A connection that comes back at the instant its waiter's patience ends still serves the waiter. */
export const Rank = { completion: 0, grant: 1, timeout: 2, incident: 3, arrival: 4, sampling: 5, end: 6 } as const;
export type Rank = (typeof Rank)[keyof typeof Rank];

/** Somebody whom time wakes. `what` is a small number of the sleeper's own choosing. */
export interface Sleeper {
  wake(what: number): void;
}

/** The number of a place in the calendar. */
export type Slot = number;

/** Orders within one rank; rank × this + running number is exact in a double. */
const ordersPerRank = 2 ** 48;
const arity = 4;

export class Calendar {
  /** Heap, by position: when, in which order, whose slot. */
  #times = new Float64Array(64);
  #orders = new Float64Array(64);
  #slots = new Int32Array(64);
  #count = 0;
  /** By slot: position in the heap or -1, whom to wake with what, and whether the slot is given back after it fired. */
  #places = new Int32Array(64).fill(-1);
  readonly #sleepers: (Sleeper | null)[] = [];
  readonly #whats: number[] = [];
  readonly #once: boolean[] = [];
  readonly #free: Slot[] = [];
  #scheduled = 0;

  /** When the next event is due; `never` when there is none. */
  get nextTime(): Instant {
    return this.#count === 0 ? never : (this.#times[0] as number);
  }

  /** Whether the next event is due by `time` and ranks before `rank`. */
  isDue(time: Instant, rank: Rank): boolean {
    return this.#count > 0 && (this.#times[0] as number) <= time && (this.#orders[0] as number) < rank * ordersPerRank;
  }

  /** The order of an event scheduled now with this rank. */
  nextOrder(rank: Rank): number {
    return rank * ordersPerRank + this.#scheduled++;
  }

  /** A slot for a source of events; it is kept for ever and is empty until `put`. */
  source(sleeper: Sleeper, what = 0): Slot {
    return this.#take(sleeper, what, false);
  }

  /** Puts (or moves) the event of a slot. */
  put(slot: Slot, time: Instant, rank: Rank): void {
    this.putInOrder(slot, time, rank * ordersPerRank + this.#scheduled++);
  }

  /** The same with an order drawn earlier: the head of a lane keeps the order in which it was scheduled. */
  putInOrder(slot: Slot, time: Instant, order: number): void {
    const at = this.#places[slot] as number;
    if (at < 0) {
      if (this.#count === this.#times.length) this.#grow();
      this.#up(this.#count++, time, order, slot);
    } else if (time < (this.#times[at] as number) || (time === this.#times[at] && order < (this.#orders[at] as number))) {
      this.#up(at, time, order, slot);
    } else {
      this.#down(at, time, order, slot);
    }
  }

  /** A one-off timer. The slot is valid until it fires or is cancelled. */
  once(time: Instant, rank: Rank, sleeper: Sleeper, what: number): Slot {
    const slot = this.#take(sleeper, what, true);
    this.put(slot, time, rank);
    return slot;
  }

  /** Takes the event out of a slot; a one-off slot is given back. Nothing happens to an empty source. */
  leave(slot: Slot): void {
    const at = this.#places[slot] as number;
    if (at >= 0) this.#remove(at);
    if (this.#once[slot]) this.#giveBack(slot);
  }

  /** Takes the next event out and wakes its sleeper. */
  fire(): void {
    assert(this.#count > 0, 'the calendar has an event to fire');
    const slot = this.#slots[0] as number;
    const sleeper = this.#sleepers[slot] as Sleeper;
    const what = this.#whats[slot] as number;
    this.#remove(0);
    if (this.#once[slot]) this.#giveBack(slot);
    sleeper.wake(what);
  }

  #take(sleeper: Sleeper, what: number, once: boolean): Slot {
    const free = this.#free.pop();
    const slot = free ?? this.#sleepers.length;
    if (free === undefined && slot === this.#places.length) {
      const places = new Int32Array(slot * 2).fill(-1);
      places.set(this.#places);
      this.#places = places;
    }
    this.#sleepers[slot] = sleeper;
    this.#whats[slot] = what;
    this.#once[slot] = once;
    return slot;
  }

  #giveBack(slot: Slot): void {
    this.#sleepers[slot] = null;
    this.#once[slot] = false;
    this.#free.push(slot);
  }

  #grow(): void {
    const room = this.#times.length * 2;
    const times = new Float64Array(room);
    const orders = new Float64Array(room);
    const slots = new Int32Array(room);
    times.set(this.#times);
    orders.set(this.#orders);
    slots.set(this.#slots);
    this.#times = times;
    this.#orders = orders;
    this.#slots = slots;
  }

  #remove(at: number): void {
    this.#places[this.#slots[at] as number] = -1;
    const last = --this.#count;
    if (at === last) return;
    const time = this.#times[last] as number;
    const order = this.#orders[last] as number;
    const slot = this.#slots[last] as number;
    const parent = (at - 1) >> 2;
    if (at > 0 && (time < (this.#times[parent] as number) || (time === this.#times[parent] && order < (this.#orders[parent] as number)))) this.#up(at, time, order, slot);
    else this.#down(at, time, order, slot);
  }

  /** Lets an entry rise from the hole at `at`. */
  #up(at: number, time: number, order: number, slot: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const slots = this.#slots;
    const places = this.#places;
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const above = times[parent] as number;
      if (above < time || (above === time && (orders[parent] as number) < order)) break;
      times[hole] = above;
      orders[hole] = orders[parent] as number;
      places[(slots[hole] = slots[parent] as number)] = hole;
      hole = parent;
    }
    times[hole] = time;
    orders[hole] = order;
    slots[hole] = slot;
    places[slot] = hole;
  }

  /** Lets an entry sink from the hole at `at`. */
  #down(at: number, time: number, order: number, slot: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const slots = this.#slots;
    const places = this.#places;
    const count = this.#count;
    let hole = at;
    for (;;) {
      const first = hole * arity + 1;
      if (first >= count) break;
      const end = first + arity < count ? first + arity : count;
      let least = first;
      let leastTime = times[first] as number;
      for (let child = first + 1; child < end; child++) {
        const t = times[child] as number;
        if (t < leastTime || (t === leastTime && (orders[child] as number) < (orders[least] as number))) {
          least = child;
          leastTime = t;
        }
      }
      if (time < leastTime || (time === leastTime && order < (orders[least] as number))) break;
      times[hole] = leastTime;
      orders[hole] = orders[least] as number;
      places[(slots[hole] = slots[least] as number)] = hole;
      hole = least;
    }
    times[hole] = time;
    orders[hole] = order;
    slots[hole] = slot;
    places[slot] = hole;
  }
}
