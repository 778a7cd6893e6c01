/** Takes a database away. One that refuses loses its sessions and turns every login away; one that hangs answers nothing until it is back. */

import { Outcome } from '../happening.ts';
import { comesUp } from './coming-up.ts';
import type { Deed } from './incident.ts';

export const outage: Deed<'outage'> = ({ database, how }, stage) => {
  const server = stage.database(database);
  server.state = how === 'refuse' ? 'refuses' : 'hangs';
  server.speedChanged();
  if (how === 'refuse') for (const connection of [...server.admission.connected]) server.admission.endSession(connection, Outcome.severed, server.plan.texts.severed);
  return () => {
    comesUp(server);
  };
};
