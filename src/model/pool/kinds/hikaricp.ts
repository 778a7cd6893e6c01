/** HikariCP 5.1: a fixed pool filled by one adder thread; waiters take whatever comes first, refusals are heard by nobody until the timeout.
 *  Source: brettwooldridge/HikariCP 5.1.0 and 6.0.0, `HikariConfig`, `HikariPool`, `ConcurrentBag`; 2.7.9, 4.0.3, 5.0.1 and 6.1 where `version` says so (pool notes §3.1). */

import { hikariOptions, hikariPolicy } from './hikari.ts';
import { poolKind, type Trap } from './kind.ts';

/** Micrometer's names; JMX has ActiveConnections, IdleConnections, TotalConnections and ThreadsAwaitingConnection. */
export const hikariMetrics = {
  'hikaricp.connections': 'connections, lent or idle; one that is being opened is not counted',
  'hikaricp.connections.active': 'lent connections',
  'hikaricp.connections.idle': 'idle connections',
  'hikaricp.connections.pending': 'callers that wait',
  'hikaricp.connections.max': 'maximumPoolSize',
  'hikaricp.connections.min': 'minimumIdle',
  'hikaricp.connections.acquire': 'time from getConnection() to the connection, those that timed out included',
  'hikaricp.connections.usage': 'time from lending to return',
  'hikaricp.connections.creation': 'time to open a connection',
  'hikaricp.connections.timeout': 'getConnection() calls that timed out',
};

export const hikariTraps: readonly Trap[] = [
  { says: 'Connections are opened by one thread, which rests 30 ms after each: a burst on a small pool is served at one connection per connect time + 30 ms.' },
  { says: 'With minimumIdle 0 nobody replaces a connection that dies while others wait: they wait until the next newcomer, or their timeout.' },
  { says: 'A refused connection is heard by nobody: callers see only the timeout, connectionTimeout later.' },
  { says: 'A connection that was used less than 500 ms ago is lent without a check, dead or not.' },
  { says: 'Lifetimes are spread by 2.5 % up to 6.0: connections that were opened together die together. From 6.1 on by 25 %.' },
  { says: 'A thread that gives a connection back gets the same one again if it is still free; here requests have no threads, and the oldest idle connection is lent.' },
];

export const hikaricp = poolKind({
  kind: 'hikaricp',
  version: '5.1.0',
  says: 'a fixed pool filled by one adder thread; whoever waits first takes whatever connection comes first',
  source: 'brettwooldridge/HikariCP 5.1.0',
  metrics: hikariMetrics,
  traps: hikariTraps,
  options: hikariOptions,
  policy: hikariPolicy,
});
