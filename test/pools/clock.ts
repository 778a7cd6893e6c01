/**
 * Virtual time for real libraries: while a script is played, setTimeout, setInterval, setImmediate and Date.now belong to this clock. process.nextTick and promises
 * stay the machine's own, and all of them are done before time goes on, so a script of seconds takes a millisecond and its order is exact.
 */

import timers from 'node:timers';
import { Rank } from '../../src/engine/calendar.ts';

interface Timer {
  readonly time: number;
  readonly rank: number;
  readonly order: number;
  readonly deed: () => void;
  gone: boolean;
}

const real = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, now: Date.now };

/** What code gets from setTimeout here. */
class Handle {
  timer: Timer;

  constructor(timer: Timer) {
    this.timer = timer;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }
}

export class VirtualClock {
  /** Milliseconds since the start of the script. */
  now = 0;
  readonly #heap: Timer[] = [];
  #scheduled = 0;

  /** Does something at a time, in the order of ranks among what is due then (see Rank), and of scheduling within one rank: the order of the simulator's own calendar. */
  at(time: number, rank: number, deed: () => void): Timer {
    const timer: Timer = { time, rank, order: this.#scheduled++, deed, gone: false };
    this.#push(timer);
    return timer;
  }

  cancel(timer: Timer): void {
    timer.gone = true;
  }

  /** Lets time pass up to and including `until`. */
  async run(until: number): Promise<void> {
    const restore = this.#install();
    try {
      for (let next = this.#pop(until); next !== null; next = this.#pop(until)) {
        if (next.gone) continue;
        this.now = next.time;
        next.deed();
        await new Promise<void>((resolve) => real.setImmediate(resolve));
      }
    } finally {
      restore();
    }
  }

  /** A library's timers fire among the timeouts of an instant; what it puts off with setImmediate comes before anything else. */
  #install(): () => void {
    const timeout = (deed: (...args: unknown[]) => void, delay?: number, ...args: unknown[]): Handle =>
      new Handle(this.at(this.now + (Number(delay) >= 1 ? Math.trunc(Number(delay)) : 1), Rank.timeout, () => deed(...args)));
    const interval = (deed: (...args: unknown[]) => void, delay?: number, ...args: unknown[]): Handle => {
      const tick = (): void => {
        deed(...args);
        if (!handle.timer.gone) handle.timer = timeout(tick, delay).timer;
      };
      const handle = timeout(tick, delay);
      return handle;
    };
    const immediate = (deed: (...args: unknown[]) => void, ...args: unknown[]): Handle => new Handle(this.at(this.now, -1, () => deed(...args)));
    const clear = (handle: unknown): void => {
      if (handle instanceof Handle) this.cancel(handle.timer);
    };
    const fake = { setTimeout: timeout, setInterval: interval, setImmediate: immediate, clearTimeout: clear, clearInterval: clear, clearImmediate: clear };
    Object.assign(globalThis, fake);
    Object.assign(timers, fake);
    Date.now = () => this.now;
    return () => {
      const { now, ...rest } = real;
      Object.assign(globalThis, rest);
      Object.assign(timers, rest);
      Date.now = now;
    };
  }

  #before(a: Timer, b: Timer): boolean {
    return a.time !== b.time ? a.time < b.time : a.rank !== b.rank ? a.rank < b.rank : a.order < b.order;
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#before(timer, heap[above])) break;
      heap[at] = heap[above];
      at = above;
    }
    heap[at] = timer;
  }

  #pop(until: number): Timer | null {
    const heap = this.#heap;
    const [first] = heap;
    if (first === undefined || first.time > until) return null;
    const last = heap.pop() as Timer;
    if (heap.length > 0) {
      let at = 0;
      for (;;) {
        let below = 2 * at + 1;
        if (below >= heap.length) break;
        if (below + 1 < heap.length && this.#before(heap[below + 1], heap[below])) below++;
        if (!this.#before(heap[below], last)) break;
        heap[at] = heap[below];
        at = below;
      }
      heap[at] = last;
    }
    return first;
  }
}
