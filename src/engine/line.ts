/** A waiting line: join with a priority, serve the first, the last or any one, leave from anywhere. A doubly linked list in typed arrays. */

import { assert } from '../assert.ts';

/** A place in the line, valid until served or left. */
export type LinePlace = number;

const nobody = -1;

export class Line<Waiter> {
  count = 0;
  #first = nobody;
  #last = nobody;
  #before = new Int32Array(16);
  #after = new Int32Array(16);
  #priorities = new Int32Array(16);
  readonly #waiters: (Waiter | null)[] = [];
  /** Places to use again, a stack. */
  #free = new Int32Array(16);
  #freeCount = 0;
  /** The places of all in line in no order, and where each stands among them: kept from the first time one is drawn by lot. */
  #crowd: Int32Array | null = null;
  #seats = new Int32Array(0);

  /** Joins behind everyone of the same or a higher priority. */
  join(waiter: Waiter, priority = 0): LinePlace {
    const place = this.#freeCount > 0 ? (this.#free[--this.#freeCount] as number) : this.#waiters.length;
    if (place === this.#before.length) this.#grow();
    this.#waiters[place] = waiter;
    this.#priorities[place] = priority;
    let ahead = this.#last;
    while (ahead !== nobody && (this.#priorities[ahead] as number) < priority) ahead = this.#before[ahead] as number;
    const behind = ahead === nobody ? this.#first : (this.#after[ahead] as number);
    this.#before[place] = ahead;
    this.#after[place] = behind;
    if (ahead === nobody) this.#first = place;
    else this.#after[ahead] = place;
    if (behind === nobody) this.#last = place;
    else this.#before[behind] = place;
    if (this.#crowd !== null) this.#sit(place, this.count, this.#crowd);
    this.count++;
    return place;
  }

  /** Joins in front of everyone, whatever their priority. */
  joinFirst(waiter: Waiter): LinePlace {
    return this.join(waiter, this.#first === nobody ? 0 : (this.#priorities[this.#first] as number) + 1);
  }

  /** The first in line, who stays there; null when nobody waits. */
  get first(): Waiter | null {
    return this.#first === nobody ? null : (this.#waiters[this.#first] as Waiter);
  }

  /** The last in line, who stays there; null when nobody waits. */
  get last(): Waiter | null {
    return this.#last === nobody ? null : (this.#waiters[this.#last] as Waiter);
  }

  /** Who stands at a place. */
  at(place: LinePlace): Waiter {
    return this.#waiters[place] as Waiter;
  }

  /** The one that `lot` out of `count` falls on: each is as likely where the lot is uniform. What order the lots stand for says nothing. */
  drawn(lot: number): Waiter {
    assert(lot >= 0 && lot < this.count, 'there are that many in line');
    const crowd = this.#crowd ?? this.#gather();
    return this.#waiters[crowd[lot] as number] as Waiter;
  }

  /** The priority with which somebody joined. */
  priorityAt(place: LinePlace): number {
    return this.#priorities[place] as number;
  }

  /** Everybody in line, the first first, for an observer. */
  get everybody(): readonly Waiter[] {
    const all: Waiter[] = [];
    for (let place = this.#first; place !== nobody; place = this.#after[place] as number) all.push(this.#waiters[place] as Waiter);
    return all;
  }

  /** Another takes the very place of somebody in line. */
  passTo(place: LinePlace, to: Waiter): void {
    this.#waiters[place] = to;
  }

  /** Takes the first in line out. */
  leaveFirst(): void {
    assert(this.#first !== nobody, 'somebody is in line');
    this.leave(this.#first);
  }

  /** Takes a waiter out, wherever it stands. */
  leave(place: LinePlace): void {
    assert(this.#waiters[place] !== null, 'only someone in line can leave it');
    const ahead = this.#before[place] as number;
    const behind = this.#after[place] as number;
    if (ahead === nobody) this.#first = behind;
    else this.#after[ahead] = behind;
    if (behind === nobody) this.#last = ahead;
    else this.#before[behind] = ahead;
    this.#waiters[place] = null;
    this.#free[this.#freeCount++] = place;
    this.count--;
    if (this.#crowd !== null) this.#rise(place, this.#crowd);
  }

  #gather(): Int32Array {
    const crowd = new Int32Array(this.#before.length);
    this.#crowd = crowd;
    this.#seats = new Int32Array(this.#before.length);
    let seat = 0;
    for (let place = this.#first; place !== nobody; place = this.#after[place] as number) this.#sit(place, seat++, crowd);
    return crowd;
  }

  #sit(place: LinePlace, seat: number, crowd: Int32Array): void {
    crowd[seat] = place;
    this.#seats[place] = seat;
  }

  /** One has left: the last of the crowd takes over where it stood. */
  #rise(place: LinePlace, crowd: Int32Array): void {
    this.#sit(crowd[this.count] as number, this.#seats[place] as number, crowd);
  }

  #grow(): void {
    const room = this.#before.length * 2;
    const before = new Int32Array(room);
    const after = new Int32Array(room);
    const priorities = new Int32Array(room);
    const free = new Int32Array(room);
    free.set(this.#free);
    this.#free = free;
    before.set(this.#before);
    after.set(this.#after);
    priorities.set(this.#priorities);
    this.#before = before;
    this.#after = after;
    this.#priorities = priorities;
    if (this.#crowd === null) return;
    const crowd = new Int32Array(room);
    const seats = new Int32Array(room);
    crowd.set(this.#crowd);
    seats.set(this.#seats);
    this.#crowd = crowd;
    this.#seats = seats;
  }
}
