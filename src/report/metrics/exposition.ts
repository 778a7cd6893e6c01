/** Prometheus text exposition, format 0.0.4: samples gathered under their metric, each with one HELP and one TYPE line. */

import type { SpanMs } from '../../result.ts';

export type Labels = { readonly [name: string]: string };
export type MetricType = 'counter' | 'gauge' | 'summary';

interface Sample { readonly suffix: string; readonly labels: Labels; readonly value: number }
interface Metric { readonly type: MetricType; readonly help: string; readonly samples: Sample[] }

/** A page of metrics under construction: add samples in any order, then read the text. */
export class Exposition {
  readonly #metrics = new Map<string, Metric>();

  /** One value of a counter or gauge; nothing when it is null. */
  add(name: string, type: MetricType, help: string, labels: Labels, value: number | null, suffix = ''): void {
    if (value === null) return;
    const metric = this.#metrics.get(name) ?? { type, help, samples: [] };
    metric.samples.push({ suffix, labels, value });
    this.#metrics.set(name, metric);
  }

  /** A span as a summary: quantiles, sum and count, in units of `perMs` for each millisecond (0.001: seconds). */
  span(name: string, help: string, labels: Labels, span: SpanMs, perMs = 0.001): void {
    const at = (quantile: string, ms: number | null): void => this.add(name, 'summary', help, { ...labels, quantile }, ms === null ? null : scaled(ms, perMs));
    at('0.5', span.p50);
    at('0.9', span.p90);
    at('0.95', span.p95);
    at('0.99', span.p99);
    at('0.999', span.p999);
    this.add(name, 'summary', help, labels, scaled((span.mean ?? 0) * span.count, perMs), '_sum');
    this.add(name, 'summary', help, labels, span.count, '_count');
  }

  text(): string {
    return [...this.#metrics].map(([name, { type, help, samples }]) => {
      const said = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
      const lines = samples.map(({ suffix, labels, value }) => `${name}${suffix}${labelText(labels)} ${value}\n`);
      return `# HELP ${name} ${said}\n# TYPE ${name} ${type}\n${lines.join('')}`;
    }).join('');
  }
}

/** Free of the last-digit noise of a unit change. */
const scaled = (ms: number, perMs: number): number => Number((ms * perMs).toPrecision(12));

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
