/** `poolsim explain recommend`: what the command finds out, how surely, and what it cannot know. */

import { hanging, wrapped } from '../report/layout.ts';

const parts: readonly (readonly [title: string, text: string])[] = [
  ['The answer', 'the smallest size that keeps every promise; the whole range that does, which may end again further up or come in several bands; and the best of it by p99 or mean. One fewer, one more, the size in the file and the largest are set beside it, with what each would cost.'],
  ['What is judged', 'the mean of each promised figure over all possible runs: of p99 the mean p99 of a run. Promises without such a figure (recovered, window, fired, == 0) are judged by how often they hold: in at least 90 % of runs. "Runs kept" tells single runs.'],
  ['How surely', 'a size fits when its interval lies below the limit and fails when it lies above; else it gets more runs: 10, 20, 40 … up to --runs. The intervals are so wide that all of them, for every size and promise and look, are right together with the stated confidence (repeated confidence intervals, Jennison & Turnbull 1989). So near to a limit that either answer will do (--zone) the mean decides, and the size is "on the edge".'],
  ['The best', "Kim & Nelson's sequential selection (2001) among the sizes that fit, on the same seeds; those that cannot be told from it are named too."],
  ['Which sizes run', 'where a closed form knows the curve, both sides of its edges; where every wait must fall as the pool grows, halving; elsewhere a coarse row, refined wherever two neighbours disagree. Sizes between two that agree are assumed to agree: --every simulates them too.'],
  ['Rules of thumb', 'cores × 2 + spindles, cores × (1 + blocked/CPU), the size in the file, and "raise it by two while the wait is above 10 ms, and look again" are followed and scored.'],
  ['Inconclusive', 'when what matters is still open after --runs runs, the exit code is 4 and the command says about how many would tell; --resume --runs N goes on from there.'],
];

export const recommendScreen = (width: number): readonly string[] => [
  ...parts.flatMap(([title, text]) => hanging(`  ${title.padEnd(17)}`, text, width)), '',
  ...['poolsim recommend my.yaml --slo "p99(api) < 250ms"', 'poolsim recommend my.yaml --vary pools.main.maximumPoolSize=2..40 --slo "failedShare(api) < 1%" --confidence 99%'].map((example) => `  ${example}`), '',
  ...wrapped('Exit codes: 0 found · 1 no size will do · 2 bad scenario or usage · 3 could not run · 4 inconclusive', width - 2).map((line) => `  ${line}`),
];
