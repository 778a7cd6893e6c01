/** The one room that knows Vega: a Vega-Lite specification becomes SVG text. Vega is loaded at the first picture, never before. */

import type { Spec } from './charts/chart.ts';
import { textWidth } from './charts/letters.ts';

/** What this room needs of Vega, so that nothing else of it leaks into the house. */
interface Drawing {
  draw(spec: Spec): Promise<string>;
}

/** A text mark as Vega asks for its width. */
interface TextItem { readonly fontSize?: number; readonly fontWeight?: number | string; readonly limit?: number }

/** Left alone, Vega measures on a canvas where one is installed and guesses four fifths of the size for each letter where none is. */
const measure = ({ fontSize = 11, fontWeight, limit }: TextItem, text: unknown): number =>
  Math.min(textWidth(String(text ?? ''), fontSize, fontWeight === 'bold'), limit !== undefined && limit > 0 ? limit : Number.POSITIVE_INFINITY);

async function load(): Promise<Drawing> {
  const [vega, lite] = await Promise.all([import('vega'), import('vega-lite')]);
  (vega as unknown as { readonly textMetrics: { width: typeof measure } }).textMetrics.width = measure;
  return {
    draw: async (spec) => {
      const compiled = lite.compile(spec as unknown as Parameters<typeof lite.compile>[0], { logger: vega.logger(vega.Error) });
      const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logLevel: vega.Error });
      try {
        return await view.toSVG();
      } finally {
        view.finalize();
      }
    },
  };
}

let drawing: Promise<Drawing> | null = null;

/** Vega numbers its clips and gradients across all pictures ever drawn; here they are numbered within this one. */
function renumbered(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(/\b(clip|gradient_?)(\d+)\b(?=["')])/g, (name: string, kind: string) => {
    const known = names.get(name) ?? `${kind}${names.size}`;
    names.set(name, known);
    return known;
  });
}

/** The picture as SVG text: the same specification gives the same bytes. Rejects on a specification Vega-Lite cannot compile. */
export async function toSvg(spec: Spec): Promise<string> {
  drawing ??= load();
  return renumbered(await (await drawing).draw(spec));
}
