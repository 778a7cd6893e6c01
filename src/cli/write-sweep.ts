/** The files of a sweep: sweep.json, sweep.csv, sweep.md, and with charts charts/sweep-*.svg and on request .png. All of them or none. */

import { sweepCsv, sweepMarkdown } from '../report/sweep/table.ts';
import type { SweepResult } from '../result/sweep.ts';
import { deliver, drawAll } from './pictures.ts';

export const writeSweep = (out: string, result: SweepResult, wanted: { readonly charts: boolean; readonly png: boolean }): Promise<void> =>
  deliver(out, 'sweep', async (put) => {
    put('sweep.json', `${JSON.stringify(result, null, 1)}\n`);
    put('sweep.csv', sweepCsv(result));
    put('sweep.md', sweepMarkdown(result, wanted.charts ? await drawAll((await import('../report/sweep/charts.ts')).sweepPictures(result), wanted.png, put) : []));
  });
