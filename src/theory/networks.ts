/**
 * A closed network solved exactly: callers who think, then visit stations that share their speed (or serve exponential work first
 * come first served), each with one or more servers. Product form by convolution (Buzen 1973): the same numbers as mean-value
 * analysis (Reiser & Lavenberg 1980), whose recursion for several servers loses its digits near saturation; here all terms add.
 */
import { assert } from '../assert.ts';
import { birthAndDeath, meanOver } from './solving.ts';

export interface Station {
  readonly name: string;
  /** Mean service a request needs there, over all its visits. */
  readonly demand: number;
  readonly servers: number;
}

export interface ClosedNetwork {
  readonly throughput: number;
  /** Time from asking to answer, without thinking. */
  readonly responseMean: number;
  readonly stations: readonly { readonly name: string; readonly timeMean: number; readonly inside: number; readonly utilisation: number }[];
}

/** Products of the two rows summed over all ways to share n = 0, 1, ... callers among them. */
function convolve(a: readonly number[], b: readonly number[]): number[] {
  return a.map((_, n) => {
    let sum = 0;
    for (let i = 0; i <= n; i++) sum += a[i]! * b[n - i]!;
    return sum;
  });
}

/** What `callers` get from the stations with `think` time between requests (0 allowed). Any law of thinking. */
export function closedNetwork({ callers, think, stations }: { readonly callers: number; readonly think: number; readonly stations: readonly Station[] }): ClosedNetwork {
  assert(Number.isInteger(callers) && callers >= 1 && stations.length > 0, 'there is at least one caller and one station');
  assert(think >= 0 && stations.every(({ demand, servers }) => demand > 0 && servers >= 1), 'every station has a server and is asked for something');
  const unit = Math.max(...stations.map(({ demand, servers }) => demand / servers)); // the bottleneck's row is then flat
  const weights = stations.map(({ demand, servers }) => birthAndDeath(() => demand / unit, n => Math.min(n, servers), callers)!);
  const thinking = birthAndDeath(() => think / unit, n => n, callers)!;
  const allBut = (k: number): number[] => weights.reduce((row, one, i) => (i === k ? row : convolve(row, one)), thinking);
  const whole = convolve(allBut(0), weights[0]!);
  const throughput = whole[callers - 1]! / whole[callers]! / unit;
  const insideOf = (k: number): number => {
    const rest = allBut(k);
    return meanOver(weights[k]!.map((weight, n) => (weight * rest[callers - n]!) / whole[callers]!), n => n);
  };
  const visited = stations.map(({ name, demand, servers }, k) => {
    const inside = insideOf(k);
    return { name, inside, timeMean: inside / throughput, utilisation: (throughput * demand) / servers };
  });
  return { throughput, responseMean: visited.reduce((sum, one) => sum + one.timeMean, 0), stations: visited };
}
