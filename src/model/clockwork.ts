/** When the next request arrives: clocks for rates that change in steps (Poisson or even), and for gaps drawn from a law. */

import { type Law, lawFrom } from '../random/samplers.ts';
import type { Stream } from '../random/streams.ts';
import { type Instant, never, second } from '../units/time.ts';
import type { ArrivalsPlan, RateStep } from './traffic-plan.ts';

/** The next moment at which something arrives, or `never`: `due`, a field, because a double that a call returns may be boxed. */
export interface Clockwork {
  readonly due: Instant;
  first(from: Instant): void;
  next(): void;
  scale(times: number, now: Instant): void;
}

/** The clock of a way of arriving. Users and traces have none of their own. */
export function clockworkFor(arrivals: ArrivalsPlan, stream: (purpose: string) => Stream): Clockwork {
  switch (arrivals.kind) {
    case 'poisson': return new RateClock(arrivals.rates, lawFrom({ law: 'exponential', mean: 1 }, stream('arrivals')));
    case 'gaps': return new GapClock(lawFrom(arrivals.gaps, stream('arrivals')));
    case 'bursts': return new GapClock(lawFrom({ law: 'constant', value: arrivals.every }, stream('arrivals')), true);
    default: return new RateClock(arrivals.kind === 'constant' ? arrivals.rates : [], lawFrom({ law: 'constant', value: 1 }, stream('arrivals')));
  }
}

/**
 * Arrivals by a rate that may change in steps: each takes a unit of "rate × time", exponential for Poisson arrivals, exactly 1 for even ones.
 * Inverting the integrated rate is exact for Poisson processes (Çinlar 1975), and the i-th arrival always uses the i-th draw.
 */
class RateClock implements Clockwork {
  readonly #rates: readonly RateStep[];
  readonly #units: Law;
  readonly #drawn = new Float64Array(1);
  #times = 1;
  #step = 0;
  /** µs for one unit where the rate never changes; 0: search the schedule. */
  #perUnit = 0.5;
  // Doubles from birth, see engine/level.ts.
  due: Instant = 0.5;
  #at = 0.5;
  #left = 0.5;
  #since = 0.5;

  constructor(rates: readonly RateStep[], units: Law) {
    this.#rates = rates;
    this.#units = units;
    this.#at = 0;
    this.#left = 0;
    this.#steady();
  }

  first(from: Instant): void {
    this.#at = from;
    this.next();
  }

  next(): void {
    this.#units.drawInto(this.#drawn, 0);
    this.#left = this.#drawn[0] as number;
    if (this.#perUnit === 0) return this.#ahead();
    this.#since = this.#at;
    this.#at += this.#left * this.#perUnit;
    this.due = Math.round(this.#at);
  }

  /** What was left of the present unit at `now` is walked at the new rate. */
  scale(times: number, now: Instant): void {
    const target = this.#left;
    this.#at = this.#since;
    this.#left = Math.max(0, target - this.#unitsUntil(now));
    this.#at = Math.max(now, this.#at);
    this.#times = times;
    this.#steady();
    this.#ahead();
  }

  /** Due at the instant at which the units left are used up; the exact instant is kept, the rounded one told. */
  #ahead(): void {
    this.due = never;
    this.#since = this.#at;
    let left = this.#left;
    for (;;) {
      const perMicro = this.#rateNow();
      const end = this.#rates[this.#step + 1]?.from ?? never;
      const needed = perMicro > 0 ? left / perMicro : never;
      if (this.#at + needed <= end) {
        this.#at += needed;
        this.due = Math.round(this.#at);
        return;
      }
      if (end === never) return;
      left -= perMicro * (end - this.#at);
      this.#at = end;
      this.#step++;
    }
  }

  #steady(): void {
    const rate = (this.#rates[0]?.rate ?? 0) * this.#times;
    this.#perUnit = this.#rates.length === 1 && rate > 0 ? second / rate : 0;
  }

  #rateNow(): number {
    while ((this.#rates[this.#step + 1]?.from ?? never) <= this.#at) this.#step++;
    return ((this.#rates[this.#step]?.rate ?? 0) * this.#times) / second;
  }

  /** Units of rate × time between the last arrival and `now`, under the present scale. */
  #unitsUntil(now: Instant): number {
    let units = 0;
    for (let i = 0; i < this.#rates.length; i++) {
      const from = Math.max(this.#since, this.#rates[i]?.from ?? 0);
      const to = Math.min(now, this.#rates[i + 1]?.from ?? never);
      if (to > from) units += (((this.#rates[i]?.rate ?? 0) * this.#times) / second) * (to - from);
    }
    this.#step = 0;
    return units;
  }
}

/** Arrivals separated by times drawn from one law; bursts come at the beginning already. */
class GapClock implements Clockwork {
  readonly #gaps: Law;
  readonly #atOnce: boolean;
  due: Instant = 0.5;
  #times = 1;
  #at = 0.5;
  #gap = 0.5;

  constructor(gaps: Law, atOnce = false) {
    this.#gaps = gaps;
    this.#atOnce = atOnce;
  }

  first(from: Instant): void {
    this.#at = from;
    this.due = from;
    if (!this.#atOnce) this.next();
  }

  next(): void {
    this.#gap = this.#gaps.draw();
    this.#at += Math.max(1, this.#gap / this.#times);
    this.due = Math.round(this.#at);
  }

  scale(times: number, now: Instant): void {
    const left = this.#times > 0 ? Math.max(0, this.#at - now) * this.#times : this.#gap;
    this.#gap = left; // what a rate of zero keeps until there is a rate again
    this.#times = times;
    this.#at = times > 0 ? now + left / times : never;
    this.due = Math.round(this.#at);
  }
}

