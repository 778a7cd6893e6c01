/** What the runs of a lesson showed: each step is read, run and kept under its name. Pure: the texts of scenario files are handed in. */

import { assert } from '../assert.ts';
import type { PoolTracer, Scenario } from '../index.ts';
import { problemText } from '../reading/problem.ts';
import { readScenario } from '../reading/scenario-file.ts';
import { findings } from '../report/findings.ts';
import type { ClassResult, DatabaseResult, PoolResult, RunResult } from '../result.ts';
import { runScenario } from '../run/run.ts';

/** One run of a lesson: a file of scenarios/ or a text of its own, with overrides. */
export interface Step {
  readonly id: string;
  /** What is special about it: "with 9 connections". */
  readonly label: string;
  readonly from: { readonly file: string } | { readonly text: string };
  readonly set?: readonly string[];
  /** A pool whose lendings are written down. */
  readonly watch?: string;
}

/** The text of a file of scenarios/, by its name. */
export type ScenarioTexts = (file: string) => string;

/** A connection that was lent to a request; both are counted from 1. */
export interface Lending { readonly connection: number; readonly request: number }

/** One step after its run. */
export interface Ran {
  readonly result: RunResult;
  readonly lendings: readonly Lending[];
}

/** The text of the scenario of a step. */
export const textOf = (step: Step, texts: ScenarioTexts): string => ('file' in step.from ? texts(step.from.file) : step.from.text);

/** The scenario of a step, read. A lesson that cannot be read is a mistake of ours. */
export function scenarioOf(step: Step, texts: ScenarioTexts): Scenario {
  const file = 'file' in step.from ? `scenarios/${step.from.file}` : null;
  const read = readScenario({ text: textOf(step, texts), file, files: (name) => ({ problem: `a lesson has no file ${name}` }), set: step.set ?? [] });
  assert(read.ok, `the step ${step.id} of a lesson cannot be read: ${read.ok ? '' : read.problems.map(problemText).join('; ')}`);
  return read.scenario;
}

/** Runs one step with the seed of its scenario. */
export function ranStep(step: Step, texts: ScenarioTexts): Ran {
  const scenario = scenarioOf(step, texts);
  const lendings: Lending[] = [];
  const tracer: PoolTracer = { heard: (_at, _pool, event, connection, request) => {
    if (event === 'lend') lendings.push({ connection, request });
  } };
  const result = runScenario(scenario, step.watch === undefined ? {} : { traces: { [step.watch]: tracer } });
  return { result: { ...result, findings: findings(result) }, lendings };
}

/** All steps of a lesson after their runs, with the figures by name. */
export class Seen {
  readonly #ran: ReadonlyMap<string, Ran>;

  constructor(ran: ReadonlyMap<string, Ran>) {
    this.#ran = ran;
  }

  run(step: string): RunResult {
    return there(this.#ran.get(step), step).result;
  }

  lendings(step: string): readonly Lending[] {
    return there(this.#ran.get(step), step).lendings;
  }

  class(step: string, name: string): ClassResult {
    return there(this.run(step).classes[name], name);
  }

  pool(step: string, name: string): PoolResult {
    return there(this.run(step).pools[name], name);
  }

  database(step: string, name: string): DatabaseResult {
    return there(this.run(step).databases[name], name);
  }
}

/** A value that must be there. */
export function there<T>(value: T | null | undefined, name: string): T {
  assert(value !== null && value !== undefined, `nothing was measured of ${name}`);
  return value;
}
