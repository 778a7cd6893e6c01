/** Promises with a confidence: what is promised, when it is decided, and how often a verdict is wrong where the truth is known. */

import { describe, expect, it } from 'vitest';
import type { PromisePlan } from '../../src/promise.ts';
import { parseCondition } from '../../src/promise/grammar.ts';
import { normalQuantile } from '../../src/random/normal.ts';
import { exp } from '../../src/random/portable-math.ts';
import { Stream } from '../../src/random/streams.ts';
import { skewedInterval } from '../../src/stats/skewed-mean.ts';
import { looksUpTo, standingOf } from '../../src/run/decide.ts';
import type { Seen } from '../../src/run/promised.ts';

function planOf(text: string): PromisePlan {
  const parsed = parseCondition(text, 'final');
  if (!parsed.ok) throw new Error(parsed.says);
  const { condition, confidence, ofRuns } = parsed.read;
  return { text, condition, confidence, ...(ofRuns === null ? {} : { ofRuns }) };
}

const figure = (observed: number | null, held = true): Seen => ({ held, observed, trials: null });
const times = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));
const decided = (text: string, seen: readonly Seen[], cap = 200) => standingOf([planOf(text)], [seen], cap);

describe('the plan of looks', () => {
  it('begins at ten runs, takes half as many more each time, and ends at the cap', () => {
    expect(looksUpTo(200)).toEqual([10, 15, 23, 35, 53, 80, 120, 200]);
    expect(looksUpTo(10)).toEqual([10]);
    expect(looksUpTo(12)).toEqual([12]);
    expect(looksUpTo(4)).toEqual([4]);
  });

  it('asks for the next look until everything is decided, and for none without a confidence', () => {
    const wide = times(10, (i) => figure(100 + 80 * (i % 2)));

    expect(decided('p99(api) < 150ms @95%', wide).next).toBe(15);
    expect(decided('p99(api) < 900ms @95%', wide).next).toBe(null);
    expect(decided('p99(api) < 150ms', wide)).toEqual({ decisions: [null], next: null });
    expect(decided('p99(api) < 900ms @95%', wide.slice(0, 1))).toMatchObject({ decisions: [{ verdict: 'inconclusive' }], next: 10 });
    expect(standingOf([planOf('p99(api) < 900ms @95%'), planOf('p99(api) < 150ms @95%')], [wide, wide], 200).next).toBe(15);
  });

  it('says the same whatever was run beyond what decided', () => {
    const stream = new Stream('beyond');
    const seen = times(80, () => figure(100 + 40 * stream.uniform()));

    expect(decided('p99(api) < 130ms @95%', seen)).toEqual(decided('p99(api) < 130ms @95%', seen.slice(0, decided('p99(api) < 130ms @95%', seen).decisions[0]?.runs)));
  });
});

describe('a mean', () => {
  it('is bounded at the confidence left for one look of eight', () => {
    const values = times(10, (i) => 10 * (i + 1));
    const [one] = decided('p99(api) < 200ms @95%', values.map((value) => figure(value))).decisions;
    const { low, high } = skewedInterval(values, 1 - 0.05 / 8);

    expect(one).toMatchObject({ of: 'mean', estimate: 55, low: Math.max(0, low), high, verdict: 'held', runs: 10, looks: looksUpTo(200) });
  });

  it('is not decided by fewer than ten runs, and says how many it would take', () => {
    const [one] = decided('p99(api) < 100ms @95%', times(5, (i) => figure(10 * (i + 1))), 5).decisions;

    expect(one).toMatchObject({ verdict: 'inconclusive', runs: 5, moreRuns: expect.any(Number) });
    expect(one?.says).toMatch(/^mean 30 ms \(.*\) over 5 runs: undecided, about \d+ more would tell/);
  });

  it('at its limit cannot be told by any number of runs', () => {
    expect(decided('p99(api) < 30ms @95%', times(10, (i) => figure(i % 2 === 0 ? 20 : 40)), 10).decisions[0]).toMatchObject({ verdict: 'inconclusive', moreRuns: null });
  });

  it('that never differed is held only when bad runs are shown to be rare', () => {
    const same = (n: number) => times(n, () => figure(10));

    expect(decided('p99(api) < 250ms @95%', same(53)).decisions[0]).toMatchObject({ verdict: 'inconclusive' });
    expect(decided('p99(api) < 250ms @95%', same(53)).decisions[0]?.says).toContain('rare bad runs');
    expect(decided('p99(api) < 250ms @95%', same(80)).decisions[0]).toMatchObject({ verdict: 'held', runs: 80 });
    expect(decided('p99(api) < 5ms @95%', times(10, () => figure(10, false))).decisions[0]).toMatchObject({ verdict: 'failed', runs: 10 });
  });
});

