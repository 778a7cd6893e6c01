/** Judging an objective run by run: no more errors than stated although it looks again and again, and no certainty from failures that were merely not seen. */

import { describe, expect, it } from 'vitest';
import { countBounds, heldBounds, meanBounds, shareBounds } from '../../src/recommend/bounds.ts';
import { levelAt, nextLook, runsAt } from '../../src/recommend/looks.ts';
import { judge, objectiveOf } from '../../src/recommend/objective.ts';
import { normalQuantile } from '../../src/random/normal.ts';
import { Stream } from '../../src/random/streams.ts';
import { parseCondition } from '../../src/promise/grammar.ts';
import { clopperPearson } from '../../src/stats/proportions.ts';

const promise = (text: string) => {
  const read = parseCondition(text, 'final');
  if (!read.ok) throw new Error(read.says);
  return { text, condition: read.read.condition, confidence: null };
};
const columns = [['promises', '0', 'held'], ['promises', '0', 'observed'], ['classes', 'api', 'arrived'], ['run', '', 'requests']] as const;
const rowsOf = (values: readonly (number | null)[], held: (value: number | null) => boolean, arrived = 1000) => values.map((value) => ({ values: [held(value) ? 1 : 0, value, arrived, arrived], broken: [] }));

describe('the looks', () => {
  it('double the runs up to the cap, and share out no more than all errors', () => {
    expect([0, 1, 2, 3, 4, 5].map((look) => runsAt(look, 200))).toEqual([10, 20, 40, 80, 160, 200]);
    expect([0, 10, 15, 160, 200].map((runs) => nextLook(runs, 200))).toEqual([10, 20, 20, 200, null]);
    const all = Array.from({ length: 1000 }, (_, look) => levelAt(look, 0.05, 40, 2)).reduce((sum, one) => sum + one, 0);
    expect(all * 80).toBeLessThan(0.05);
    expect(all * 80).toBeGreaterThan(0.0499);
  });
});

describe('bounds', () => {
  it('are those of the textbook where nothing is rare', () => {
    const values = [10, 12, 11, 13, 9];
    const { low, high } = meanBounds(values, 0.025);
    // Mean 11, sd 1.5811, t(4; 97.5 %) 2.7764.
    expect(high - 11).toBeCloseTo((2.776445105 * 1.58113883) / Math.sqrt(5), 6);
    expect(11 - low).toBeCloseTo(high - 11, 12);
    expect(heldBounds(3, 20, 0.025).low).toBeCloseTo(clopperPearson(3, 20).low, 12);
    expect(heldBounds(3, 20, 0.025).high).toBeCloseTo(clopperPearson(3, 20).high, 12);
  });

  it('do not call a failure impossible because ten runs had none', () => {
    // Ten runs of 1000 requests without any failure: at most 3 clusters of ten in 10,000 requests, 0.3 %, with 95 % on this side.
    expect(shareBounds(Array(10).fill(0), Array(10).fill(1000), 0.05).high).toBeCloseTo(0.003, 4);
    expect(countBounds(Array(10).fill(0), 0.05).high).toBeCloseTo(3, 2);
  });

  it('widen with the clusters that the runs show', () => {
    const even = shareBounds([0.01, 0.012, 0.008, 0.011, 0.009], Array(5).fill(1000), 0.01);
    const bursts = shareBounds([0, 0, 0.05, 0, 0], Array(5).fill(1000), 0.01);
    expect(bursts.high).toBeGreaterThan(2 * even.high);
  });
});

describe('an objective', () => {
  it('is met, missed or open as its interval lies below, above or across the limit; on the edge inside the zone', () => {
    const objective = objectiveOf(promise('p99(api) < 250ms'), 0, null);
    const of = (mean: number, spread: number) => judge(objective, { columns }, rowsOf(Array.from({ length: 10 }, (_, i) => mean + spread * (i % 2 === 0 ? 1 : -1)), (value) => (value ?? 0) < 250), { errors: 0.05, sizes: 1, objectives: 1, cap: 10 });

    expect(objective).toMatchObject({ atMost: 250, atLeast: null, unit: 'ms', judgedBy: 'mean', zone: 5 });
    expect(of(200, 10)).toMatchObject({ verdict: 'feasible', onEdge: false, runs: 10, heldIn: 10 });
    expect(of(300, 10)).toMatchObject({ verdict: 'infeasible', heldIn: 0 });
    expect(of(248, 20)).toMatchObject({ verdict: 'undecided', heldIn: 5 });
    expect(of(248, 0.5)).toMatchObject({ verdict: 'feasible', onEdge: false });
    expect(of(251, 1.5)).toMatchObject({ verdict: 'infeasible', onEdge: true });
  });

  it('with nothing to observe in some run is missed, and recovery is judged by how often it holds', () => {
    const p99 = objectiveOf(promise('p99(api) < 250ms'), 0, null);
    const recovered = objectiveOf(promise('recovered(api, within: 60s)'), 0, null);
    const allowed = { errors: 0.05, sizes: 1, objectives: 1, cap: 100 };

    expect(judge(p99, { columns }, rowsOf([100, ...Array(9).fill(null)], (value) => value !== null), allowed).verdict).toBe('infeasible');
    expect(recovered).toMatchObject({ judgedBy: 'runs', atLeast: 0.9 });
    expect(judge(recovered, { columns }, rowsOf(Array(10).fill(5), () => true), allowed).verdict).toBe('undecided');
    expect(judge(recovered, { columns }, rowsOf(Array(80).fill(5), () => true), allowed)).toMatchObject({ verdict: 'feasible', mean: 1 });
    expect(judge(recovered, { columns }, rowsOf(Array(10).fill(5), () => false), allowed).verdict).toBe('infeasible');
  });

  it('is judged wrongly in at most the stated share of cases, looking up to six times at a figure just beside its limit', () => {
    const objective = objectiveOf(promise('p99(api) < 100ms'), 0, 0);
    const stream = new Stream('looks');
    const draw = (): number => normalQuantile(stream.uniform());
    const wrong = { feasible: 0, infeasible: 0 };
    const cases = 2000;
    for (let k = 0; k < cases; k++) {
      // The truth is a hair above the limit in even cases, below in odd ones: the hardest there is.
      const truth = k % 2 === 0 ? 100.0001 : 99.9999;
      const rows = rowsOf(Array.from({ length: 200 }, () => truth + 10 * draw()), (value) => (value ?? 0) < 100);
      const { verdict } = judge(objective, { columns }, rows, { errors: 0.05, sizes: 1, objectives: 1, cap: 200 });
      if (verdict === (k % 2 === 0 ? 'feasible' : 'infeasible')) wrong[verdict as 'feasible']++;
    }
    // Each side may be wrong in 5 % of 1000 cases; five standard deviations above that would be 85. Bonferroni over looks keeps well below.
    expect(wrong.feasible).toBeLessThan(50);
    expect(wrong.infeasible).toBeLessThan(50);
    expect(wrong.feasible + wrong.infeasible).toBeGreaterThan(10);
  });
});
