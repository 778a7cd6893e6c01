/** Makes a database slower (or faster): its processor from this very moment, blocked times and logins from the next one on. */

import type { Deed } from './incident.ts';

export const slowdown: Deed<'slowdown'> = ({ database, times, of }, stage) => {
  const server = stage.database(database);
  const by = (factor: number) => {
    if (of === 'all' || of === 'cpu') server.cpuTimes *= factor;
    if (of === 'all' || of === 'blocked') server.blockedTimes *= factor;
    if (of === 'all' || of === 'connect') server.connectTimes *= factor;
    server.speedChanged();
  };
  by(times);
  return () => by(1 / times);
};
