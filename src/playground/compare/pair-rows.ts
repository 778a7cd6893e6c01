/** The figures of two runs beside each other, with the difference and which way it is good. */

import { count, level, millis, share } from '../../report/wording.ts';
import type { RunResult } from '../../result.ts';

export interface PairRow {
  readonly label: string;
  readonly a: string;
  readonly b: string;
  readonly difference: string;
  readonly tone: 'good' | 'bad' | 'same' | 'plain';
}

interface Figure<T> {
  readonly label: string;
  readonly better: 'less' | 'more' | null;
  of(one: T): number | null;
  show(value: number | null): string;
}

type One<K extends 'classes' | 'pools' | 'databases'> = RunResult[K][string];

const points = (value: number): string => `${(value * 100).toFixed(Math.abs(value) < 0.01 ? 2 : 1)} points`;
const orNone = (show: (value: number) => string) => (value: number | null): string => (value === null ? '–' : show(value));

const ofClass: readonly Figure<One<'classes'>>[] = [
  { label: 'failed', better: 'less', of: (one) => one.failedShare, show: orNone(share) },
  { label: 'p50', better: 'less', of: (one) => one.latencyMs.p50, show: millis },
  { label: 'p95', better: 'less', of: (one) => one.latencyMs.p95, show: millis },
  { label: 'p99', better: 'less', of: (one) => one.latencyMs.p99, show: millis },
  { label: 'wait p99', better: 'less', of: (one) => one.waitMs.p99, show: millis },
  { label: 'served/s', better: 'more', of: (one) => one.throughputPerS, show: level },
  { label: 'retries', better: null, of: (one) => (one.retries === 0 ? null : one.retries), show: orNone(count) },
];

const ofPool: readonly Figure<One<'pools'>>[] = [
  { label: 'in use', better: null, of: (one) => one.utilisation, show: orNone(share) },
  { label: 'waiting at most', better: 'less', of: (one) => one.pendingMax, show: orNone(count) },
  { label: 'timeouts', better: 'less', of: (one) => one.timeouts, show: orNone(count) },
  { label: 'opened', better: null, of: (one) => one.opened, show: orNone(count) },
];

const ofDatabase: readonly Figure<One<'databases'>>[] = [
  { label: 'cores busy', better: null, of: (one) => one.cpuUtilisation, show: orNone(share) },
  { label: 'run queue', better: null, of: (one) => one.runQueueMean, show: level },
  { label: 'sessions at most', better: null, of: (one) => one.sessionsMax, show: orNone(count) },
  { label: 'refused', better: 'less', of: (one) => (one.refused === 0 ? null : one.refused), show: orNone(count) },
];

function rowOf<T>(name: string, { label, better, of, show }: Figure<T>, a: T | undefined, b: T | undefined): PairRow | null {
  const [x, y] = [a === undefined ? null : of(a), b === undefined ? null : of(b)];
  if (x === null && y === null) return null;
  const change = x === null || y === null ? null : y - x;
  const sign = change === null || change === 0 ? '' : change > 0 ? '+' : '−';
  const size = change === null ? '' : change === 0 ? 'the same' : show === ofClass[0]?.show || label === 'in use' || label === 'cores busy' ? points(Math.abs(change)) : show(Math.abs(change));
  const tone = change === null ? 'plain' : change === 0 ? 'same' : better === null ? 'plain' : change > 0 === (better === 'more') ? 'good' : 'bad';
  return { label: `${name} ${label}`, a: show(x), b: show(y), difference: `${sign}${size}`, tone };
}

function rowsOf<T>(figures: readonly Figure<T>[], a: { readonly [name: string]: T }, b: { readonly [name: string]: T }): PairRow[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => figures.flatMap((figure) => rowOf(name, figure, a[name], b[name]) ?? []));
}

export const pairRows = (a: RunResult, b: RunResult): readonly { readonly title: string; readonly rows: readonly PairRow[] }[] => [
  { title: 'Classes', rows: rowsOf(ofClass, a.classes, b.classes) }, { title: 'Pools', rows: rowsOf(ofPool, a.pools, b.pools) }, { title: 'Databases', rows: rowsOf(ofDatabase, a.databases, b.databases) },
].filter(({ rows }) => rows.length > 0);
