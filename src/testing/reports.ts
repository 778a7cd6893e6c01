/** One heavy job at any time of the run, as a report that somebody starts: its connections, its statements, what they cost. */

import fc from 'fast-check';
import type { Patch } from './patch.ts';
import type { Varied } from './scenarios.ts';
import { parseDuration } from '../units/text.ts';

/** The report: a route of the base, or a new one that takes its connections from this pool. */
export type ReportOptions = ({ readonly route: string } | { readonly pool: string; readonly cpuUpTo: string; readonly blockedUpTo: string }) & {
  /** What it is called. Default: report. */
  readonly name?: string;
  /** Statements side by side; each holds a connection. Default: up to 4. */
  readonly threadsUpTo?: number;
  /** How many times in turn. Default: up to 10. */
  readonly repeatUpTo?: number;
};

const milliseconds = (text: string): number => {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new Error(parsed.says);
  return Math.floor(parsed.value / 1000);
};

const spanUpTo = (most: string): fc.Arbitrary<string> => fc.integer({ min: 0, max: milliseconds(most) }).map((ms) => `${ms}ms`);

/** Any single report: it starts at any second, with any number of threads and repetitions up to those named. It shrinks to a short one at the start. */
export function oneReport(options: ReportOptions): Varied<Patch> {
  const { name = 'report', threadsUpTo = 4, repeatUpTo = 10 } = options;
  return (cast) => {
    if ([...cast.sources, ...cast.jobs].includes(name)) throw new Error(`the scenario has a class "${name}" already: give the report another name, oneReport({ name: 'my-report', … })`);
    const cron = fc.record({ at: fc.integer({ min: 0, max: cast.seconds - 1 }).map((s) => `${s}s`), threads: fc.integer({ min: 1, max: threadsUpTo }), repeat: fc.integer({ min: 1, max: repeatUpTo }) });
    if ('route' in options) return cron.map((job): Patch => ({ cron: { [name]: { route: options.route, ...job } } }));
    return fc.tuple(cron, spanUpTo(options.cpuUpTo), spanUpTo(options.blockedUpTo)).map(([job, cpu, blocked]): Patch => ({ routes: { [name]: [{ query: { pool: options.pool, cpu, blocked } }] }, cron: { [name]: { route: name, ...job } } }));
  };
}
