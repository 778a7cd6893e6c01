/** psycopg2's pools never wait: an exhausted pool raises at once; only `minconn` connections ever stay idle, and opening one locks the pool.
 *  Source: psycopg/psycopg2 2.9.12 `lib/pool.py`, SimpleConnectionPool and ThreadedConnectionPool (pool notes §3.4). */

import { withDefault } from '../../../shape.ts';
import { count, oneOf } from '../../../shape/values.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

export const psycopg2 = poolKind({
  kind: 'psycopg2',
  version: '2.9.12',
  says: 'nobody waits: an exhausted pool fails at once; only minconn connections stay idle',
  source: 'psycopg/psycopg2 2.9.12, lib/pool.py',
  options: {
    minconn: withDefault(count('connections opened at the start; also the most that stay idle'), 1, 1),
    maxconn: withDefault(count('most connections', { atLeast: 1 }), 10, 10),
    pool: withDefault(oneOf('ThreadedConnectionPool locks, SimpleConnectionPool does not', ['ThreadedConnectionPool', 'SimpleConnectionPool']), 'ThreadedConnectionPool', 'ThreadedConnectionPool'),
  },
  policy: ({ minconn, maxconn, pool }) => ({
    ...ordinary,
    max: maxconn, prefill: minconn, lend: 'lastReturned', serve: 'nobody', keepIdle: minconn,
    open: { ...ordinary.open, by: 'caller', atOnce: 1, holdsLock: pool === 'ThreadedConnectionPool' },
    afterDiscard: 'nobody',
    messages: { ...ordinary.messages, exhausted: 'connection pool exhausted' },
  }),
});
