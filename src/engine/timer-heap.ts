/** An indexed 4-ary heap of timers: each has a place that it keeps while it moves, so that rescheduling and cancelling are exact and cheap. */

import { type Instant, never } from '../units/time.ts';
import type { Sleeper } from './calendar.ts';

/** The number of a timer. */
export type TimerPlace = number;

const arity = 4;
const nowhere = -1;

export class TimerHeap {
  count = 0;
  /** By position in the heap: when, in which order, whose. */
  #times = new Float64Array(64).fill(never);
  #orders = new Float64Array(64);
  #owners = new Int32Array(64);
  /** By place: position in the heap or -1, what to wake with, whether it is given back after firing; and whom to wake. */
  #positions = new Int32Array(64).fill(nowhere);
  #whats = new Int32Array(64);
  #once = new Uint8Array(64);
  readonly #sleepers: (Sleeper | null)[] = [];
  readonly #free: TimerPlace[] = [];
  // Doubles from birth, see Level.
  #time = 0.5;
  #order = 0.5;

  constructor() {
    this.#time = 0;
    this.#order = 0;
  }

  /** When the first timer is due; `never` when there is none. */
  get firstTime(): Instant {
    return this.#times[0] as number;
  }

  get firstOrder(): number {
    return this.#orders[0] as number;
  }

  /** A place for a timer; one that is used once is given back when it has fired or left. */
  take(sleeper: Sleeper, what: number, once: boolean): TimerPlace {
    const place = this.#free.pop() ?? this.#sleepers.length;
    if (place === this.#positions.length) this.#growPlaces();
    this.#sleepers[place] = sleeper;
    this.#whats[place] = what;
    this.#once[place] = once ? 1 : 0;
    return place;
  }

  /** The timer will wake another. */
  passTo(place: TimerPlace, to: Sleeper): void {
    this.#sleepers[place] = to;
  }

  /** Puts a timer into the heap, or moves it. */
  put(place: TimerPlace, time: Instant, order: number): void {
    this.#time = time; // by fields: doubles in a call would be boxed
    this.#order = order;
    this.#put(place);
  }

  /** Takes a timer out, if it is in. */
  leave(place: TimerPlace): void {
    const at = this.#positions[place] as number;
    if (at !== nowhere) this.#remove(at);
    if (this.#once[place] === 1) this.#giveBack(place);
  }

  /** Takes the first timer out and wakes its sleeper. */
  fire(): void {
    const place = this.#owners[0] as number;
    const sleeper = this.#sleepers[place] as Sleeper;
    const what = this.#whats[place] as number;
    this.#remove(0);
    if (this.#once[place] === 1) this.#giveBack(place);
    sleeper.wake(what);
  }

  #put(place: TimerPlace): void {
    const time = this.#time;
    const order = this.#order;
    const at = this.#positions[place] as number;
    if (at === nowhere) {
      if (this.count === this.#times.length) this.#growHeap();
      this.#up(this.count++, time, order, place);
    } else if (time < (this.#times[at] as number) || (time === this.#times[at] && order < (this.#orders[at] as number))) {
      this.#up(at, time, order, place);
    } else this.#down(at, time, order, place);
  }

  #giveBack(place: TimerPlace): void {
    this.#sleepers[place] = null;
    this.#once[place] = 0;
    this.#free.push(place);
  }

  #remove(at: number): void {
    this.#positions[this.#owners[at] as number] = nowhere;
    const last = --this.count;
    const time = this.#times[last] as number;
    if (last === 0) this.#times[0] = never;
    if (at === last) return;
    const order = this.#orders[last] as number;
    const place = this.#owners[last] as number;
    const parent = (at - 1) >> 2;
    if (at > 0 && (time < (this.#times[parent] as number) || (time === this.#times[parent] && order < (this.#orders[parent] as number)))) this.#up(at, time, order, place);
    else this.#down(at, time, order, place);
  }

  /** Lets an entry rise from the hole at `at`. */
  #up(at: number, time: number, order: number, place: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const owners = this.#owners;
    const positions = this.#positions;
    let hole = at;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const above = times[parent] as number;
      if (above < time || (above === time && (orders[parent] as number) < order)) break;
      times[hole] = above;
      orders[hole] = orders[parent] as number;
      positions[(owners[hole] = owners[parent] as number)] = hole;
      hole = parent;
    }
    times[hole] = time;
    orders[hole] = order;
    owners[hole] = place;
    positions[place] = hole;
  }

  /** Lets an entry sink from the hole at `at`. */
  #down(at: number, time: number, order: number, place: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const owners = this.#owners;
    const positions = this.#positions;
    const { count } = this;
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
      positions[(owners[hole] = owners[least] as number)] = hole;
      hole = least;
    }
    times[hole] = time;
    orders[hole] = order;
    owners[hole] = place;
    positions[place] = hole;
  }

  #growHeap(): void {
    const room = this.#times.length * 2;
    const times = new Float64Array(room);
    const orders = new Float64Array(room);
    const owners = new Int32Array(room);
    times.set(this.#times);
    orders.set(this.#orders);
    owners.set(this.#owners);
    this.#times = times;
    this.#orders = orders;
    this.#owners = owners;
  }

  #growPlaces(): void {
    const room = this.#positions.length * 2;
    const positions = new Int32Array(room).fill(nowhere);
    const whats = new Int32Array(room);
    const once = new Uint8Array(room);
    positions.set(this.#positions);
    whats.set(this.#whats);
    once.set(this.#once);
    this.#positions = positions;
    this.#whats = whats;
    this.#once = once;
  }
}
