/** A route begins to forget connections; undone, it stops, and what is lost stays lost. */

import type { Deed } from './incident.ts';

export const leak: Deed<'leak'> = ({ route, rate, share }, stage) => {
  for (const copy of stage.routes(route)) copy.leak(rate > 0 ? { kind: 'rate', rate } : { kind: 'share', share });
  return () => {
    for (const copy of stage.routes(route)) copy.leak({ kind: 'never' });
  };
};
