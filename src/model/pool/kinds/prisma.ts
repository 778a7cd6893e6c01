/** Prisma 6's query engine: the pool of quaint, which is mobc: permits in order of asking, last returned first lent; what is found too old is replaced by its borrower.
 *  Source: prisma/prisma-engines 6 `quaint/src/pooled.rs`, importcjj/mobc `src/lib.rs`. Prisma 7 uses the pool of its driver instead. */

import { constantLaw, foreverLaw } from '../../../random/laws.ts';
import { optional, turned, withDefault } from '../../../shape.ts';
import { count, duration } from '../../../shape/values.ts';
import { forever, inSeconds, minutes, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const zeroIsNever = (says: string) => turned(duration(says, { bare: 's' }), (value) => (value === 0 ? forever : value));

export const prisma = poolKind({
  kind: 'prisma',
  version: 'Prisma 6 (quaint, mobc 0.8)',
  says: 'one deadline for waiting, checking and opening; every caller that finds room opens its own connection',
  source: 'prisma/prisma-engines 6, quaint/src/pooled.rs',
  metrics: {
    prisma_pool_connections_open: 'connections', prisma_pool_connections_busy: 'connections out', prisma_pool_connections_idle: 'idle connections',
    prisma_pool_connections_opened_total: 'connections opened so far', prisma_pool_connections_closed_total: 'connections closed so far',
    prisma_client_queries_wait: 'queries that wait for a connection', prisma_client_queries_wait_histogram_ms: 'how long queries waited for a connection',
  },
  traps: [
    { says: 'The default size follows the processors of the machine that runs the app, not the database: a container that sees 32 cores takes 65 connections, each instance anew.' },
    { says: 'A caller whose time is up drops the opening it waits for: a server slower to log in than pool_timeout is asked again and again and never serves.' },
  ],
  options: {
    num_physical_cpus: withDefault(count('physical processors of the machine: connection_limit is 2 times that and 1 unless it is given', { atLeast: 1 }), 4, 4),
    connection_limit: optional(count('most connections; default: num_physical_cpus * 2 + 1', { atLeast: 1 })),
    pool_timeout: withDefault(zeroIsNever('how long a query waits for a connection, its check and opening included; 0: for ever'), seconds(10), 10),
    connect_timeout: withDefault(zeroIsNever('an opening that takes longer fails; 0: never'), seconds(5), 5),
    max_connection_lifetime: withDefault(zeroIsNever('older when it is lent: replaced by its borrower; 0: never'), forever, 0),
    max_idle_connection_lifetime: withDefault(zeroIsNever('idle for longer when it is lent: replaced by its borrower; 0: never'), minutes(5), 300),
  },
  policy: (options) => {
    const max = options.connection_limit ?? options.num_physical_cpus * 2 + 1;
    const timeout = options.pool_timeout;
    return {
      ...ordinary,
      max, lend: 'lastReturned', patience: timeout === forever ? foreverLaw : constantLaw(timeout), patienceCoversOpening: true, patienceFromAsking: true, abandonedOpening: 'destroy',
      open: { ...ordinary.open, timeout: options.connect_timeout },
      // A connection is checked when its last check is 15 s old; here, when it has been idle for so long.
      reuseTries: 1, checkAfterIdle: seconds(15), lifetime: options.max_connection_lifetime, lifetimeAt: ['borrow'],
      idleTimeout: options.max_idle_connection_lifetime, idleBy: 'borrow',
      messages: {
        ...ordinary.messages,
        timeout: `Timed out fetching a new connection from the connection pool. More info: http://pris.ly/d/connection-pool (Current connection pool timeout: ${timeout === forever ? 0 : inSeconds(timeout)}, connection limit: ${max})`,
        openTimeout: "Can't reach database server",
      },
    };
  },
});
