/** `poolsim explain sweep`: how to say what varies, what a sweep finds out and draws, and how one is stopped and gone on with. */

import { hanging, wrapped } from '../report/layout.ts';

const forms: readonly (readonly [form: string, text: string])[] = [
  ['2..40', 'every whole number; 2..40:2 every second one'],
  ['10ms..90ms:20ms', 'a range with a unit needs a step: times, rates (80/s..140/s:20/s), shares (1%..9%:2%), sizes'],
  ['1..1000:log7', 'seven values on a logarithmic scale; 1..64:x2 doubles'],
  ['80/s,110/s,9..12', 'a list; ranges may stand in it, and tables: { law: none },{ law: hyperbolic, k: 0.1 }. Numbers are put in order'],
  ['a.b+c.d=2..9', 'both paths take the same value: a job that grows with the pool'],
];

const parts: readonly (readonly [title: string, text: string])[] = [
  ['Points', '--vary may be given several times: every combination is a point, the first runs fastest, at most 100,000. A path is one that --set takes. Every point is read before the first one runs, so that every mistake is told and nothing is half done.'],
  ['Seeds', '--runs 20 gives every point the same 20 seeds: the same arrivals and demands everywhere, so that differences are those of what varies. --precision 5% repeats a point until its p99 and failure share are that narrow.'],
  ['The best', 'the value with the lowest p99 among those whose failure share is not above the lowest beyond doubt, for the class with most requests. Too small and too large is what is worse beyond doubt: 95 % for all values of a line together (paired differences, Bonferroni), and p99 by more than 2 %.'],
  ['Marks', "Little's floor (rate × hold), the same while a job runs, the deadlock floor, cores × (1 + blocked/CPU), cores × 2 + spindles, the fleet's ceiling, and the size of now."],
  ['Closed forms', 'where theory knows the answer (one Poisson class, one query, a queue first come first served) it stands beside the simulation, up to 200 points.'],
  ['Files', 'sweep.md, sweep.csv, sweep.json, charts/ (latency and failures; the cost of missing the best value; a heat map for two axes; each class), journal.jsonl.'],
  ['Going on', 'each run is written down as it ends. After Ctrl-C, a crash or kill -9 the same command with --resume computes only what is missing; more values and more runs go on too. The bytes are the same for any number of --workers.'],
];

export const sweepScreen = (width: number): readonly string[] => [
  '  What varies, and which values it takes: --vary path=values', ...forms.flatMap(([form, text]) => hanging(`    ${form.padEnd(18)}`, text, width)), '',
  ...parts.flatMap(([title, text]) => hanging(`  ${title.padEnd(17)}`, text, width)), '',
  ...['poolsim sweep my.yaml --vary pools.main.maximumPoolSize=2..40 --runs 20', 'poolsim sweep my.yaml --vary pools.main.max=2..40:2 --vary traffic.api.rate=80/s,110/s,140/s --workers 2'].map((example) => `  ${example}`), '',
  ...wrapped('Exit codes: 0 done, whatever it found · 2 bad scenario or usage · 3 could not run · 130 interrupted', width - 2).map((line) => `  ${line}`),
];
