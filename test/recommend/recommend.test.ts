/** A recommendation as a library function, on cases whose answer is known exactly: the right size, the whole region, and honesty where it cannot tell. */

import { describe, expect, it } from 'vitest';
import { readScenario, recommend, recommendCsv, recommendPictures, type RecommendPlan, type RecommendResult, recommendText, simulate, type SweepSource, toSvg } from '../../src/index.ts';
import { casesOf, rowIn } from '../helpers/theory-cases.ts';
import { exponential, onePool, perSecond, span } from '../helpers/theory-scenarios.ts';

const [first] = casesOf('sweep');
if (first === undefined) throw new Error('no case');
const { lambda, mean_work: work, timeout, db } = first.params;
const core: SweepSource = { file: null, text: JSON.stringify(onePool({ warmUp: 5, measured: 25 }, { db, pool: { max: 10, acquireTimeout: span(timeout as number) }, query: { cpu: exponential(work) }, traffic: { rate: perSecond(lambda) } })) };

function recommended(source: SweepSource, plan: RecommendPlan): RecommendResult {
  const outcome = recommend(source, plan);
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.result;
}
const problems = (source: SweepSource, plan: RecommendPlan): string => {
  const outcome = recommend(source, plan);
  return outcome.ok ? '' : outcome.problems.join('\n');
};
const valueAt = (result: RecommendResult, index: number | null | undefined): string | undefined => result.sizes[index ?? -1]?.value;

/** A plain pool of callers who wait for ever, before statements that nobody slows down. */
const patient = `scenario: A patient pool
run: { length: 60s, measureFrom: 10s, seed: 4 }
databases: { db: { kind: plain } }
pools: { main: { kind: plain, database: db, max: 4 } }
routes: { work: [ { query: { pool: main, blocked: { exponential: 50ms } } } ] }
traffic: { api: { route: work, rate: 60/s } }
`;

