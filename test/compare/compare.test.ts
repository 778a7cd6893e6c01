/** Two scenarios on the same seeds: differences are those of theory and of `simulate`, nothing differs from itself, and words say what the numbers say. */

import { describe, expect, it } from 'vitest';
import { compared } from '../../src/compare/pairing.ts';
import { compare, type ComparedFigure, type ComparePlan, type CompareResult, confidence, queues, readScenario, simulate, type SweepSource } from '../../src/index.ts';

/** M/M/c: a line of its own for the pool, a database that never slows down. */
const text = `scenario: A line
run: { length: 3m, measureFrom: 20s, seed: 5 }
databases: { primary: { kind: plain } }
pools: { main: { kind: plain, database: primary, max: 5 } }
routes:
  read: [ { query: { pool: main, cpu: { exponential: 20ms } } } ]
traffic:
  api: { route: read, rate: 200/s }
promises: [ "p99(api) < 150ms" ]
`;
const source: SweepSource = { text, file: 'line.yaml' };
const sized = (size: number): SweepSource => ({ ...source, set: [`pools.main.max=${size}`] });

function comparison(a: SweepSource, b: SweepSource, plan: ComparePlan = {}): CompareResult {
  const outcome = compare(a, b, plan);
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.result;
}

function figure(result: CompareResult, name: string, of = 'api'): ComparedFigure {
  const found = result.figures.find((one) => one.figure === name && one.of === of);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function waitsOf(size: number, seeds: readonly number[]): number[] {
  const read = readScenario({ text, file: null, files: () => ({ problem: '' }), set: [`pools.main.max=${size}`] });
  if (!read.ok) throw new Error('bad');
  return seeds.map((seed) => simulate(read.scenario, { seed }).classes.api?.waitMs.mean ?? Number.NaN);
}

describe('a comparison', { timeout: 120_000 }, () => {
  it('finds the difference of mean waits that Erlang C says, within its interval, with pairs that need fewer runs than independent ones', () => {
    const result = comparison(source, sized(6), { runs: 30 });
    const exact = (size: number): number => (queues.waitingPool({ rate: 200, hold: 0.02, size })?.waitMean ?? 0) * 1000;

    const wait = figure(result, 'waitMeanMs');
    // Independent runs, for the measure beside it: B on seeds that A never saw.
    const [a, b] = [waitsOf(5, result.seeds as number[]), waitsOf(6, result.seeds.map((_, i) => 1005 + i))];
    const independent = confidence.tInterval(a.map((value, i) => (b[i] ?? 0) - value));

    expect(wait.difference?.low).toBeLessThan(exact(6) - exact(5));
    expect(wait.difference?.high).toBeGreaterThan(exact(6) - exact(5));
    expect(wait).toMatchObject({ verdict: 'better', betterIn: 30, worseIn: 0, equalIn: 0, slight: false });
    const paired = ((wait.difference?.high ?? 0) - (wait.difference?.low ?? 0)) / 2;
    expect(paired).toBeLessThan(wait.unpairedHalfWidth ?? 0);
    // The same half-width twice, once reckoned and once measured: sd of 30 differences, F(29, 29) within 0.38 to 2.7 with 99 %.
    const ratio = (independent.halfWidth ?? 0) / (wait.unpairedHalfWidth ?? 1);
    expect(ratio).toBeGreaterThan(Math.sqrt(0.38));
    expect(ratio).toBeLessThan(Math.sqrt(2.7));
    expect(wait.varianceReduction ?? 0).toBeGreaterThan(1.2);
    expect(wait.varianceReduction ?? 0).toBeCloseTo(((wait.unpairedHalfWidth ?? 0) / paired) ** 2, 0);
  });

  it('has the paired interval of the runs that simulate makes with the same seeds', () => {
    const result = comparison(source, sized(6), { runs: 3, seed: 40 });

    const { mean, halfWidth } = confidence.pairedDifference(waitsOf(6, [40, 41, 42]), waitsOf(5, [40, 41, 42]));
    expect(result.seeds).toEqual([40, 41, 42]);
    expect(figure(result, 'waitMeanMs').difference).toEqual({ mean, low: mean - (halfWidth ?? 0), high: mean + (halfWidth ?? 0), runs: 3 });
    expect(result.b).toMatchObject({ name: 'line.yaml with pools.main.max=6', with: ['pools.main.max=6'] });
  });

  it('finds exactly nothing between a scenario and itself', () => {
    const result = comparison(source, source, { runs: 4 });

    for (const one of result.figures) expect(one).toMatchObject({ difference: { mean: 0, low: 0, high: 0, runs: 4 }, betterIn: 0, worseIn: 0, equalIn: 4, verdict: 'same' });
    expect(result.outcome).toBe('undecided');
    expect(result.verdict).toBe('No difference at all: every figure is the same in all 4 pairs of runs.');
    expect(result.caveats[0]).toMatch(/same scenario/);
  });

  it('says which is better with numbers, and the reverse the other way round', () => {
    const both = ['run.length=1m', 'pools.main.acquireTimeout=100ms', 'promises=[ "failedShare(api) < 1%" ]'];
    const strict: SweepSource = { ...source, set: [...both, 'pools.main.max=4'] };
    const wide: SweepSource = { ...source, set: [...both, 'pools.main.max=9'] };

    const better = comparison(strict, wide, { runs: 16 });
    const worse = comparison(wide, strict, { runs: 16 });

    expect(better.verdict).toMatch(/^B is better: promise failedShare\(api\) < 1% holds in 16 of 16 runs instead of 0; failures of api fall from [\d.]+% to (?:0|<0\.1)% \([\d.]+ to [\d.]+ points less, 16 of 16 runs\); p99 of api falls from 1\d\d ms to \d+(?:\.\d)? ms \(.* less, 16 of 16 runs\);/);
    expect(better.verdict).toMatch(/nothing gets worse that these runs can show\.$/);
    expect(worse.verdict).toMatch(/^B is worse: .*failures of api rise from .* points more/);
    expect(figure(better, 'failedShare').difference?.mean).toBe(-(figure(worse, 'failedShare').difference?.mean ?? 0));
    expect(figure(better, 'failedShare').chanceBetter).toMatchObject({ share: 1, high: 1 });
    // Wilson with 16 of 16: 1 / (1 + z²/16).
    expect(figure(better, 'failedShare').chanceBetter?.low).toBeCloseTo(1 / (1 + 1.959964 ** 2 / 16), 6);
    expect(figure(better, 'utilisation', 'main')).toMatchObject({ verdict: 'moved', chanceBetter: null });
    expect(better.caveats[0]).toMatch(/requests that were served/);
  });

  it('sees both sides of a bargain', () => {
    const a: SweepSource = { ...source, set: ['pools.main.acquireTimeout=2s', 'pools.main.max=4'] };
    const b: SweepSource = { ...source, set: ['pools.main.acquireTimeout=10ms', 'pools.main.max=4'] };

    const result = comparison(a, b, { runs: 6 });

    expect(result.outcome).toBe('mixed');
    expect(result.verdict).toMatch(/^B is better in some ways and worse in others\. Better: .*p99 of api falls.* Worse: .*(?:failures|goodput) of api/);
  });

  it('is not carried away by chance: scenarios of one law on other streams are undecided', () => {
    // A class of another name draws from streams of its own; the class that both have is the one that is judged.
    const twin = text.replace('traffic:', 'traffic:\n  other: { route: read, rate: 1/s }');
    const again = text.replace('traffic:', 'traffic:\n  third: { route: read, rate: 1/s }');

    const result = comparison({ text: twin, file: null }, { text: again, file: null }, { runs: 10 });

    expect(result.outcome).toBe('undecided');
    expect(result.verdict).toMatch(/^No difference can be seen in 10 pairs of runs: B against A, .* less to .* more; more runs would narrow that\.$/);
    expect([result.onlyA, result.onlyB]).toEqual([['class other'], ['class third']]);
    expect(result.figures.some((one) => one.of === 'other')).toBe(false);
  });

  it('takes what lies within rounding for the same: two figures that differ in the last bit, and an interval of equal differences', () => {
    const pairing = { room: 'pools', of: 'main', figure: 'utilisation', unit: 'share', better: null, a: [0.1, 0.2, 0.3], b: [0.1 + 2e-17, 0.2, 0.1 + 0.2] } as const;
    const shifted = compared({ ...pairing, b: [0.4, 0.5, 0.6] }, 0.95);

    expect(compared(pairing, 0.95)).toMatchObject({ verdict: 'same', equalIn: 3, difference: { mean: 0, low: 0, high: 0 } });
    expect(shifted).toMatchObject({ verdict: 'moved', varianceReduction: null });
    expect(shifted.difference?.low).toBe(shifted.difference?.high);
  });

  it('does not tell percentiles apart that lie closer than the histogram they are read from', () => {
    const p99 = (b: number) => compared({ room: 'classes', of: 'api', figure: 'p99Ms', unit: 'ms', better: 'less', a: [100, 100, 100], b: [b, b, b] }, 0.95).verdict;

    expect([p99(101.9), p99(103), p99(97)]).toEqual(['open', 'worse', 'better']);
  });

  it('takes a promise that describes (between) for no goal: to break it is a move, not a harm', () => {
    const described: SweepSource = { ...source, set: ['run.length=1m', 'pools.main.acquireTimeout=100ms', 'pools.main.max=4', 'promises=[ "failedShare(api) between 1% and 30%", "failures(api) == 0" ]'] };

    const result = comparison(described, { ...described, set: [...(described.set ?? []), 'pools.main.max=12'] }, { runs: 16 });

    expect(figure(result, 'heldShare', 'failedShare(api) between 1% and 30%')).toMatchObject({ better: null, verdict: 'moved', chanceBetter: null, a: { mean: 1 }, b: { mean: 0 } });
    expect(figure(result, 'heldShare', 'failures(api) == 0')).toMatchObject({ better: 'more', verdict: 'better' });
    expect(result.outcome).toBe('better');
  });

  it('judges promises by the exact sign test: 6 of 6 disagreements decide at 95 %, 5 of 5 do not', () => {
    const held = (runs: number, confidence: number) => compared({ room: 'promises', of: 'p', figure: 'heldShare', unit: 'share', better: 'more', a: Array(runs).fill(0), b: Array(runs).fill(1) }, confidence);

    // 2 · (1/2)^6 = 3.1 %, 2 · (1/2)^5 = 6.3 %.
    expect([held(5, 0.95).verdict, held(6, 0.95).verdict, held(6, 0.99).verdict]).toEqual(['open', 'better', 'open']);
    // Clopper and Pearson, 0 of 6: 1 − 0.025^(1/6).
    expect(held(6, 0.95).a?.high).toBeCloseTo(1 - 0.025 ** (1 / 6), 9);
    expect(held(6, 0.95).difference).toMatchObject({ mean: 1, high: 1 });
  });

  it('asks promises that only one side makes of both, but those that the other cannot be asked', () => {
    const other = { ...source, set: ['promises=[ "p50(api) < 1s", "p99(job) < 1s" ]', 'cron={ job: { route: read, at: 1s } }', 'traffic.api.rate=100/s'] };
    const result = comparison(source, other, { runs: 2 });

    expect(result.figures.filter((one) => one.room === 'promises').map((one) => [one.of, one.a?.runs, one.b?.runs])).toEqual([['p99(api) < 150ms', 2, 2], ['p50(api) < 1s', 2, 2]]);
    expect([result.onlyA, result.onlyB]).toEqual([[], ['class job', 'promise p99(job) < 1s']]);
    // Only what was asked has more promises: the scenarios are named by their own.
    expect([result.a.fingerprint, result.b.with]).toEqual([comparison(source, source, { runs: 2 }).a.fingerprint, other.set]);
  });

  it('says when the traffic is another', () => {
    const result = comparison(source, { ...source, set: ['traffic.api.rate=100/s'] }, { runs: 2 });

    expect(result.caveats.join(' ')).toMatch(/api does not get the same traffic: 3\d{4} requests a run in A, 1\d{4} in B/);
  });

  it('answers bad input in words', () => {
    const problems = (a: SweepSource, b: SweepSource, plan: ComparePlan = {}): string => {
      const outcome = compare(a, b, plan);
      return outcome.ok ? '' : outcome.problems.join('\n');
    };

    expect(problems(source, source, { runs: 1 })).toMatch(/runs must be a whole number from 2/);
    expect(problems(source, { text: text.replace('rate:', 'rat:'), file: 'b.yaml' })).toMatch(/^b\.yaml:8/);
    expect(problems(source, { ...source, set: ['pools.mian.max=9'] })).toMatch(/Did you mean "main"/);
  });
});
