/** Changes how far a replica is behind from now on: replay that waits for a long query, a slow network. What is under way keeps its order. */

import type { Deed } from './incident.ts';

export const lag: Deed<'lag'> = ({ database, to }, stage) => {
  const server = stage.database(database);
  const before = server.plan.lag;
  server.planChanged({ ...server.plan, lag: to });
  return () => server.planChanged({ ...server.plan, lag: before });
};
