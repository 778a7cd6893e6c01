/** The instants of `--activity-at`: words with commas between them, each a time of day or a span from the start. */

import type { Scenario } from '../model/scenario.ts';
import { momentIn } from '../reading/moment-words.ts';
import type { Instant } from '../units/time.ts';
import { Exit, Stop } from './exit.ts';

/** At most so many: each writes down every session there is. */
const most = 1000;

/** In the order given. Stops with exit code 2 where a word is no moment of the run. */
export function looksAt(words: readonly string[], scenario: Scenario): Instant[] {
  const asked = words.flatMap((word) => word.split(',')).map((word) => word.trim());
  if (asked.length > most) throw new Stop(Exit.badInput, `poolsim: --activity-at: at most ${most} instants`);
  return asked.map((word) => {
    if (word === '') throw new Stop(Exit.badInput, 'poolsim: --activity-at needs times like 23:02 or 7m, with commas between them');
    const read = momentIn(scenario.run, word);
    if ('problem' in read) throw new Stop(Exit.badInput, `poolsim: --activity-at: ${read.problem}`);
    return read.at;
  });
}
