/** Makes a database slower (or faster): its processor from this very moment, blocked times and logins from the next one on. */

import type { Deed } from './incident.ts';

export const slowdown: Deed<'slowdown'> = ({ database, times, of }, stage) => {
  const server = stage.database(database);
  const change = (changed: (slowness: number) => number) => {
    if (of === 'all' || of === 'cpu') server.cpuTimes = changed(server.cpuTimes);
    if (of === 'all' || of === 'blocked') server.blockedTimes = changed(server.blockedTimes);
    if (of === 'all' || of === 'connect') server.connectTimes = changed(server.connectTimes);
    server.speedChanged();
  };
  change((slowness) => slowness * times);
  return () => change((slowness) => slowness / times);
};
