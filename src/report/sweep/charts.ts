/** The pictures of a sweep, in the order a reader meets them. */

import type { SweepResult } from '../../result/sweep.ts';
import type { Picture } from '../charts/chart.ts';
import { classChart } from './class-chart.ts';
import { costChart } from './cost-chart.ts';
import { heatChart } from './heat-chart.ts';
import { sizeChart } from './size-chart.ts';

/** Every picture a sweep has something to show in. */
export const sweepPictures = (result: SweepResult): Picture[] => [...sizeChart(result), ...costChart(result), ...heatChart(result), ...classChart(result)];
