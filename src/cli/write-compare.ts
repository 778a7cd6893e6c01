/** The files of a comparison: compare.json, compare.md, and with charts charts/compare-*.svg and on request .png. All of them or none. */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../model/scenario.ts';
import { compareMarkdown } from '../report/compare/table.ts';
import type { CompareResult } from '../result/compare.ts';
import { runScenario } from '../run/run.ts';
import { orCannot } from './exit.ts';
import { Outbox } from './outbox.ts';

/** Writes them; pictures that an earlier comparison left and this one does not draw are removed. */
export async function writeCompare(out: string, result: CompareResult, a: Scenario, b: Scenario, wanted: { readonly charts: boolean; readonly png: boolean }): Promise<void> {
  const box = new Outbox(out);
  const put = (name: string, content: string | Uint8Array): void => orCannot('write', join(out, name), () => box.put(name, content));
  try {
    put('compare.json', `${JSON.stringify(result, null, 1)}\n`);
    put('compare.md', compareMarkdown(result, wanted.charts ? await drawn(result, a, b, wanted.png, put) : []));
    orCannot('write', out, () => box.deliver(staleIn(out)));
  } finally {
    box.discard();
  }
}

/** Runs the first pair once more, for its curves: rows of threads have none. */
async function drawn(result: CompareResult, a: Scenario, b: Scenario, png: boolean, put: (name: string, content: string | Uint8Array) => void): Promise<{ readonly file: string; readonly alt: string }[]> {
  const [{ toSvg }, { comparePictures }] = await Promise.all([import('../report/render.ts'), import('../report/compare/charts.ts')]);
  const seed = result.seeds[0] ?? a.run.seed;
  const pictures: { file: string; alt: string }[] = [];
  for (const { id, spec, alt } of comparePictures(result, runScenario(a, { seed }), runScenario(b, { seed }))) {
    const svg = await toSvg(spec);
    put(`charts/${id}.svg`, svg);
    if (png) put(`charts/${id}.png`, await (await import('./png.ts')).toPng(svg));
    pictures.push({ file: `charts/${id}.svg`, alt });
  }
  return pictures;
}

function staleIn(out: string): string[] {
  const folder = join(out, 'charts');
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^compare-.*\.(?:svg|png)$/.test(name)).map((name) => `charts/${name}`) : [];
}
