/** The files of a recommendation: recommend.json, recommend.csv, recommend.md, and with charts charts/recommend-*.svg and on request .png. All of them or none. */

import { recommendCsv, recommendMarkdown } from '../report/recommend/table.ts';
import type { RecommendResult } from '../result/recommend.ts';
import { deliver, drawAll } from './pictures.ts';

export const writeRecommend = (out: string, result: RecommendResult, wanted: { readonly charts: boolean; readonly png: boolean }): Promise<void> =>
  deliver(out, 'recommend', async (put) => {
    put('recommend.json', `${JSON.stringify(result, null, 1)}\n`);
    put('recommend.csv', recommendCsv(result));
    put('recommend.md', recommendMarkdown(result, wanted.charts ? await drawAll((await import('../report/recommend/charts.ts')).recommendPictures(result), wanted.png, put) : []));
  });
