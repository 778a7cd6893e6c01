/** One run of a scenario's text, as `poolsim run --json` makes it; `host` stays null. Bad scenarios are an answer, not an error. */

import { simulate as simulated } from '../../index.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { Problem } from '../../reading/problem.ts';
import { readScenario } from '../../reading/scenario-file.ts';
import type { Picture } from '../../report/charts/chart.ts';
import { pictures } from '../../report/charts/index.ts';
import { type Verdict, verdict } from '../../report/verdict.ts';
import type { RunResult } from '../../result.ts';
import { expectedRequests } from './expected.ts';
import type { Job } from './job.ts';
import { noFiles } from './no-files.ts';

export interface SimulateInput {
  readonly text: string;
  /** The name in `scenario.file` of the result and in messages. */
  readonly file: string | null;
  readonly set?: readonly string[];
  readonly seed?: number | string;
  readonly replication?: number;
  /** Whether the charts of the report are wanted too. */
  readonly pictures?: boolean;
  /** Where more requests are to be expected than this, nothing is run. */
  readonly atMost?: number;
}

export type SimulateAnswer =
  | {
    readonly ok: true; readonly scenario: Scenario; readonly result: RunResult; readonly notes: readonly string[];
    /** Empty unless they were asked for. */
    readonly pictures: readonly Picture[];
    /** The run in one or two sentences. */
    readonly verdict: Verdict;
    /** What the simulation alone took here. */
    readonly wallMs: number;
  }
  | { readonly ok: false; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly tooMany: number };

export const simulate: Job<SimulateInput, SimulateAnswer> = (input, hooks) => {
  const read = readScenario({ text: input.text, file: input.file, files: noFiles, set: input.set ?? [] });
  if (!read.ok) return read;
  const expected = input.atMost === undefined ? 0 : expectedRequests(read.scenario);
  if (expected > (input.atMost ?? 0)) return { ok: false, tooMany: expected };
  const began = performance.now();
  const result = simulated(read.scenario, {
    ...(input.seed === undefined ? {} : { seed: input.seed }), ...(input.replication === undefined ? {} : { replication: input.replication }), onProgress: hooks.progress,
  });
  const wallMs = performance.now() - began;
  return { ok: true, scenario: read.scenario, result, notes: read.notes, pictures: input.pictures === true ? pictures(result) : [], verdict: verdict(result), wallMs };
};
