/** Moves a route to another pool: requests that ask for a connection from now on ask there. */

import type { Deed } from './incident.ts';

export const move: Deed<'move'> = ({ route, pool }, stage) => {
  for (const copy of stage.routes(route)) copy.moveTo(stage.pool(pool));
  return null;
};
