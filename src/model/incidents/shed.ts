/** Turns a share of a class away at the door. */

import type { Deed } from './incident.ts';

export const shed: Deed<'shed'> = ({ class: className, share }, stage) => {
  const { shedding } = stage.requestClass(className);
  shedding.share = share;
  return () => {
    shedding.share = 0;
  };
};
