/** Simulated time: the clock, the calendar, the lanes, and a desk where those whom somebody has just woken wait for their turn at this very instant. */

import type { Duration, Instant } from '../units/time.ts';
import { Calendar, Rank, type Sleeper, type Slot } from './calendar.ts';
import { Lane } from './lane.ts';

/** Hears whose state has changed during an event, and when the event is over; it may then look at them, and changes nothing. */
export interface Onlooker {
  changed(sleeper: Sleeper): void;
  eventOver(): void;
}

/** Stands at the desk in place of someone forgotten. */
const nobody: Sleeper = { wake: () => {} };

export class Simulation {
  readonly calendar = new Calendar();
  // A double from birth, see Level.
  now: Instant = 0.5;
  #delay: Duration = 0.5;
  /** Who wants to hear of every change, from its next `run` on; null: nobody, and then it costs a test. */
  onlooker: Onlooker | null = null;
  /** Events fired so far, grants included. */
  events = 0;
  readonly #lanes = new Map<number, Lane>();
  /** The desk: a ring of sleepers to wake at this instant, after every completion that is due at it. */
  #desk: (Sleeper | null)[] = new Array<Sleeper | null>(64).fill(null);
  #whats = new Int32Array(64);
  #head = 0;
  #waiting = 0;

  constructor() {
    this.now = 0;
    this.#delay = 0;
  }

  /** The lane of all timers with this delay and rank. Call while building, not per event. */
  lane(delay: Duration, rank: Rank): Lane {
    const key = delay * 8 + rank;
    const found = this.#lanes.get(key);
    if (found !== undefined) return found;
    const made = new Lane(this, delay, rank);
    this.#lanes.set(key, made);
    return made;
  }

  /** A one-off timer `delay` from now; see Calendar.once. Delays are rounded to whole microseconds. */
  after(delay: Duration, rank: Rank, sleeper: Sleeper, what: number): Slot {
    this.#delay = delay; // by a field: a double in a call would be boxed
    return this.#afterDelay(rank, sleeper, what);
  }

  /** Wakes a sleeper at this instant, in order of asking, once the completions due now are done. Keeps the stack flat however many wake each other. */
  soon(sleeper: Sleeper, what: number): void {
    const size = this.#desk.length;
    if (this.#waiting === size) this.#enlargeDesk();
    const at = (this.#head + this.#waiting++) & (this.#desk.length - 1);
    this.#desk[at] = sleeper;
    this.#whats[at] = what;
  }

  /** Takes a sleeper off the desk, if it waits there: somebody ends its affair before its turn. Rare, so it looks at the whole desk. */
  forget(sleeper: Sleeper): void {
    for (let i = 0; i < this.#waiting; i++) {
      const at = (this.#head + i) & (this.#desk.length - 1);
      if (this.#desk[at] === sleeper) this.#desk[at] = nobody;
    }
  }

  /** Fires every event up to and including `until`; the clock then stands at `until`. */
  run(until: Instant): void {
    const { calendar, onlooker } = this;
    for (;;) {
      if (this.#waiting > 0) {
        if (!calendar.isDue(this.now, Rank.grant)) {
          this.#wakeFirst();
          if (onlooker !== null) onlooker.eventOver();
          continue;
        }
      } else {
        calendar.lookUp();
        if (calendar.foundTime > until) break;
        this.now = calendar.foundTime;
      }
      this.events++;
      calendar.fire();
      if (onlooker !== null) onlooker.eventOver();
    }
    if (until > this.now && Number.isFinite(until)) this.now = until;
  }

  #afterDelay(rank: Rank, sleeper: Sleeper, what: number): Slot {
    return this.calendar.once(this.now + Math.round(this.#delay), rank, sleeper, what);
  }

  #wakeFirst(): void {
    const at = this.#head;
    const sleeper = this.#desk[at] as Sleeper;
    this.#desk[at] = null;
    this.#head = (at + 1) & (this.#desk.length - 1);
    this.#waiting--;
    this.events++;
    sleeper.wake(this.#whats[at] as number);
  }

  #enlargeDesk(): void {
    const size = this.#desk.length;
    const desk = new Array<Sleeper | null>(size * 2).fill(null);
    const whats = new Int32Array(size * 2);
    for (let i = 0; i < this.#waiting; i++) {
      const from = (this.#head + i) & (size - 1);
      desk[i] = this.#desk[from] ?? null;
      whats[i] = this.#whats[from] as number;
    }
    this.#desk = desk;
    this.#whats = whats;
    this.#head = 0;
  }
}
