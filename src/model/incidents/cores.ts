/** Changes the cores of a database from this very moment. */

import type { Deed } from './incident.ts';

export const cores: Deed<'cores'> = ({ database, to }, stage) => {
  const server = stage.database(database);
  const before = server.plan.cores;
  server.planChanged({ ...server.plan, cores: to });
  return () => server.planChanged({ ...server.plan, cores: before });
};
