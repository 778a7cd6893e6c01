/** The files of a comparison: compare.json, compare.csv, compare.md, and with charts charts/compare-*.svg and on request .png. All of them or none. */

import type { Scenario } from '../model/scenario.ts';
import { compareCsv } from '../report/compare/csv.ts';
import { compareMarkdown } from '../report/compare/table.ts';
import type { CompareResult } from '../result/compare.ts';
import { runScenario } from '../run/run.ts';
import { deliver, drawAll, type Picture } from './pictures.ts';

export const writeCompare = (out: string, result: CompareResult, a: Scenario, b: Scenario, wanted: { readonly charts: boolean; readonly png: boolean }): Promise<void> =>
  deliver(out, 'compare', async (put) => {
    put('compare.json', `${JSON.stringify(result, null, 1)}\n`);
    put('compare.csv', compareCsv(result));
    put('compare.md', compareMarkdown(result, wanted.charts ? await drawAll(await pictures(result, a, b), wanted.png, put) : []));
  });

/** Runs the first pair once more, for its curves: rows of threads have none. */
async function pictures(result: CompareResult, a: Scenario, b: Scenario): Promise<readonly Picture[]> {
  const { comparePictures } = await import('../report/compare/charts.ts');
  const seed = result.seeds[0] ?? a.run.seed;
  return comparePictures(result, runScenario(a, { seed }), runScenario(b, { seed }));
}
