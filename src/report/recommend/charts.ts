/** The pictures of a recommendation: which sizes fit, and what it costs to be wrong on either side. */

import type { RecommendResult, RecommendSize } from '../../result/recommend.ts';
import type { Estimate } from '../../result/sweep.ts';
import type { Picture } from '../charts/chart.ts';
import type { CostFigures, CostPoint, CostSide, Loss } from '../sweep/cost.ts';
import { costPicture } from '../sweep/cost-chart.ts';
import { counted } from '../wording.ts';
import { regionPicture } from './region-chart.ts';

/** Every picture a recommendation has something to show in. */
export const recommendPictures = (result: RecommendResult): Picture[] => [regionPicture(result), ...costs(result)];

/** p99 and failures of every simulated size against the recommended one, or where none fits against the one that comes nearest. */
function costs(result: RecommendResult): Picture[] {
  const reference = result.smallest ?? result.closest;
  const p99 = reference === null ? null : (result.sizes[reference]?.figures?.p99Ms?.mean ?? null);
  if (reference === null || p99 === null || p99 <= 0) return [];
  const simulated = result.sizes.map((_, i) => i).filter((i) => result.sizes[i]?.basis === 'simulated');
  if (simulated.length < 2) return [];
  const { axis } = result;
  const pick = <T>(values: readonly T[]): T[] => simulated.map((i) => values[i] as T);
  const counts = simulated.map((i) => result.sizes[i]?.runs ?? 0);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const figures: CostFigures = {
    class: classOf(result), marks: result.marks, where: '', called: result.smallest === null ? 'nearest' : 'recommended', runs: least === most ? counted(most, 'run') : `${least} to ${most} runs`,
    axis: { ...axis, values: pick(axis.values), numbers: axis.numbers === null ? null : pick(axis.numbers), pool: axis.pool === null ? null : { ...axis.pool, sizes: pick(axis.pool.sizes) } },
    points: simulated.map((i) => costOf(result.sizes[i] as RecommendSize, sideOf(result, i, reference), p99)), best: simulated.indexOf(reference),
  };
  return [costPicture(figures, 'recommend-cost')];
}

const classOf = (result: RecommendResult): string => result.best?.class ?? /\(([^,.)]+)/.exec(result.objectives[0]?.name ?? '')?.[1] ?? '';

function costOf({ value, against }: RecommendSize, side: CostSide, p99: number): CostPoint {
  const loss = (one: Estimate | null | undefined, times: number, plus: number): Loss | null => (one === null || one === undefined ? null : { mean: one.mean * times + plus, low: (one.low ?? one.mean) * times + plus, high: (one.high ?? one.mean) * times + plus });
  if (side === 'best') return { value, side, p99Times: { mean: 1, low: 1, high: 1 }, failedMore: { mean: 0, low: 0, high: 0 } };
  return { value, side, p99Times: loss(against?.p99Ms, 1 / p99, 1), failedMore: loss(against?.failedShare, 1, 0) };
}

function sideOf({ sizes }: RecommendResult, i: number, reference: number): CostSide {
  if (i === reference) return 'best';
  return sizes[i]?.verdict !== 'infeasible' ? 'asGood' : i < reference ? 'tooSmall' : 'tooLarge';
}
