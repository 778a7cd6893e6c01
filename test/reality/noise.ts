/**
 * The noise floor: how far measurements of the same thing are apart. Where the recordings hold the same arrivals twice they are compared with each other; where they do not,
 * a prediction is made again for a host that is slower, and faster, by the standard deviation of the closed loops measured beside the runs.
 */

import { errorOf, type Figures, figuresOf, type Target, targets } from './figures.ts';
import type { LeakRun } from './leaks.ts';
import type { OpenLoopRun } from './open-loop.ts';
import type { SaturdayRun } from './saturday.ts';

/** From where to where a figure of a prediction moves with its variants, and by `apart` (relative, or in points) up and down. */
export function floorOf(target: Target, predicted: Figures, variants: readonly Figures[], apart = 0): readonly [number, number] {
  const values = [predicted, ...variants].map((one) => target.of(one)).filter((value) => !Number.isNaN(value));
  const at = target.of(predicted);
  const [down, up] = target.unit === 'points' ? [at - apart, at + apart] : [at / (1 + apart), at * (1 + apart)];
  return [Math.min(down, ...values), Math.max(up, ...values)];
}

/** The same thing measured more than once. */
export interface Repeat {
  readonly name: string;
  readonly figures: readonly Figures[];
}

/** The largest difference of two of the measurements, relative to the smaller or in points. */
export function spreadOf(target: Target, { figures }: Repeat): number {
  const apart = figures.flatMap((a) => figures.map((b) => Math.abs(errorOf(target, a, b))));
  return Math.max(0, ...apart.filter((far) => !Number.isNaN(far)));
}

/** Runs of the same arrivals, as far as the pool's timeout, the one thing that differs, has not fired in either. */
export function openLoopRepeats(runs: readonly OpenLoopRun[]): readonly Repeat[] {
  return runs.filter((run) => run.timeoutMs === 1000).flatMap((run) => {
    const twin = runs.find((other) => other.timeoutMs === 5000 && other.name === run.name.replace('cto1000', 'cto5000'));
    if (twin === undefined) return [];
    const firstTimeout = Math.min(...[run, twin].map(({ measured, timeoutMs }) => (Number.isNaN(measured.firstTimeout) ? Number.POSITIVE_INFINITY : measured.firstTimeout - timeoutMs / 1000)));
    const toS = Math.min(firstTimeout, run.windowS, twin.windowS);
    return [{ name: `${run.name} and cto5000, first ${toS.toFixed(1)} s`, figures: [run, twin].map((one) => figuresOf(one.requests, 0, toS)) }];
  });
}

/** The API before the reports begin: the same in every variant of a kind. */
export const saturdayRepeats = (runs: readonly SaturdayRun[]): readonly Repeat[] => (['cpu', 'sleep'] as const).map((kind) => {
  const all = runs.filter((run) => run.kind === kind);
  return { name: `Saturday, ${kind}, before the reports (${all.length} runs)`, figures: all.map((run) => figuresOf(run.requests.filter((one) => one.stream === 'api'), 0, 20)) };
});

/** Leaks: variants in which nothing differs for those who borrow, before the pool is short of connections. */
export const leakRepeats = (runs: readonly LeakRun[]): Repeat => ({ name: `leaks, first 60 s (${runs.length} runs)`, figures: runs.map((run) => figuresOf(run.requests, 0, 60)) });

/** One line of the table of repeats. */
export const repeatCells = (repeat: Repeat): readonly string[] =>
  targets.map((target) => (target.unit === 'points' ? `${spreadOf(target, repeat).toFixed(1)} pt` : `${(100 * spreadOf(target, repeat)).toFixed(0)} %`));
