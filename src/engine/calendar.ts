/**
 * The calendar: the next event, by time, then by rank, then by order of scheduling. Ties are exact and always fall the same way: what was
 * scheduled first happens first among events of one rank (see Rank). A *slot* holds at most one event. Sources (next arrival, next completion
 * of a shared server, head of a lane) keep a slot for ever; a one-off timer takes one and gives it back. The first few sources stand side by
 * side and are compared by looking at all of them, which for a handful is faster than any heap; everyone else stands in an indexed 4-ary heap.
 * Source: measurements in decision 0002; 4-ary heaps as in dotnet/runtime's PriorityQueue.
 */

import { assert } from '../assert.ts';
import { type Instant, never } from '../units/time.ts';
import { TimerHeap } from './timer-heap.ts';

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
/** Sources that stand side by side. */
const sideBySide = 12;

export class Calendar {
  /** By slot, for the first few sources: when (never: nothing), and in which order. */
  readonly #times = new Float64Array(sideBySide).fill(never);
  readonly #orders = new Float64Array(sideBySide);
  readonly #sleepers: Sleeper[] = [];
  readonly #whats = new Int32Array(sideBySide);
  #sources = 0;
  /** Everyone else; its slots are numbered from `sideBySide` on. */
  readonly #heap = new TimerHeap();
  #scheduled = 0;
  /** The next event as last looked up, -1 for the heap's, and its time. Told by a field, because a double that a call returns may be boxed. */
  #next = -1;
  foundTime: Instant = 0.5;
  #time: Instant = 0.5;

  constructor() {
    this.foundTime = never;
    this.#time = never;
  }

  /** When the next event is due; `never` when there is none. */
  get nextTime(): Instant {
    this.lookUp();
    return this.foundTime;
  }

  /** Finds the next event; `foundTime` is then when it is due. */
  lookUp(): void {
    const times = this.#times;
    const orders = this.#orders;
    const heap = this.#heap;
    const sources = this.#sources;
    let best = -1;
    let time = heap.firstTime;
    for (let slot = 0; slot < sources; slot++) {
      const t = times[slot] as number;
      if (t < time) {
        best = slot;
        time = t;
      } else if (t === time && t < never && (orders[slot] as number) < (best < 0 ? heap.firstOrder : (orders[best] as number))) best = slot;
    }
    this.#next = best;
    this.foundTime = time;
  }

  /** Whether the next event is due by `time` and ranks before `rank`. Looks it up as `nextTime` does. */
  isDue(time: Instant, rank: Rank): boolean {
    this.lookUp();
    if (this.foundTime > time) return false;
    return (this.#next < 0 ? this.#heap.firstOrder : (this.#orders[this.#next] as number)) < rank * ordersPerRank;
  }

  /** The order of an event scheduled now with this rank. */
  nextOrder(rank: Rank): number {
    return rank * ordersPerRank + this.#scheduled++;
  }

  /** A slot for a source of events; it is kept for ever and is empty until `put`. */
  source(sleeper: Sleeper, what = 0): Slot {
    if (this.#sources === sideBySide) return sideBySide + this.#heap.take(sleeper, what, false);
    const slot = this.#sources++;
    this.#sleepers[slot] = sleeper;
    this.#whats[slot] = what;
    return slot;
  }

  /** Puts (or moves) the event of a slot. */
  put(slot: Slot, time: Instant, rank: Rank): void {
    this.#time = time; // by a field: a double in a call may be boxed
    this.#put(slot, rank);
  }

  #put(slot: Slot, rank: Rank): void {
    this.putInOrder(slot, this.#time, rank * ordersPerRank + this.#scheduled++);
  }

  /** The same with an order drawn earlier: the head of a lane keeps the order in which it was scheduled. */
  putInOrder(slot: Slot, time: Instant, order: number): void {
    if (slot < sideBySide) {
      this.#times[slot] = time;
      this.#orders[slot] = order;
    } else this.#heap.put(slot - sideBySide, time, order);
  }

  /** A one-off timer. The slot is valid until it fires or is cancelled. */
  once(time: Instant, rank: Rank, sleeper: Sleeper, what: number): Slot {
    const place = this.#heap.take(sleeper, what, true);
    this.#heap.put(place, time, rank * ordersPerRank + this.#scheduled++);
    return sideBySide + place;
  }

  /** Takes the event out of a slot; a one-off slot is given back. Nothing happens to an empty source. */
  leave(slot: Slot): void {
    if (slot < sideBySide) this.#times[slot] = never;
    else this.#heap.leave(slot - sideBySide);
  }

  /** The event of a one-off slot will wake another. */
  passTo(slot: Slot, to: Sleeper): void {
    assert(slot >= sideBySide, 'only a one-off timer is passed on');
    this.#heap.passTo(slot - sideBySide, to);
  }

  /** Takes the event out that `nextTime` or `isDue` has just looked up, and wakes its sleeper. */
  fire(): void {
    const slot = this.#next;
    if (slot < 0) {
      assert(this.#heap.count > 0, 'the calendar has an event to fire');
      this.#heap.fire();
      return;
    }
    this.#times[slot] = never;
    (this.#sleepers[slot] as Sleeper).wake(this.#whats[slot] as number);
  }
}
