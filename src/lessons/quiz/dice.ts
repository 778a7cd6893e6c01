/** Draws from one stream of chance: numbers in a range, and lists in another order. */

import type { Stream } from '../../random/streams.ts';
import type { Draw } from './families.ts';

export class Dice implements Draw {
  readonly #stream: Stream;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.#stream.uniform();
  }

  whole(low: number, high: number): number {
    return Math.min(high, low + Math.floor((high - low + 1) * this.#stream.uniform()));
  }

  /** Fisher and Yates: every order equally likely. The list itself is left alone. */
  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.whole(0, i);
      [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
    }
    return copy;
  }
}