describe('a recommendation', { timeout: 60_000 }, () => {
  const sizes = [4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 24, 32];
  const known = recommended(core, { vary: `pools.main.max=${sizes.join(',')}`, slo: ['failedShare(api) < 5%'], seed: 1 });
  const exactly = sizes.map((size) => rowIn(first, 'p_timeout')[size - 1] as number);

  it('finds the smallest size and the whole region of a case with an exact answer, with its neighbours simulated', () => {
    expect(known.outcome).toBe('found');
    expect(valueAt(known, known.smallest)).toBe('7');
    expect(known.bands.map(({ from, to, verdict }) => [valueAt(known, from), valueAt(known, to), verdict])).toEqual([['4', '6', 'infeasible'], ['7', '16', 'feasible'], ['24', '32', 'infeasible']]);
    for (const size of [6, 7, 8, 16, 24]) expect(known.sizes[sizes.indexOf(size)]).toMatchObject({ basis: 'simulated', verdict: size < 7 || size > 16 ? 'infeasible' : 'feasible' });
    expect(known.shape.proven).toBe(true);
    expect(known.sizes.map((size) => size.inTheory)).toEqual(exactly.map((share) => share < 0.05));
    expect(known.effort.runs).toBeLessThan(known.effort.bruteForceRuns / 20);
  });

  it('shows each size with the interval it was judged by, and that interval has the exact value in it', () => {
    for (const [i, size] of known.sizes.entries()) {
      const [one] = size.objectives;
      if (one === undefined) continue;
      expect(one.low).toBeLessThanOrEqual(exactly[i] ?? Number.NaN);
      expect(one.high).toBeGreaterThanOrEqual(exactly[i] ?? Number.NaN);
    }
  });

  it('judges runs that are those of simulate, on the same seeds', () => {
    const read = readScenario({ text: core.text, file: null, files: () => ({ problem: '' }), set: ['pools.main.max=7'] });
    if (!read.ok) throw new Error('bad');
    const runs = known.sizes[3]?.runs ?? 0;
    const shares = Array.from({ length: runs }, (_, i) => simulate(read.scenario, { seed: 1 + i }).classes.api?.failedShare ?? Number.NaN);

    expect(known.sizes[3]?.figures?.failedShare?.mean).toBe(shares.reduce((sum, one) => sum + one, 0) / runs);
  });

  it('says what the rules of thumb would have done, step by step', () => {
    const by = (id: string) => known.rules.find((rule) => rule.id === id);

    expect(by('file')).toMatchObject({ size: 10, verdict: 'feasible' });
    expect(by('coresRule')).toMatchObject({ size: 17, index: null, verdict: null });
    expect(by('knee')).toMatchObject({ size: 8, verdict: 'feasible' });
    // The pool is not why they wait: two more, and two more, and every step makes it worse.
    const raised = by('raiseByTwo');
    expect(raised?.steps.map((step) => valueAt(known, step.index))).toEqual(['10', '12', '14', '16']);
    expect(raised?.says).toContain('it would raise further');
    expect(raised?.steps.every((step, i, all) => i === 0 || (step.waitMeanMs ?? 0) > (all[i - 1]?.waitMeanMs ?? 0))).toBe(true);
  });

  it('names the best of those that fit, and says in one sentence what to do and what speaks against it', () => {
    expect(valueAt(known, known.best?.index)).toBe('8');
    expect(known.best).toMatchObject({ figure: 'p99Ms', class: 'api', surely: true });
    expect(known.verdict).toMatch(/^A max of 7 is enough: /);
    expect(known.verdict).toContain('the smallest that keeps failedShare(api) < 5%, with 95 % confidence');
    expect(known.verdict).toContain('6 is too few. So do all up to 16; from 24 on it fails again.');
    expect(known.counter[0]).toMatch(/^At 6, one step smaller: .*more of the requests fail.*it misses failedShare\(api\)/);
    expect(known.counter.some((text) => text.startsWith('32, the largest tried, instead of 7: '))).toBe(true);
  });

  it('draws what decided: every interval, the limit, the exact curve, and what it costs to be wrong on either side', async () => {
    const [region, cost] = recommendPictures(known);
    const spec = JSON.stringify(region?.spec);

    const six = known.sizes[2]?.objectives[0];
    const four = (value: number | null | undefined): number => Number(value?.toPrecision(4));
    expect(spec).toContain(`{"x":6,"mean":${four(six?.mean)},"low":${four(six?.low)},"high":${four(six?.high)},"verdict":"infeasible"}`);
    expect(spec).toContain('{"y":0.05}');
    expect(spec).toContain(`{"x":16,"y":${four(exactly[9])}}`);
    expect(region?.alt).toContain('4 to 6 fail, 7 to 16 fit, 24 to 32 fail');
    expect(cost?.title).toBe('What does it cost api to miss the recommended max, on either side?');
    for (const picture of [region, cost]) expect(await toSvg(picture?.spec ?? {})).toMatch(/^<svg/);
    expect(known.theory).toMatch(/^Before anything runs, a closed form \(exact: .*4 to 6 fail, 7 to 16 fit and 24 to 32 fail\. It is the steady state/);
    expect(recommendCsv(known).trimEnd().split('\n')).toHaveLength(1 + sizes.length);
    expect(recommendText(known, 90).split('\n').every((line) => [...line].length <= 90)).toBe(true);
  });

  it('is inconclusive where the runs allowed cannot tell, and says what would', () => {
    const open = recommended(core, { vary: 'pools.main.max=6..9', slo: ['failedShare(api) < 1%'], runs: 20, seed: 1 });

    expect(open.outcome).toBe('inconclusive');
    expect(open.sizes[1]).toMatchObject({ value: '7', verdict: 'undecided', runs: 20 });
    expect(valueAt(open, open.smallest)).toBe('8');
    expect(open.verdict).toMatch(/^Inconclusive after 20 runs: whether max 7 keeps failedShare\(api\) < 1% is open\..* A max of 8 surely does\. About [\d,]+ runs would tell: --runs \d+\.$/);
  });

  it('says when no size will do, which comes nearest, and what is in the way', () => {
    const none = recommended(core, { vary: 'pools.main.max=1..12', slo: ['p99(api) < 200ms'], seed: 1 });

    expect(none).toMatchObject({ outcome: 'none', smallest: null, best: null });
    expect(valueAt(none, none.closest)).toBe('8');
    expect(none.verdict).toMatch(/^No max from 1 to 12 keeps p99\(api\) < 200ms.* max 8 comes nearest: p99\(api\) is \d+ ms there, and the limit 200 ms\./);
  });

  it('halves without a warning where every wait is known to fall, and takes its range from arithmetic', () => {
    const result = recommended({ text: patient, file: null }, { slo: ['p99(api) < 400ms'] });

    expect(result.axis.paths).toEqual(['pools.main.max']);
    expect(result.axis.values[0]).toBe('1');
    expect(result.shape).toMatchObject({ proven: true });
    expect(result.outcome).toBe('found');
    const at = result.smallest ?? 0;
    expect(result.sizes.slice(at - 1, at + 2).map((size) => [size.basis, size.verdict])).toEqual([['simulated', 'infeasible'], ['simulated', 'feasible'], ['simulated', 'feasible']]);
    expect(result.sizes.filter((size) => size.basis === 'simulated').length).toBeLessThan(result.sizes.length);
  });

  it('warns where larger sizes may do harm, and simulates all of them when asked', () => {
    const jobs = { ...core, set: ['cron={ report: { route: work, schedule: "* * * * *", threads: 2 } }'] };
    const some = recommended(jobs, { vary: 'pools.main.max=5..13', slo: ['failedShare(api) < 8%'], seed: 1 });
    const all = recommended(jobs, { vary: 'pools.main.max=5..13', slo: ['failedShare(api) < 8%'], seed: 1, every: true });

    expect(some.shape.proven).toBe(false);
    expect(some.caveats.join(' ')).toContain('a larger size may do harm');
    expect(some.sizes.some((size) => size.basis === 'between')).toBe(true);
    expect(all.sizes.every((size) => size.basis === 'simulated')).toBe(true);
    expect(valueAt(all, all.smallest)).toBe(valueAt(some, some.smallest));
  });

  it('takes the promises of the scenario when nothing else is asked for', () => {
    const result = recommended({ ...core, set: ['promises=["failedShare(api) < 20%", "p99(api) between 1ms and 2ms"]'] }, { vary: 'pools.main.max=5..9', seed: 1 });

    expect(result.objectives.map((one) => one.text)).toEqual(['failedShare(api) < 20%']);
    expect(valueAt(result, result.smallest)).toBe('6');
  });

  it('says what is wrong with the plan, with the nearest right thing', () => {
    expect(problems(core, {})).toMatch(/nothing to meet: the scenario makes no promise\. Say what must hold, like --slo "p99\(api\) < 250ms"/);
    expect(problems(core, { slo: ['p99(apy) < 1s'] })).toContain('Did you mean "api"');
    expect(problems(core, { slo: ['p9(api) < 1s'] })).toMatch(/^--slo "p9\(api\) < 1s" {2}"p9" is not a measure\. Did you mean "p9/);
    expect(problems(core, { slo: ['p99(api) < 1s'], vary: 'pools.main.mx=1..4' })).toContain('Did you mean "max"');
    expect(problems(core, { slo: ['p99(api) < 1s'], vary: 'pools.main.max=8' })).toContain('a single value leaves nothing to choose: write a range like pools.main.max=2..40');
    expect(problems(core, { slo: ['p99(api) < 1s'], vary: 'pools.main.order=fifo,lifo' })).toContain('among these values are words');
    expect(problems(core, { slo: ['p99(api) < 1s'], confidence: 95 })).toContain('confidence lies between 50 % and 99.99 %');
    expect(problems(core, { slo: ['p99(api) < 1s'], runs: 1 })).toContain('runs must be a whole number from 5');
  });
});
