/** What missing the best value costs: measured against it, run by run, named on both sides, and drawn without a sweep as well. */

import { describe, expect, it } from 'vitest';
import { sweep, type SweepResult, toSvg } from '../../src/index.ts';
import { costChart, costPicture, costWords } from '../../src/report/sweep/cost-chart.ts';
import { type CostFigures, costsOf, type CostSide } from '../../src/report/sweep/cost.ts';

const text = `scenario: A pool before a server that slows down in a crowd
run: { length: 20s, measureFrom: 5s, seed: 5 }
databases: { primary: { kind: postgresql, cores: 4, maxConnections: 60, roundTrip: 0ms, contention: { law: hyperbolic, k: 0.3 } } }
pools: { main: { kind: hikaricp, database: primary, maximumPoolSize: 3, connectionTimeout: 500ms } }
routes: { read: [ { query: { pool: main, cpu: { exponential: 10ms }, blocked: { exponential: 5ms } } } ] }
traffic: { api: { route: read, rate: 320/s } }
`;

function swept(vary: readonly string[]): SweepResult {
  const outcome = sweep({ text, file: null }, { vary, runs: 4 });
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.result;
}

const sizes = swept(['pools.main.maximumPoolSize=2,4,6,12,40']);
const words = { where: '', runs: '4 runs' };

/** Figures that no sweep made. */
function made(sides: readonly CostSide[], lost: number): CostFigures {
  const numbers = sides.map((_, i) => i + 1);
  const loss = (side: CostSide, mean: number) => (side === 'best' ? { mean: 0, low: 0, high: 0 } : { mean, low: mean / 2, high: mean * 2 });
  return {
    class: 'api', axis: { text: '', paths: ['pools.main.max'], values: numbers.map(String), numbers, unit: '', pool: { name: 'main', sizes: numbers } }, marks: [], ...words, best: sides.indexOf('best'),
    points: sides.map((side, i) => {
      const times = loss(side, side === 'asGood' ? 0 : lost);
      return { value: String(i + 1), side, failedMore: loss(side, 0), p99Times: { mean: 1 + times.mean, low: 1 + times.low, high: 1 + times.high } };
    }),
  };
}

describe('the cost of missing the best value', { timeout: 60_000 }, () => {
  it('is the paired difference of a sweep, as a factor of the best p99 and as a share that fails', () => {
    const [line] = sizes.lines;
    const figures = line === undefined ? null : costsOf(sizes, line, words);

    const best = sizes.points[line?.best ?? 0]?.classes.api?.p99Ms?.mean ?? Number.NaN;
    expect(figures?.points.map((point) => point.side)).toEqual(['tooSmall', 'tooSmall', 'best', 'tooLarge', 'tooLarge']);
    expect(figures?.points[2]).toMatchObject({ p99Times: { mean: 1, low: 1, high: 1 }, failedMore: { mean: 0 } });
    for (const i of [0, 1, 3, 4]) {
      const [point, p99] = [figures?.points[i], sizes.points[i]?.classes.api?.p99Ms?.mean ?? Number.NaN];
      expect(point?.p99Times?.mean).toBeCloseTo(p99 / best, 9);
      expect(point?.failedMore).toEqual(sizes.points[i]?.worse?.failedShare === undefined ? undefined : expect.objectContaining({ mean: sizes.points[i]?.worse?.failedShare?.mean }));
    }
  });

  it('is told for the nearest and the farthest harmful value of both sides', () => {
    const [picture] = costChart(sizes);

    expect(picture?.alt).toMatch(/^Too small: at 4, .* more of the requests fail and p99 is .* as long; at 2, .* Too large: at 12, .*; at 40, .*\.$/);
    expect(JSON.stringify(picture?.spec)).toContain('"text":"too large"');
  });

  it('is told as nothing where nothing is lost, and where nothing was tried', () => {
    expect(costWords(made(['tooSmall', 'best', 'asGood', 'asGood'], 1))).toBe('Too small: at 1, p99 is 2 times as long. Too large: up to 4 nothing is lost by more.');
    expect(costWords(made(['best', 'asGood', 'tooLarge'], 0.3))).toBe('Too small: no smaller value than 1 was tried. Too large: at 3, p99 is 30% longer.');
    expect(costWords(made(['asGood', 'best'], 1))).toBe('Too small: nothing is lost beyond doubt on the smaller side. Too large: no larger value than 2 was tried.');
  });

  it('is drawn from figures alone, for two values and for sixty', async () => {
    for (const sides of [['tooSmall', 'best'], ['best', ...Array.from({ length: 59 }, (): CostSide => 'tooLarge')]] as CostSide[][]) expect(await toSvg(costPicture(made(sides, 2), 'x').spec)).toMatch(/^<svg/);
  });

  it('is drawn for each line of a grid, and not for words, which have no sides', () => {
    expect(costChart(swept(['pools.main.maximumPoolSize=4,8', 'traffic.api.rate=50/s,100/s'])).map(({ id }) => id)).toEqual(['sweep-cost-50-s', 'sweep-cost-100-s']);
    expect(costChart(swept(['databases.primary.contention=none,{ law: hyperbolic, k: 0.1 }']))).toEqual([]);
  });
});
