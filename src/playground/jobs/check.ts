/** What is wrong with a text, and how much work it would be: asked at every pause in typing and before every run. */

import type { Problem } from '../../reading/problem.ts';
import { readScenario } from '../../reading/scenario-file.ts';
import type { Job } from './job.ts';
import { noFiles } from './no-files.ts';
import { expectedRequests } from './expected.ts';

export interface CheckAnswer {
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** Requests that the run would make, by arithmetic; null where the text does not read. */
  readonly expected: number | null;
}

export const check: Job<{ readonly text: string; readonly set?: readonly string[] }, CheckAnswer> = ({ text, set }) => {
  const read = readScenario({ text, file: null, files: noFiles, set: set ?? [] });
  return read.ok ? { problems: [], notes: read.notes, expected: expectedRequests(read.scenario) } : { problems: read.problems, notes: [], expected: null };
};
