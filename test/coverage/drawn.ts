/** Intervals on draws whose law is known: shares, clusters, stopping, verdicts at many looks, percentiles, agreement. */

import { normalQuantile } from '../../src/random/normal.ts';
import type { Stream } from '../../src/random/streams.ts';
import { clusteredShare, usualDispersion } from '../../src/stats/clustered-share.ts';
import { tInterval } from '../../src/stats/confidence.ts';
import { equivalenceTest } from '../../src/stats/equivalence.ts';
import { clopperPearson, quantileRanks, wilson } from '../../src/stats/proportions.ts';
import { confidenceAtLook, runsWanted } from '../../src/stats/sequential.ts';
import { streamOf } from '../stats/draws.ts';
import { exactCoverage, type Experiment, experiment, holds, within } from './trial.ts';

const normal = (stream: Stream): number => normalQuantile(stream.uniform());

function hitsOf(stream: Stream, n: number, p: number): number {
  let hits = 0;
  for (let i = 0; i < n; i++) if (stream.uniform() < p) hits++;
  return hits;
}

/** Independent failures. */
const binomial = (n: number, p: number): Experiment => experiment({
  name: `${n} independent requests, ${p * 100} % fail`, truth: 'the chance they were drawn with',
  see: (i) => hitsOf(streamOf(`binomial ${n} ${p}`, i), n, p),
  checks: [
    { what: 'Wilson', advice: 'rely', exactly: exactCoverage(n, p, (hits) => wilson(hits, n)), covers: (hits) => holds(wilson(hits, n), p) },
    { what: 'Clopper–Pearson', advice: 'atLeast', exactly: exactCoverage(n, p, (hits) => clopperPearson(hits, n)), covers: (hits) => holds(clopperPearson(hits, n), p) },
  ],
});

/** Failures in clusters: Poisson many, each geometric with mean `size`, so that the count varies 2 size - 1 times as much as a Poisson one. */
function clusteredHits(stream: Stream, clusters: number, size: number): number {
  let hits = 0;
  for (let at = stream.exponential(); at < clusters; at += stream.exponential()) {
    do hits++; while (stream.uniform() > 1 / size);
  }
  return hits;
}

interface Counts { readonly hits: readonly number[]; readonly trials: readonly number[] }

const requests = 20_000;
const size = 8;
const clustered = (runs: number, clusters: number): { readonly see: (i: number) => Counts; readonly p: number } => ({
  p: (clusters * size) / requests,
  see: (i) => {
    const stream = streamOf(`clusters ${runs} ${clusters}`, i);
    return { hits: Array.from({ length: runs }, () => clusteredHits(stream, clusters, size)), trials: new Array<number>(runs).fill(requests) };
  },
});

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const raw = ({ hits, trials }: Counts) => wilson(total(hits), total(trials));

/** Timeouts come in clusters: with many of them, with few, and with none seen. */
function clusters(): Experiment[] {
  const [many, few, none] = [clustered(20, 6), clustered(20, 0.7), clustered(10, 0.35)];
  return [
    experiment({
      name: '20 runs of 20,000 requests, 6 clusters of 8 failures a run', truth: 'the rate they were drawn with', see: many.see,
      checks: [
        { what: 'clustered share (Student\'s t over runs)', advice: 'rely', covers: (seen) => holds(clusteredShare(seen.hits, seen.trials), many.p) },
        { what: 'Wilson on single requests', advice: 'avoid', covers: (seen) => holds(raw(seen), many.p) },
      ],
    }),
    experiment({
      name: '20 runs of 20,000 requests, 0.7 clusters of 8 failures a run', truth: 'the rate they were drawn with', see: few.see,
      checks: [
        { what: 'clustered share (Wilson with n/D requests)', advice: 'rely', covers: (seen) => holds(clusteredShare(seen.hits, seen.trials), few.p) },
        { what: 'Wilson on single requests', advice: 'avoid', covers: (seen) => holds(raw(seen), few.p) },
      ],
    }),
    experiment({
      name: '10 runs of 20,000 requests, 0.35 clusters of 8 failures a run: often none seen', truth: 'the rate they were drawn with', see: none.see,
      checks: [
        { what: `at most 3 D/n with the usual D = ${usualDispersion} where none was seen`, advice: 'atLeast', covers: (seen) => total(seen.hits) > 0 || clusteredShare(seen.hits, seen.trials).high >= none.p },
      ],
    }),
  ];
}

