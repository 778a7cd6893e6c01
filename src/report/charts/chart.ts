/** What a chart is: a question, how to read the answer, and a pure function from a result to Vega-Lite pictures. */

import type { RunResult } from '../../result.ts';
import { cut, wrapped } from '../layout.ts';
import { config } from './theme.ts';

/** A Vega-Lite specification or a part of one: plain data. */
export interface Spec { readonly [key: string]: unknown }

/** One picture, ready to render. */
export interface Picture {
  /** Fit for a file name: "pool-stack-primary-write-pool". */
  readonly id: string;
  /** The question it answers. */
  readonly title: string;
  /** How to read it. */
  readonly reads: string;
  /** What it shows, in a sentence, for those who cannot see it. */
  readonly alt: string;
  readonly spec: Spec;
}

export interface Chart {
  readonly id: string;
  /** The question, where one picture is meant for each pool, class or database: with `…` in place of its name. */
  readonly title: string;
  readonly reads: string;
  /** Pictures of a result, none when there is nothing to show. */
  readonly draw: (result: RunResult) => readonly Picture[];
}

/** A name as part of a file name: letters, digits and dashes. */
export const slug = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'unnamed';

/** Letters of a subtitle that fit over the plot. */
const lineLength = 126;

/** A whole specification: title, how to read it, the body, the look shared by all. `legendRoom` is the distance from legend to plot, for labels in between. */
export const whole = (title: string, reads: string, body: Spec, legendRoom: number = config.legend.offset): Spec => ({
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json', title: { text: cut(title, 84), subtitle: wrapped(reads, lineLength) }, ...body,
  config: { ...config, legend: { ...config.legend, offset: legendRoom } },
});

/** The part of an axis that puts these labels at these values, and nothing anywhere else. */
export const labelled = (values: readonly number[], labels: readonly string[]): Spec =>
  ({ values, labelExpr: `${JSON.stringify(labels)}[indexof(${JSON.stringify(values)}, datum.value)]` });

/** Rounds for short files: four significant digits are more than a pixel. */
export const short = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(4)));
