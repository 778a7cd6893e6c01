/** The pictures of two runs side by side, on the same axes. */

import { comparePictures } from '../../report/compare/charts.ts';
import type { Picture } from '../../report/charts/chart.ts';
import type { RunResult } from '../../result.ts';
import type { Job } from './job.ts';

export interface PairInput {
  readonly a: RunResult;
  readonly b: RunResult;
  readonly names: { readonly a: string; readonly b: string };
}

export const pairPictures: Job<PairInput, readonly Picture[]> = ({ a, b, names }) => comparePictures({ a: { name: names.a }, b: { name: names.b }, seeds: [b.seed] }, a, b);
