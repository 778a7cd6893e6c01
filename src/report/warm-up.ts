/** One sentence on the beginning of a run, where there is something to be said of it. */

import type { RunResult } from '../result.ts';
import { durationText } from '../units/text.ts';
import { seconds } from '../units/time.ts';
import { span } from './wording.ts';

/** What to do about `measureFrom`; null where it is long enough, and for a story with an end, which has no beginning to leave out. */
export function warmUpText({ warmUp, run }: Pick<RunResult, 'warmUp' | 'run'>): string | null {
  const who = warmUp.pool ?? 'the system';
  if (warmUp.because === 'overload') return `the line only grows, so there is no steady state: every mean of this run depends on run.length`;
  if (warmUp.verdict === 'unsettled') return `${who} needs more than half of this run to settle: no mean of it can be trusted. A longer run.length, then run.measureFrom`;
  if (warmUp.verdict !== 'tooShort' || warmUp.wouldDoS === null) return null;
  const cure = `run.measureFrom: ${durationText(seconds(warmUp.wouldDoS))} would do`;
  const seen = (warmUp.settledFromS ?? 0) > Math.max(warmUp.floorS, run.measureFromS);
  return seen ? `${who} settles only after ${span(warmUp.settledFromS ?? 0)}, and measuring begins at ${span(run.measureFromS)}: ${cure}`
    : `at this load the beginning is remembered for some ${span(warmUp.floorS)}, and measuring begins at ${span(run.measureFromS)}: ${cure}`;
}