/** Values until the interval is narrow enough, by a rule that says how many there should be. */
function until(draw: () => number, wanted: (values: readonly number[]) => number): readonly number[] {
  const values: number[] = [];
  for (let goal = wanted(values); values.length < goal && values.length < 4000; goal = wanted(values)) while (values.length < goal) values.push(draw());
  return values;
}

/** Stop when ± 10 % of the mean is reached: lognormal runs whose standard deviation is `spread` of their mean. */
const stopping = (spread: number): Experiment => {
  const sigma = Math.sqrt(Math.log(1 + spread * spread));
  const draw = (stream: Stream) => () => Math.exp(sigma * normal(stream) - (sigma * sigma) / 2);
  return experiment({
    name: `lognormal runs, standard deviation ${spread} of the mean, until ± 10 %`, truth: 'mean 1',
    see: (i) => i,
    checks: [
      { what: 'sequential rule: first look after 10, half the error', advice: 'rely', covers: (i) => within(tInterval(until(draw(streamOf(`stop ${spread}`, i)), (values) => runsWanted(values, { relative: 0.1, absolute: 0 }))), 1) },
      {
        what: 'a look after every run from the second', advice: 'avoid',
        covers: (i) => within(tInterval(until(draw(streamOf(`stop ${spread}`, i)), (values) => {
          if (values.length < 2) return 2;
          const { mean, halfWidth } = tInterval(values);
          return (halfWidth ?? 1) <= 0.1 * mean ? values.length : values.length + 1;
        })), 1),
      },
    ],
  });
};

/** A verdict as soon as a look allows one, where the truth is exactly at the limit, so that every verdict is wrong: at most 5 in 100 may be given. */
const verdicts = experiment({
  name: 'a verdict at the first of 8 looks (5, 10, 20, … 640 runs) that allows one, the truth at the limit', truth: 'no verdict is right',
  see: (i) => {
    const stream = streamOf('verdicts', i);
    return Array.from({ length: 640 }, () => normal(stream));
  },
  checks: (['atLeast', 'avoid'] as const).map((advice) => ({
    what: advice === 'avoid' ? '95 % at every look' : 'the error spent by halves (confidenceAtLook)', advice,
    covers: (values: readonly number[]) => [1, 2, 3, 4, 5, 6, 7, 8].every((look) => {
      const { mean, halfWidth } = tInterval(values.slice(0, 5 * 2 ** (look - 1)), advice === 'avoid' ? 0.95 : confidenceAtLook(0.95, look));
      return Math.abs(mean) <= (halfWidth ?? 0);
    }),
  })),
});

const ranked = 4000;
const ranks = quantileRanks(ranked, 0.99);
const percentile = experiment({
  name: `${ranked} independent exponential times`, truth: 'p99 = ln 100 means',
  see: (i) => {
    const stream = streamOf('percentile', i);
    return Float64Array.from({ length: ranked }, () => stream.exponential()).sort();
  },
  checks: [{ what: `p99 between ranks ${ranks.lower} and ${ranks.upper}`, advice: 'rely', exactly: ranks.coverage, covers: (sorted) => sorted[ranks.lower - 1]! <= Math.log(100) && Math.log(100) <= sorted[ranks.upper - 1]! }],
});

const agreement = experiment({
  name: '15 normal values whose mean is off by just the margin', truth: 'agreement would be wrong',
  see: (i) => {
    const stream = streamOf('agreement', i);
    return Array.from({ length: 15 }, () => 1.02 + 0.02 * normal(stream));
  },
  checks: [{ what: 'two one-sided tests deny agreement', advice: 'rely', covers: (values) => equivalenceTest(values, 1, 0.02).p >= 0.05 }],
});

const favoured = 0.6914624612740131;
const wins = experiment({
  name: '40 pairs, B ahead by half a standard deviation', truth: 'B is better with chance Φ(1/2) = 69.1 %',
  see: (i) => {
    const stream = streamOf('wins', i);
    return Array.from({ length: 40 }, () => normal(stream) + 0.5 > 0).filter(Boolean).length;
  },
  checks: [{ what: 'chance that B is better (Wilson)', advice: 'rely', exactly: exactCoverage(40, favoured, (hits) => wilson(hits, 40)), covers: (hits) => holds(wilson(hits, 40), favoured) }],
});

/** Everything on draws. */
export const drawn: readonly Experiment[] = [binomial(200, 0.3), binomial(1000, 0.05), binomial(1000, 0.01), ...clusters(), stopping(0.2), stopping(0.8), verdicts, percentile, wins, agreement];
