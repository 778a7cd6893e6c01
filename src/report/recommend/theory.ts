/** What a closed form says of the sizes before anything runs, and what the simulation adds to it. */

import type { RecommendObjective, RecommendSize } from '../../result/recommend.ts';
import type { SweepAxis } from '../../result/sweep.ts';
import { axisName } from '../sweep/words.ts';
import { list } from '../wording.ts';

/** As much as is known before the runs. */
export interface BeforeRuns {
  readonly axis: SweepAxis;
  readonly objectives: readonly Pick<RecommendObjective, 'text'>[];
  readonly sizes: readonly Pick<RecommendSize, 'value' | 'preview' | 'inTheory'>[];
}

/** "Before anything runs, a closed form says: 1 to 6 fail, 7 to 18 fit."; empty where it does not know every size. */
export function theoryOf({ axis, objectives, sizes }: BeforeRuns): string {
  if (sizes.some((size) => size.inTheory === null)) return '';
  const bands: { from: string; to: string; fits: boolean }[] = [];
  for (const { value, inTheory } of sizes) {
    const last = bands.at(-1);
    if (last?.fits === inTheory) last.to = value;
    else bands.push({ from: value, to: value, fits: inTheory === true });
  }
  const region = list(bands.map(({ from, to, fits }) => (from === to ? `${from} ${fits ? 'fits' : 'fails'}` : `${from} to ${to} ${fits ? 'fit' : 'fail'}`)));
  const models = [...new Set(sizes.map((size) => (size.preview?.model ?? '').replace(/pool of \d+/, 'one pool').replace(/; it cannot keep up$/, '')))];
  const exact = sizes.every((size) => size.preview?.exact === true);
  return `Before anything runs, a closed form (${models[0] ?? ''}) says of ${axisName(axis)} and ${list(objectives.map((one) => one.text))}: ${region}. ${exact ? 'It is the steady state of this model. The simulation adds' : 'It is nearly right. The simulation adds what it leaves out, and'} the start and the end, how far single runs stray, and the percentiles that no closed form knows.`;
}
