/** What `poolsim explain promises` says: how a promise is written, what it promises over several runs, and when it counts as decided. */

import { measures } from '../promise/measures.ts';
import { usualCap } from '../run/decide.ts';
import { leastRuns } from '../run/promised.ts';
import { wrapped } from '../report/layout.ts';

const indented = (text: string, width: number): string[] => wrapped(text, width - 2).map((line) => `  ${line}`);

/** The screen, at this width. */
export function promiseScreen(width: number): string[] {
  const list = Object.values(measures).filter((one) => one.final);
  const wide = Math.max(...list.map((one) => one.name.length));
  return [
    'Written like:', '  promises:', '    - p99(api) < 250ms', '    - failedShare(api) < 1% @95%', '    - "recovered(api, within: 60s) in 90% of runs @95%"', '',
    'In one run:', ...indented('p99(api) < 250ms is held against the figure of the one run, or with --runs N against the mean over N runs.', width), '',
    'With a confidence:', ...indented(`@95% asks for more than one run. poolsim goes on with other seeds until the interval of what was promised lies wholly on one side of the limit: held (exit code 0), broken (1). Where --runs (default ${usualCap}) are used up before, the promise is undecided (4), and the report says about how many more runs would tell.`, width), '',
    'What is promised then:',
    ...indented('- the mean over all possible runs of each run\'s figure: p99(api) < 250ms @95% is about the p99 that a run has on average. The interval is Student\'s t over the runs, corrected for skewness (Willink 2005), of at least ' + String(leastRuns) + ' runs.', width),
    ...indented('- for failedShare the share of all requests of all runs. Failures come in crowds: the spread between runs decides, not the number of requests (ratio estimator); where they are rare, Clopper and Pearson on requests divided by their index of dispersion.', width),
    ...indented('- in 90% of runs: the share of all possible runs in which it holds (Clopper and Pearson, exact). So too for what is yes or no: recovered, ==, firstFailure, fired; and where some runs have no such figure. Where no share is named there, it is the confidence: @95% means in 95% of runs.', width), '',
    'Why the mean:', ...indented('It is what one run estimates without bias, what the other figures over runs show, and what needs fewest runs. Whoever wants to know how often a bad night comes writes "in 99% of runs".', width), '',
    'How sure:', ...indented(`It looks after ${leastRuns} runs, then each time after half as many again. The error that the confidence allows is divided equally among all looks (Bonferroni), so that looking often does not make a false verdict likelier. Each promise has its own confidence; they are not sure together. Where fewer than five runs show anything but the usual, their interval is blind: to hold, the promise must then also be broken in less than one run in ten (exact binomial). What happens more rarely than that may not be seen: ask for "in 99% of runs".`, width), '',
    'The runs:', ...indented('They take the seeds after the first one, and all promises of a scenario share them. The first run is the one that is drawn and told. The result is the same for any number of --workers. Promises without a confidence stay with the first run, unless --runs is given.', width), '',
    'Measures:', ...list.map((one) => `  ${one.name.padEnd(wide)}  ${one.says}`), `  ${'recovered'.padEnd(wide)}  no failure later than so long after the last cause ended`,
  ];
}
