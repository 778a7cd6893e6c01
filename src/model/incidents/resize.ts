/** Changes the most connections of a pool. A smaller pool closes idle connections at once and lent ones as they come back. */

import type { Deed } from './incident.ts';

export const resize: Deed<'resize'> = ({ pool, to }, stage) => {
  const group = stage.pool(pool);
  const { max, minimum, reserve } = group.policy;
  // A pool kept full stays a pool kept full: HikariCP's minimumIdle follows maximumPoolSize unless it was set.
  group.change({ ...group.policy, max: to + reserve.count, minimum: minimum === max ? to : Math.min(minimum, to) });
  return () => group.change({ ...group.policy, max, minimum });
};
