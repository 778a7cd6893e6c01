/** Levels: whole quantities that change in time (how many wait, how many are lent), with their integral and their recent maximum. */

import type { Instant } from '../units/time.ts';

export class Level {
  value = 0;
  max = 0;
  /** The integral up to T is value × T less this: Σ change × time of change. */
  // A fraction at birth makes this field a double from the first write on: later writes then never change the object's layout.
  #offset = 0.5;

  constructor() {
    this.#offset = 0;
  }

  /** Changes the level by `delta` at `now`. */
  add(now: Instant, delta: number): void {
    const value = this.value + delta;
    this.value = value;
    this.#offset += delta * now;
    if (value > this.max) this.max = value;
  }

  /** Integral of the level from the start to `now` (quantity × µs). */
  areaAt(now: Instant): number {
    return this.value * now - this.#offset;
  }

  /** From here on `max` is the largest value since now. */
  restartMax(): void {
    this.max = this.value;
  }
}

/** A level whose integral follows from others (idle = open − lent): it counts its value and maximum, and costs no integral of its own. */
export class DerivedLevel {
  value = 0;
  max = 0;
  readonly areaAt: (now: Instant) => number;

  constructor(areaAt: (now: Instant) => number) {
    this.areaAt = areaAt;
  }

  change(delta: number): void {
    this.become(this.value + delta);
  }

  become(value: number): void {
    this.value = value;
    if (value > this.max) this.max = value;
  }

  restartMax(): void {
    this.max = this.value;
  }
}
