/** Changes the rate of a class of traffic: a surge, a quiet hour. */

import type { Deed } from './incident.ts';

export const scale: Deed<'scale'> = ({ class: className, by }, stage) => {
  const source = stage.source(className);
  source.scale(by);
  return () => source.scale(1);
};
