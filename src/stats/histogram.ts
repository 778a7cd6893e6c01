/**
 * Quantiles of times in fixed memory: a log-linear histogram, exact below 128 µs, 64 buckets to the octave above, so that a
 * bucket's midpoint is within 1/128 (0.78 %) of every value in it. The layout is that of HdrHistogram (Tene 2012) with six bits
 * of precision; sums of histograms are exact and do not depend on their order.
 */
import { assert } from '../assert.ts';

/** 128 exact buckets, then 64 for each octave up to 2^45 µs (more than a year). */
const exact = 128;
const perOctave = 64;
const bucketCount = exact + (45 - 7) * perOctave;
const wholeLimit = 2147483648;
const octavesPastLimit = 24;

/** Places of the running totals: in a typed array, so that no total is ever boxed. */
const place = { count: 0, sum: 1, max: 2, min: 3 } as const;

/** The bucket of a whole number below 2^31. */
function bucketOfWhole(value: number): number {
  const shift = 25 - Math.clz32(value);
  return shift <= 0 ? value : shift * perOctave + (value >> shift);
}

/** The bucket of a value at or above 2^31: the same leading bits, 24 octaves down. Past 2^45 the last bucket. */
function bucketOfLarge(value: number): number {
  if (value >= 35184372088832) return bucketCount - 1;
  return bucketOfWhole((value / 16777216) | 0) + octavesPastLimit * perOctave;
}

/** The bucket of a value at or above zero. */
function bucketOf(value: number): number {
  return value < wholeLimit ? bucketOfWhole(value | 0) : bucketOfLarge(value);
}

/** The least value in each bucket, in µs, and the end of the last one. */
const lowerEdges = new Float64Array(bucketCount + 1);
for (let bucket = 0; bucket <= bucketCount; bucket++) lowerEdges[bucket] = bucket < exact ? bucket : 2 * lowerEdges[bucket - perOctave]!;

/** Midpoint of a bucket, in µs; below 128 the value itself. */
function midpoint(bucket: number): number {
  return bucket < exact ? bucket : (lowerEdges[bucket]! + lowerEdges[bucket + 1]!) / 2;
}

/** Values that wait to be counted: they are written down one by one and counted by the hundred, in one short loop. */
const pageLength = 128;

/** Counts of times in µs. 20 KB each; counts are doubles, so that none overflows below 2^53 (it costs nothing measurable). */
export class Histogram {
  readonly #counts = new Float64Array(bucketCount);
  readonly #totals = new Float64Array([0, 0, 0, Infinity]);
  readonly #page = new Float64Array(pageLength);
  #written = 0;
  /** Values of exactly zero since the page was last counted: most waits are. */
  #zeros = 0;

  /** Counts one value in µs, at or above zero; fractions fall into the bucket of the whole number below. */
  add(value: number): void {
    if (value === 0) {
      this.#zeros++;
      return;
    }
    assert(value > 0, 'a histogram holds times at or above zero');
    this.#page[this.#written++] = value;
    if (this.#written === pageLength) this.#count();
  }

  /** Adds every count of `other`, as if its values had been added here. */
  mergeFrom(other: Histogram): void {
    this.#count();
    other.#count();
    const [mine, theirs] = [this.#counts, other.#counts];
    const last = other.#last;
    for (let i = other.#first; i <= last; i++) mine[i]! += theirs[i]!;
    this.#totals[place.count]! += other.count;
    this.#totals[place.sum]! += other.sum;
    this.#totals[place.max] = Math.max(this.max, other.max);
    this.#totals[place.min] = Math.min(this.#totals[place.min]!, other.#totals[place.min]!);
  }

  /** Forgets everything. */
  clear(): void {
    this.#written = 0;
    this.#zeros = 0;
    if (this.#totals[place.count]! > 0) this.#counts.fill(0, this.#first, this.#last + 1);
    this.#totals.fill(0);
    this.#totals[place.min] = Infinity;
  }

  get count(): number {
    this.#count();
    return this.#totals[place.count]!;
  }

  /** Sum of the values in µs, exact for whole values up to 2^53. */
  get sum(): number {
    this.#count();
    return this.#totals[place.sum]!;
  }

  /** The largest value in µs, exact; 0 when empty. */
  get max(): number {
    this.#count();
    return this.#totals[place.max]!;
  }

  /** Mean in µs from the exact sum; null when empty. */
  get mean(): number | null {
    return this.count === 0 ? null : this.sum / this.count;
  }

  /**
   * The value in µs that a share `p` (0..1) of the values do not exceed: the midpoint of the bucket with rank ceil(p n), never
   * below the minimum or above the maximum, so that a constant is exact; `quantile(1)` is the maximum itself. Null when empty.
   */
  quantile(p: number): number | null {
    const n = this.count;
    if (n === 0) return null;
    const rank = Math.max(1, Math.ceil(p * n * (1 - 1e-12))); // 0.07 * 100 is a hair above 7 in binary
    if (rank >= n) return this.max;
    let seen = 0;
    const last = this.#last;
    for (let bucket = this.#first; bucket <= last; bucket++) {
      seen += this.#counts[bucket]!;
      if (seen >= rank) return Math.max(this.#totals[place.min]!, Math.min(midpoint(bucket), this.max));
    }
    return this.max;
  }

  /** How many values fell into buckets that begin above `value`: exact below 128 µs, else within one bucket. */
  countAbove(value: number): number {
    let above = 0;
    this.forEachBucket((from, _to, count) => {
      if (from > value) above += count;
    });
    return above;
  }

  /** Visits the buckets that hold something, lowest first: from (inclusive) and to (exclusive) in µs, and the count. */
  forEachBucket(visit: (from: number, to: number, count: number) => void): void {
    this.#count();
    const last = this.#last;
    for (let bucket = this.#first; bucket <= last; bucket++) {
      const count = this.#counts[bucket]!;
      if (count > 0) visit(lowerEdges[bucket]!, lowerEdges[bucket + 1]!, count);
    }
  }

  /** The first and last bucket that may hold something: most histograms fill a small part of the room, and are read and emptied often. */
  get #first(): number {
    return bucketOf(Math.min(this.#totals[place.min]!, this.#totals[place.max]!));
  }

  get #last(): number {
    return bucketOf(this.#totals[place.max]!);
  }

  /** Counts what is written on the page, and empties it. */
  #count(): void {
    const totals = this.#totals;
    let sum = totals[place.sum]!;
    let max = totals[place.max]!;
    let min = totals[place.min]!;
    for (let i = 0; i < this.#written; i++) {
      const value = this.#page[i]!;
      this.#counts[bucketOf(value)]! += 1;
      sum += value;
      if (value > max) max = value;
      if (value < min) min = value;
    }
    if (this.#zeros > 0) {
      this.#counts[0]! += this.#zeros;
      totals[place.count]! += this.#zeros;
      if (min > 0) min = 0;
      this.#zeros = 0;
    }
    totals[place.count]! += this.#written;
    totals[place.sum] = sum;
    totals[place.max] = max;
    totals[place.min] = min;
    this.#written = 0;
  }
}
