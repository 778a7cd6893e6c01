/**
 * Rules of thumb, followed to the letter and scored: the size in the file; cores × 2 + spindles (the PostgreSQL wiki); cores × (1 + blocked/CPU); and the advice
 * of articles to raise the pool by two while the mean wait for a connection is above 10 ms, and to look again.
 */

import type { RecommendRule } from '../result/recommend.ts';
import { column } from './objective.ts';
import { firstLook } from './looks.ts';
import type { Judged, Rows } from './search.ts';
import type { Task } from './task.ts';

/** Raise the pool while callers wait longer than this on average, in ms, … */
const tooLongMs = 10;
/** … by so many connections, … */
const raise = 2;
/** … and nobody looks more often than this. */
const mostSteps = 12;

/** The index of the size with so many connections; null when it was not to be tried. */
const indexOf = (task: Task, size: number): number | null => {
  const at = (task.axis.pool?.sizes ?? []).indexOf(size);
  return at < 0 ? null : at;
};

/** A mark as a pool one can configure: the next whole number above it, within a hundredth. */
const whole = (size: number): number => Math.max(1, Math.ceil(size - 0.01));

interface Named {
  readonly id: RecommendRule['id'];
  readonly name: string;
  readonly size: number | null;
  readonly says: string;
}

const fileSize = (task: Task): number | null => {
  const max = task.scenario.pools[task.axis.pool?.name ?? '']?.policy.max ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(max) ? max : null;
};

/** The sizes that need no simulation to be named. */
function named(task: Task): Named[] {
  if (task.axis.pool === null) return [];
  const file = fileSize(task);
  const mark = (id: 'coresRule' | 'knee', name: string): Named[] => task.marks.filter((one) => one.id === id).map((one) => ({ id, name, size: whole(one.size), says: one.says }));
  return [
    ...(file === null ? [] : [{ id: 'file' as const, name: 'as the file says', size: file, says: 'the size the scenario has now' }]),
    ...mark('coresRule', 'cores × 2 + spindles'), ...mark('knee', 'cores × (1 + blocked/CPU)'),
  ];
}

/** Indices of the sizes that rules name before anything runs. */
export const namedSizes = (task: Task): number[] => named(task).flatMap(({ size }) => (size === null ? [] : [indexOf(task, size)])).filter((i) => i !== null);

/** The mean wait for a connection of the pool over the first runs of a size; null where nobody asked for one. */
function waitAt(task: Task, rows: Rows, i: number): number | null {
  const point = task.points[i];
  if (point === undefined) return null;
  const waits = column(point, (rows[i] ?? []).slice(0, firstLook), 'pools', task.axis.pool?.name ?? '', 'acquireMeanMs').filter((value) => value !== null);
  return waits.length === 0 ? null : waits.reduce((sum, value) => sum + value, 0) / waits.length;
}

/** The steps of "+2 while the wait is above 10 ms", as far as there are runs; `wanted` is the size it must look at next. */
function climb(task: Task, rows: Rows): { readonly steps: RecommendRule['steps']; readonly wanted: number | null; readonly ends: 'calm' | 'range' | 'tired' | 'open' } {
  const steps: { index: number; waitMeanMs: number | null }[] = [];
  for (let size = fileSize(task) ?? 0; ; size += raise) {
    const index = indexOf(task, size);
    if (index === null) return { steps, wanted: null, ends: 'range' };
    if ((rows[index]?.length ?? 0) < Math.min(firstLook, task.allowed.cap)) return { steps, wanted: index, ends: 'open' };
    const waitMeanMs = waitAt(task, rows, index);
    steps.push({ index, waitMeanMs });
    if ((waitMeanMs ?? 0) <= tooLongMs) return { steps, wanted: null, ends: 'calm' };
    if (steps.length >= mostSteps) return { steps, wanted: null, ends: 'tired' };
  }
}

/** Sizes that the rules still have to look at. */
export function missing(task: Task, rows: Rows): number[] {
  if (task.axis.pool === null) return [];
  const { wanted } = climb(task, rows);
  return wanted === null ? [] : [wanted];
}

/** Every rule, with the verdict on its size. */
export function rulesOf(task: Task, rows: Rows, judged: readonly (Judged | null)[]): RecommendRule[] {
  if (task.axis.pool === null) return [];
  const plain = named(task).map(({ id, name, size, says }): RecommendRule => {
    const index = size === null ? null : indexOf(task, size);
    return { id, name, size, index, verdict: index === null ? null : (judged[index]?.verdict ?? null), says, steps: [] };
  });
  const { steps, ends } = climb(task, rows);
  const last = steps.at(-1);
  if (last === undefined) return plain;
  const says = {
    calm: steps.length === 1 ? `the mean wait is not above ${tooLongMs} ms: it leaves the size alone` : `the mean wait is not above ${tooLongMs} ms any more`,
    range: `the wait is above ${tooLongMs} ms up to the end of the range: it would raise further`, tired: `after ${mostSteps} steps the wait is still above ${tooLongMs} ms`, open: '',
  }[ends];
  return [...plain, { id: 'raiseByTwo', name: `+${raise} while the wait is above ${tooLongMs} ms`, size: task.axis.pool.sizes[last.index] ?? null, index: last.index, verdict: judged[last.index]?.verdict ?? null, says, steps }];
}