describe('a share of runs', () => {
  it('needs as many runs as Wilks says when all of them hold', () => {
    const all = times(200, () => figure(1));
    // Six looks up to 103: 0.95^n ≤ 0.05 / 6 / 2 from n = 107 on; seven up to 107, 0.95^n ≤ 0.05 / 7 / 2 from n = 110 on.
    const [looks, least] = [looksUpTo(110).length, (n: number) => 0.95 ** n <= 0.05 / looksUpTo(n).length / 2];
    expect(looks).toBe(7);
    for (const n of [105, 108, 109, 110, 115]) expect(decided('p99(api) < 1s in 95% of runs @95%', all.slice(0, n), n).decisions[0]?.verdict).toBe(least(n) ? 'held' : 'inconclusive');
    expect([105, 108, 109, 110, 115].map(least)).toContain(false);
    expect([105, 108, 109, 110, 115].map(least)).toContain(true);
  });

  it('is what yes-or-no promises are about, with the confidence as the share', () => {
    for (const text of ['recovered(api, within: 60s) @90%', 'leaked(main) == 0 @90%', 'firstFailure(api) > 5m @90%']) {
      expect(decided(text, times(53, () => figure(null))).decisions[0]).toMatchObject({ of: 'runs', target: 0.9, verdict: 'held' });
      expect(decided(text, times(10, () => figure(null, false))).decisions[0]).toMatchObject({ of: 'runs', verdict: 'failed' });
    }
  });

  it('takes the place of a mean that some runs do not have', () => {
    expect(decided('p99(api) < 1s @95%', times(20, (i) => figure(i === 3 ? null : 5, i !== 3))).decisions[0]).toMatchObject({ of: 'runs', verdict: 'inconclusive' });
  });
});

describe('a share of requests', () => {
  const failed = (share: number, trials = 1000): Seen => ({ held: share < 0.01, observed: share, trials });

  it('without any failure is at most three crowds of ten over all requests, and bad runs must be rare', () => {
    const [one] = standingOf([planOf('failedShare(api) < 1% @95%')], [times(80, () => failed(0))], 80).decisions;
    const requests = (one?.runs ?? 0) * 1000;

    expect(one).toMatchObject({ of: 'requests', estimate: 0, low: 0, verdict: 'held' });
    // 1 − (α/2)^(1/n) where ten requests count as one, α = 5 % on two sides in one of so many looks.
    expect(one?.high).toBeCloseTo(1 - (0.05 / looksUpTo(80).length / 2) ** (10 / requests), 8);
  });

  it('weighs runs by their requests', () => {
    const seen = times(10, (i) => (i % 2 === 0 ? failed(0.02, 1000) : failed(0.004, 9000)));

    expect(decided('failedShare(api) < 1% @95%', seen).decisions[0]?.estimate).toBeCloseTo((0.02 * 1000 + 0.004 * 9000) / 10_000, 12);
  });
});

describe('a verdict is wrong less often than the confidence allows', () => {
  const repetitions = 600;
  /** A true rate of 5 % shows as more than this once in a thousand times (binomial, 600 repetitions). */
  const most = 0.08;

  /** How often something was called held, and failed, though the truth lies at the limit itself. */
  function rates(text: string, draw: (stream: Stream) => Seen): readonly [held: number, failed: number] {
    const verdicts = times(repetitions, (i) => {
      const stream = new Stream(`${text}/${i}`);
      return decided(text, times(80, () => draw(stream)), 80).decisions[0]?.verdict;
    });
    return [verdicts.filter((one) => one === 'held').length / repetitions, verdicts.filter((one) => one === 'failed').length / repetitions];
  }

  it.each<readonly [string, string, (stream: Stream) => Seen]>([
    ['a mean', 'p99(api) < 100ms @95%', (stream) => figure(100 + 20 * normalQuantile(stream.uniform()))],
    ['a mean of skewed figures', 'mean(api) < 100ms @95%', (stream) => figure(100 * exp(0.8 * normalQuantile(stream.uniform()) - 0.32))],
    ['a share of runs', 'p99(api) < 1s in 80% of runs @95%', (stream) => figure(1, stream.uniform() < 0.8)],
    // In one run of two a crowd of 20 on average fails: 1 % of a thousand requests.
    ['a failure share whose failures come in crowds', 'failedShare(api) < 1% @95%', (stream) => {
      const count = stream.uniform() < 0.5 ? Math.min(1000, Math.floor(stream.exponential() * 20.5)) : 0;
      return { held: count < 10, observed: count / 1000, trials: 1000 };
    }],
  ])('for %s', { timeout: 60_000 }, (_, text, draw) => {
    const [held, failed] = rates(text, draw);

    expect(held).toBeLessThan(most);
    expect(failed).toBeLessThan(most);
  });

  it('and a promise that is kept by far is found out with few runs', () => {
    const stream = new Stream('by far');

    expect(decided('p99(api) < 150ms @95%', times(200, () => figure(100 + 20 * normalQuantile(stream.uniform())))).decisions[0]).toMatchObject({ verdict: 'held', runs: 10 });
  });
});
