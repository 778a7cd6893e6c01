/** Points a pool at another database (a fail-over, a replica): idle connections are replaced at once, lent ones as they come back. */

import { ConnectionState } from '../pool/connection.ts';
import type { Deed } from './incident.ts';

export const repoint: Deed<'repoint'> = ({ pool, database }, stage) => {
  const group = stage.pool(pool);
  const before = group.target;
  const point = (name: string) => {
    group.target = stage.database(name);
    for (const copy of group.pools) {
      for (const connection of [...copy.roster.connections]) {
        if (connection.state === ConnectionState.idle) copy.discard(connection, 'moved');
        else connection.expired = true;
      }
    }
  };
  point(database);
  return () => point(before.name);
};
