/** Two scenarios on the same seeds: figures with intervals and a verdict, as `poolsim compare` gives them. */

import { compare as compared } from '../../index.ts';
import type { CompareResult } from '../../result/compare.ts';
import { compareText } from '../../report/compare/table.ts';
import type { Job } from './job.ts';

export interface CompareInput {
  readonly a: { readonly text: string; readonly name: string };
  readonly b: { readonly text: string; readonly name: string };
  /** Pairs of runs, at least 2. */
  readonly runs: number;
  /** Null: that of A's scenario. */
  readonly seed: number | string | null;
}

export type CompareAnswer =
  | { readonly ok: true; readonly result: CompareResult; /** As the terminal shows it, without colours. */ readonly text: string }
  | { readonly ok: false; readonly problems: readonly string[] };

export const compare: Job<CompareInput, CompareAnswer> = ({ a, b, runs, seed }, hooks) => {
  const outcome = compared({ text: a.text, file: a.name }, { text: b.text, file: b.name }, {
    runs, ...(seed === null ? {} : { seed }), names: { a: a.name, b: b.name }, onProgress: hooks.progress,
  });
  return outcome.ok ? { ok: true, result: outcome.result, text: compareText(outcome.result, 100) } : outcome;
};
