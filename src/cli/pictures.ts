/** The pictures beside the tables of a sweep or a comparison: drawn into the charts folder of what is about to be delivered. */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { orCannot } from './exit.ts';
import { Outbox } from './outbox.ts';

type Drawn = Parameters<typeof import('../report/render.ts').toSvg>[0];

/** One picture to draw: the name of its file, its specification, and what it shows in words. */
export interface Picture {
  readonly id: string;
  readonly spec: Drawn;
  readonly alt: string;
}

/** Puts one file into what is delivered. */
export type Put = (name: string, content: string | Uint8Array) => void;

/** Delivers what `fill` puts, whole or not at all; pictures named `kind-…` that an earlier run left and this one does not draw are removed. */
export async function deliver(out: string, kind: string, fill: (put: Put) => Promise<void>): Promise<void> {
  const box = new Outbox(out);
  try {
    await fill((name, content) => orCannot('write', join(out, name), () => box.put(name, content)));
    orCannot('write', out, () => box.deliver(staleIn(out, kind)));
  } finally {
    box.discard();
  }
}

/** Draws each as SVG, on request as PNG too; returns where they are, for the page that shows them. */
export async function drawAll(pictures: readonly Picture[], png: boolean, put: Put): Promise<{ readonly file: string; readonly alt: string }[]> {
  const { toSvg } = await import('../report/render.ts');
  const drawn: { file: string; alt: string }[] = [];
  for (const { id, spec, alt } of pictures) {
    const svg = await toSvg(spec);
    put(`charts/${id}.svg`, svg);
    if (png) put(`charts/${id}.png`, await (await import('../png.ts')).toPng(svg));
    drawn.push({ file: `charts/${id}.svg`, alt });
  }
  return drawn;
}

function staleIn(out: string, kind: string): string[] {
  const folder = join(out, 'charts');
  const ours = (name: string): boolean => name.startsWith(`${kind}-`) && (name.endsWith('.svg') || name.endsWith('.png'));
  return existsSync(folder) ? readdirSync(folder).filter(ours).map((name) => `charts/${name}`) : [];
}
