/** The files of a sweep: sweep.json, sweep.csv, sweep.md, and with charts charts/*.svg and on request charts/*.png. All of them or none. */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sweepCsv, sweepMarkdown } from '../report/sweep/table.ts';
import type { SweepResult } from '../result/sweep.ts';
import { orCannot } from './exit.ts';
import { Outbox } from './outbox.ts';

/** Writes them; pictures that an earlier sweep left and this one does not draw are removed. */
export async function writeSweep(out: string, result: SweepResult, wanted: { readonly charts: boolean; readonly png: boolean }): Promise<void> {
  const box = new Outbox(out);
  const put = (name: string, content: string | Uint8Array): void => orCannot('write', join(out, name), () => box.put(name, content));
  try {
    put('sweep.json', `${JSON.stringify(result, null, 1)}\n`);
    put('sweep.csv', sweepCsv(result));
    put('sweep.md', sweepMarkdown(result, wanted.charts ? await drawn(result, wanted.png, put) : []));
    orCannot('write', out, () => box.deliver(staleIn(out)));
  } finally {
    box.discard();
  }
}

async function drawn(result: SweepResult, png: boolean, put: (name: string, content: string | Uint8Array) => void): Promise<{ readonly file: string; readonly alt: string }[]> {
  const [{ toSvg }, { sweepPictures }] = await Promise.all([import('../report/render.ts'), import('../report/sweep/charts.ts')]);
  const pictures: { file: string; alt: string }[] = [];
  for (const { id, spec, alt } of sweepPictures(result)) {
    const svg = await toSvg(spec);
    put(`charts/${id}.svg`, svg);
    if (png) put(`charts/${id}.png`, await (await import('./png.ts')).toPng(svg));
    pictures.push({ file: `charts/${id}.svg`, alt });
  }
  return pictures;
}

function staleIn(out: string): string[] {
  const folder = join(out, 'charts');
  return existsSync(folder) ? readdirSync(folder).filter((name) => /^sweep-.*\.(?:svg|png)$/.test(name)).map((name) => `charts/${name}`) : [];
}
