/** The files of a run: result.json, series.csv, summary.txt, and with charts report.html, charts/*.svg and on request charts/*.png. */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { activityFiles, activityText, isActivityFile } from '../report/activity.ts';
import { charts, pictures } from '../report/charts/index.ts';
import type { PageChart } from '../report/page.ts';
import { summary } from '../report/summary.ts';
import { seriesCsv } from '../report/table.ts';
import type { RunResult } from '../result.ts';
import { orCannot } from './exit.ts';
import type { Outbox } from './outbox.ts';
import { type OverRuns, overRunsText } from './runs.ts';
import { traceFormats, traceName } from './trace-file.ts';

export interface Wanted {
  readonly charts: boolean;
  readonly png: boolean;
  readonly many: OverRuns | null;
}

const textWidth = 100;

/** Writes everything or nothing into `out`, what lies in the box already included; files of an earlier run that this one has no counterpart for are removed, others are kept. */
export async function writeRun(box: Outbox, out: string, result: RunResult, wanted: Wanted): Promise<void> {
  const put = (name: string, content: string | Uint8Array): void => orCannot('write', join(out, name), () => box.put(name, content));
  try {
    put('result.json', `${JSON.stringify(wanted.many === null ? result : { ...result, runs: wanted.many }, null, 1)}\n`);
    put('series.csv', seriesCsv(result));
    put('summary.txt', `${summary(result, { width: textWidth, colour: false })}\n${wanted.many === null ? '' : `\n${overRunsText(wanted.many)}`}${result.activity === undefined ? '' : `\n${activityText(result)}\n`}`);
    for (const { name, content } of activityFiles(result)) put(name, content);
    if (wanted.charts) await draw(result, wanted.png, put);
    orCannot('write', out, () => box.deliver([...staleIn(out), ...Object.keys(result.pools).flatMap((pool) => traceFormats.map((format) => traceName(pool, format)))]));
  } finally {
    box.discard();
  }
}

async function draw(result: RunResult, png: boolean, put: (name: string, content: string | Uint8Array) => void): Promise<void> {
  const [{ toSvg }, { page }] = await Promise.all([import('../report/render.ts'), import('../report/page.ts')]);
  const drawn: PageChart[] = [];
  for (const { spec, ...about } of pictures(result)) drawn.push({ ...about, svg: await toSvg(spec) });
  for (const { id, svg } of drawn) put(`charts/${id}.svg`, svg);
  if (png) {
    const { toPng } = await import('../png.ts');
    for (const { id, svg } of drawn) put(`charts/${id}.png`, await toPng(svg));
  }
  put('report.html', page(result, drawn));
}

/** Names that an earlier run may have left here: the report, and pictures whose name begins with that of a chart. */
function staleIn(out: string): string[] {
  const folder = join(out, 'charts');
  const ours = charts.map((chart) => chart.id);
  const pictured = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(?:svg|png)$/.test(name) && ours.some((id) => name.startsWith(id))) : [];
  const snapshots = existsSync(out) ? readdirSync(out).filter(isActivityFile) : [];
  return ['report.html', ...snapshots, ...pictured.map((name) => `charts/${name}`)];
}
