/** Levels: whole quantities that change in time (how many wait, how many are lent), with their integral and their recent maximum. */

import type { Instant } from '../units/time.ts';

export class Level {
  value = 0;
  max = 0;
  // A fraction at birth makes these fields doubles from the first write on: later writes then never change the object's layout.
  #area = 0.5;
  #since: Instant = 0.5;

  constructor() {
    this.#area = 0;
    this.#since = 0;
  }

  /** Changes the level by `delta` at `now`. */
  add(now: Instant, delta: number): void {
    const value = this.value;
    this.#area += value * (now - this.#since);
    this.#since = now;
    this.value = value + delta;
    if (value + delta > this.max) this.max = value + delta;
  }

  /** Integral of the level from the start to `now` (quantity × µs). */
  areaAt(now: Instant): number {
    return this.#area + this.value * (now - this.#since);
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
