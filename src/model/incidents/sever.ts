/** Cuts connections without a word, as a firewall or a failing proxy does: of a pool, or of everybody on a database. */

import { Outcome } from '../happening.ts';
import type { Deed } from './incident.ts';

export const sever: Deed<'sever'> = ({ pool, database, share }, stage) => {
  const connections = pool === null ? stage.database(database ?? '').admission.connected : stage.pool(pool).pools.flatMap((copy) => copy.roster.connections);
  for (const connection of [...connections]) {
    if (connection.session >= 0 && (share >= 1 || stage.coins.uniform() < share)) {
      connection.database.admission.endSession(connection, Outcome.severed, connection.database.plan.texts.severed);
    }
  }
  return null;
};
