/**
 * The time one tagged request spends in a shared database and in the line before it, for exponential work: an absorbing chain on
 * the number of others, solved by uniformization (Jensen 1953) for the tail and by elimination (Thomas 1949) for the moments.
 */
import { ln } from '../random/portable-math.ts';
import { poissonTerm } from '../random/special-functions.ts';
import { percentile } from './solving.ts';

/** What the tagged request meets. */
export interface Meeting {
  readonly rate: number;
  /** Completions per unit of time with n inside. */
  readonly finish: (n: number) => number;
  /** Connections; those beyond wait. Infinity: no pool. */
  readonly size: number;
  /** Probabilities of 0, 1, ... others in the database for a request that need not wait. */
  readonly found: readonly number[];
  /** P(the tagged request waits); its wait is then exponential of rate `spare`, with Poisson arrivals behind it. */
  readonly waitShare: number;
  readonly spare: number;
}

/** The law of that time. The tail is good to about 1e-12, the moments to about 1e-11 relative. */
export interface Sojourn {
  readonly mean: number;
  readonly sd: number;
  /** P(time > t). */
  readonly tail: (t: number) => number;
  readonly quantile: (p: number) => number;
}

/** Rates out of the states. In the database, n others: `up`, `down` and `done`. In the line, m behind: up at `rate`, on at `spare`. */
interface Chain {
  readonly up: Float64Array;
  readonly down: Float64Array;
  readonly done: Float64Array;
  readonly lineStates: number;
}

/** States met with a chance below 1e-18 are cut off. */
function chainOf({ rate, finish, size, found, waitShare, spare }: Meeting): Chain {
  const lineStates = waitShare > 0 ? Math.ceil(42 / ln(1 + spare / rate)) : 0;
  const met = lineStates > 0 ? size + lineStates : found.length;
  const states = met + Math.ceil(met / 2) + 60;
  const [up, down, done] = [new Float64Array(states), new Float64Array(states), new Float64Array(states)];
  for (let n = 0; n < states; n++) {
    const pace = finish(n + 1);
    up[n] = n < states - 1 ? rate : 0;
    done[n] = pace / Math.min(n + 1, size);
    down[n] = n === 0 ? 0 : pace - done[n]!;
  }
  return { up, down, done, lineStates };
}

/** Solves (up + down + done) x(n) - up x(n+1) - down x(n-1) = right(n). */
function solve({ up, down, done }: Chain, right: (n: number) => number): Float64Array {
  const states = up.length;
  const [slope, x] = [new Float64Array(states), new Float64Array(states)];
  for (let n = 0; n < states; n++) {
    const before = n === 0 ? 0 : down[n]!;
    const pivot = up[n]! + down[n]! + done[n]! - (n === 0 ? 0 : before * slope[n - 1]!);
    slope[n] = up[n]! / pivot;
    x[n] = (right(n) + (n === 0 ? 0 : before * x[n - 1]!)) / pivot;
  }
  for (let n = states - 2; n >= 0; n--) x[n]! += slope[n]! * x[n + 1]!;
  return x;
}

/** The same for a request in the line, m behind, that goes on to `size - 1 + m` others. */
function solveLine({ rate, spare, size }: Meeting, states: number, inside: Float64Array, right: (m: number) => number): Float64Array {
  const x = new Float64Array(states);
  for (let m = states - 1; m >= 0; m--) {
    const climb = m < states - 1 ? rate : 0;
    x[m] = (right(m) + climb * (x[m + 1] ?? 0) + spare * inside[size - 1 + m]!) / (climb + spare);
  }
  return x;
}

/** Mean and mean square of the time. */
function momentsOf(meeting: Meeting, chain: Chain): { readonly mean: number; readonly square: number } {
  const { found, waitShare } = meeting;
  const first = solve(chain, () => 1);
  const second = solve(chain, n => 2 * first[n]!);
  const over = (x: Float64Array): number => found.reduce((sum, p, n) => sum + p * x[n]!, 0);
  if (chain.lineStates === 0) return { mean: over(first), square: over(second) };
  const lineFirst = solveLine(meeting, chain.lineStates, first, () => 1);
  const lineSecond = solveLine(meeting, chain.lineStates, second, m => 2 * lineFirst[m]!);
  return { mean: over(first) + waitShare * lineFirst[0]!, square: over(second) + waitShare * lineSecond[0]! };
}

/** Chance of still being there after 0, 1, 2, ... ticks of a clock of rate `tick`. */
function survivalOf({ rate, spare, size, found, waitShare }: Meeting, { up, down, done, lineStates }: Chain, tick: number): number[] {
  const states = up.length;
  let inside = Float64Array.from({ length: states }, (_, n) => found[n] ?? 0);
  let line = Float64Array.from({ length: lineStates }, (_, m) => (m === 0 ? waitShare : 0));
  const left: number[] = [];
  for (;;) {
    let sum = 0;
    for (const p of inside) sum += p;
    for (const p of line) sum += p;
    left.push(sum);
    if (sum < 1e-17 || left.length > 2_000_000) return left;
    const [next, nextLine] = [new Float64Array(states), new Float64Array(lineStates)];
    for (let n = 0; n < states; n++) {
      const p = inside[n]! / tick;
      if (p === 0) continue;
      next[n]! += inside[n]! - p * (up[n]! + down[n]! + done[n]!);
      if (n + 1 < states) next[n + 1]! += p * up[n]!;
      if (n > 0) next[n - 1]! += p * down[n]!;
    }
    for (let m = 0; m < lineStates; m++) {
      const p = line[m]! / tick;
      const climb = m + 1 < lineStates ? rate : 0;
      nextLine[m]! += line[m]! - p * (climb + spare);
      if (climb > 0) nextLine[m + 1]! += p * climb;
      next[size - 1 + m]! += p * spare;
    }
    inside = next;
    line = nextLine;
  }
}

/** The law of the tagged request's time from arrival to end. */
export function sojournOf(meeting: Meeting): Sojourn {
  const chain = chainOf(meeting);
  const { mean, square } = momentsOf(meeting, chain);
  let tick = meeting.rate + meeting.spare;
  for (let n = 0; n < chain.up.length; n++) tick = Math.max(tick, chain.up[n]! + chain.down[n]! + chain.done[n]!);
  const left = survivalOf(meeting, chain, tick);
  const tail = (t: number): number => {
    const x = tick * t;
    let k = Math.max(0, Math.floor(x - 9 * Math.sqrt(x) - 30));
    let p = poissonTerm(k, x);
    let sum = 0;
    for (; k < left.length && (k < x || p > 1e-18); k++) {
      sum += p * left[k]!;
      p *= x / (k + 1);
    }
    return sum;
  };
  return { mean, sd: Math.sqrt(square - mean * mean), tail, quantile: p => percentile(tail, p, mean) };
}
