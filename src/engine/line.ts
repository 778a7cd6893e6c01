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

  /** The one `steps` behind the first; the caller keeps `steps` below `count`. */
  nth(steps: number): Waiter {
    assert(steps < this.count, 'there are that many in line');
    let place = this.#first;
    for (let i = 0; i < steps; i++) place = this.#after[place] as number;
    return this.#waiters[place] as Waiter;
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
  }
}
