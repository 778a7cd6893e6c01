/** Ends sessions as an administrator does (pg_terminate_backend, KILL): those that run or hold for a class, or those idle for too long. */

import { Outcome } from '../happening.ts';
import { ConnectionState } from '../pool/connection.ts';
import type { Deed } from './incident.ts';

export const kill: Deed<'kill'> = ({ database, class: className, idleLongerThan }, stage) => {
  const victim = className === null ? -1 : stage.requestClass(className).index;
  const servers = database === null ? stage.databases : [stage.database(database)];
  const { now } = stage.simulation;
  for (const server of servers) {
    for (const connection of [...server.admission.connected]) {
      const lent = connection.state === ConnectionState.lent;
      const ofClass = lent && connection.holderClass === victim;
      const working = connection.holder !== null && connection.holder.executing === connection;
      const idleFor = working ? 0 : now - Math.max(connection.idleSince, lent ? connection.lentAt : 0);
      if (idleLongerThan === null ? ofClass : idleFor > idleLongerThan) server.admission.endSession(connection, Outcome.killed, server.plan.texts.killed);
    }
  }
  return null;
};
