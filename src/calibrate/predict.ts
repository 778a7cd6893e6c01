/** What a database with certain demands gives to n clients: poolsim's own closed model, exactly, at every number of clients that was measured. */

import { speed } from '../model/database/contention.ts';
import { closedLoops } from '../theory/closed-loop.ts';
import type { LawForm } from './law-forms.ts';
import type { Observation } from './observation.ts';

/** A point in the space of a fit. Times in seconds. */
export interface Demands {
  /** Processor time of one transaction without contention. */
  readonly cpuS: number;
  /** Time outside the cores: round trips, disk, locks, the client's own. */
  readonly outsideS: number;
  readonly cores: number;
  readonly form: LawForm;
  /** The law's parameters, in its order. */
  readonly law: readonly number[];
}

export interface Prediction {
  readonly perS: number;
  /** Processor time that the server spends per transaction, what contention takes included. */
  readonly cpuS: number;
}

/** Throughput and processor time at each number of clients. */
export function predicted(demands: Demands, clients: readonly number[]): readonly Prediction[] {
  const { cores } = demands;
  const plan = demands.form.plan(demands.law);
  const loops = closedLoops({ crowds: clients, delay: demands.outsideS, work: demands.cpuS, speed: (n) => speed(plan, cores, n), busy: (n) => Math.min(n, cores) });
  return loops.map(({ throughput, busyMean }) => ({ perS: throughput, cpuS: busyMean / throughput }));
}

/** The most that any number of clients up to `most` gets, per second; far above the knee it is speed/CPU. */
export function peakPerS(demands: Demands, most: number): number {
  const plan = demands.form.plan(demands.law);
  let best = 0;
  for (let n = 1; n <= most; n++) best = Math.max(best, speed(plan, demands.cores, n));
  return best / demands.cpuS;
}

/** Numbers of clients, each once, in order. */
export const clientCounts = (observations: readonly Observation[]): readonly number[] => [...new Set(observations.map(({ clients }) => clients))].sort((a, b) => a - b);
