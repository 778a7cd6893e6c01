/**
 * One place on the page where a picture stands. A new specification that differs from the last one in its data and the ends of its axes alone is not built anew: Vega
 * is given those, which takes a tenth of the time.
 */

import type { Spec } from '../../report/charts/chart.ts';
import type { Theme } from '../tab.ts';
import { dressed } from './dress.ts';
import { loadVega } from './vega.ts';

type View = InstanceType<typeof import('vega').View>;

/** A specification without its data and the ends of its axes, and these by the names that stand for them. */
interface Parted {
  readonly form: Spec;
  readonly data: { readonly [name: string]: readonly unknown[] };
  readonly ends: { readonly [name: string]: number };
}

const isRange = (value: unknown): value is readonly [number, number] => Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number');

/** Takes inline data and numeric domains out of a specification and puts names in their place; equal domains, which stand for one axis, get one name. */
function parted(spec: Spec): Parted {
  const data: { [name: string]: readonly unknown[] } = {};
  const ranges = new Map<string, readonly [number, number]>();
  const range = (value: readonly [number, number]): Spec[] => {
    const key = value.join();
    ranges.set(key, value);
    const at = [...ranges.keys()].indexOf(key);
    return [{ expr: `low${at}` }, { expr: `high${at}` }];
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
      if (key === 'domain' && isRange(inner)) return [key, range(inner)];
      const values: unknown = key === 'data' && typeof inner === 'object' && inner !== null && 'values' in inner ? inner.values : undefined;
      if (!Array.isArray(values)) return [key, walk(inner)];
      const name = `rows${Object.keys(data).length}`;
      data[name] = values;
      return [key, { name }];
    }));
  };
  const form = walk(spec) as Spec;
  const ends = Object.fromEntries([...ranges.values()].flatMap(([low, high], i) => [[`low${i}`, low], [`high${i}`, high]]));
  return { form, data, ends };
}

/** Every picture on the page. */
export const drawings = new Set<Drawing>();

export class Drawing {
  readonly #place: HTMLElement;
  #view: View | null = null;
  #form = '';
  /** Counts what was asked for, so that an older picture never covers a newer one. */
  #asked = 0;

  readonly title: string;

  constructor(place: HTMLElement, title: string) {
    this.#place = place;
    this.title = title;
    drawings.add(this);
  }

  /** Draws; false when something newer was asked for meanwhile. */
  async show(spec: Spec, theme: Theme, width: number): Promise<boolean> {
    const ticket = ++this.#asked;
    const { vega, lite } = await loadVega();
    if (ticket !== this.#asked) return false;
    const { form, data, ends } = parted(dressed(spec, theme, width));
    const key = JSON.stringify(form);
    if (this.#view === null || key !== this.#form) {
      const compiled = lite.compile({ ...form, params: Object.entries(ends).map(([name, value]) => ({ name, value })) } as unknown as Parameters<typeof lite.compile>[0], { logger: vega.logger(vega.Error) });
      const view = new vega.View(vega.parse(compiled.spec), { renderer: 'svg', logLevel: vega.Error, hover: false }).initialize(this.#place);
      this.#view?.finalize();
      this.#view = view;
      this.#form = key;
    }
    const view = this.#view;
    for (const [name, value] of Object.entries(ends)) view.signal(name, value);
    for (const [name, rows] of Object.entries(data)) view.data(name, structuredClone(rows) as unknown[]);
    await view.runAsync();
    this.#fit();
    return ticket === this.#asked;
  }

  /** The picture on a canvas, at twice its size; null before it was drawn. */
  async canvas(): Promise<HTMLCanvasElement | null> {
    return this.#view === null ? null : (await this.#view.toCanvas(2)) as unknown as HTMLCanvasElement;
  }

  /** Where it stands: in the order of the page, and only while it is seen. */
  get place(): HTMLElement { return this.#place; }

  /** The picture shrinks with its column. */
  #fit(): void {
    const svg = this.#place.querySelector('svg');
    if (svg === null) return;
    // The words for those who do not see it stand on the figure; Vega's own roles would be read mark by mark.
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('preserveAspectRatio', 'xMinYMin meet');
    svg.style.maxWidth = '100%';
    svg.style.height = 'auto';
  }

  end(): void {
    this.#asked++;
    drawings.delete(this);
    this.#view?.finalize();
    this.#view = null;
  }
}
