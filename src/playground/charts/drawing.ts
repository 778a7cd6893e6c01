/**
 * One place on the page where a picture stands. A new specification that differs from the last one in its data alone is not built anew: Vega is given the
 * data, which takes a tenth of the time.
 */

import type { Spec } from '../../report/charts/chart.ts';
import type { Theme } from '../tab.ts';
import { dressed } from './dress.ts';
import { loadVega } from './vega.ts';

type View = InstanceType<typeof import('vega').View>;

/** A specification without its data, and the data by the names that stand for them. */
interface Parted {
  readonly form: Spec;
  readonly data: { readonly [name: string]: readonly unknown[] };
}

/** Takes inline data out of a specification and puts names in their place. */
function parted(spec: Spec): Parted {
  const data: { [name: string]: readonly unknown[] } = {};
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
      const values: unknown = key === 'data' && typeof inner === 'object' && inner !== null && 'values' in inner ? inner.values : undefined;
      if (!Array.isArray(values)) return [key, walk(inner)];
      const name = `rows${Object.keys(data).length}`;
      data[name] = values;
      return [key, { name }];
    }));
  };
  return { form: walk(spec) as Spec, data };
}

export class Drawing {
  readonly #place: HTMLElement;
  #view: View | null = null;
  #form = '';
  /** Counts what was asked for, so that an older picture never covers a newer one. */
  #asked = 0;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  /** Draws; false when something newer was asked for meanwhile. */
  async show(spec: Spec, theme: Theme): Promise<boolean> {
    const ticket = ++this.#asked;
    const { vega, lite } = await loadVega();
    if (ticket !== this.#asked) return false;
    const { form, data } = parted(dressed(spec, theme));
    const key = JSON.stringify(form);
    if (this.#view === null || key !== this.#form) {
      const compiled = lite.compile(form as unknown as Parameters<typeof lite.compile>[0], { logger: vega.logger(vega.Error) });
      const view = new vega.View(vega.parse(compiled.spec), { renderer: 'svg', logLevel: vega.Error, hover: false }).initialize(this.#place);
      this.#view?.finalize();
      this.#view = view;
      this.#form = key;
    }
    const view = this.#view;
    for (const [name, rows] of Object.entries(data)) view.data(name, structuredClone(rows) as unknown[]);
    await view.runAsync();
    this.#fit();
    return ticket === this.#asked;
  }

  /** The picture as PNG at twice its size, on the paper of the theme; null before it was drawn. */
  async png(paper: string): Promise<string | null> {
    if (this.#view === null) return null;
    const canvas = await this.#view.toCanvas(2);
    const sheet = document.createElement('canvas');
    [sheet.width, sheet.height] = [canvas.width, canvas.height];
    const pen = sheet.getContext('2d');
    if (pen === null) return null;
    pen.fillStyle = paper;
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(canvas as unknown as CanvasImageSource, 0, 0);
    return sheet.toDataURL('image/png');
  }

  /** The picture shrinks with its column. */
  #fit(): void {
    const svg = this.#place.querySelector('svg');
    if (svg === null) return;
    svg.setAttribute('preserveAspectRatio', 'xMinYMin meet');
    svg.style.width = '100%';
    svg.style.height = 'auto';
  }

  end(): void {
    this.#asked++;
    this.#view?.finalize();
    this.#view = null;
  }
}
