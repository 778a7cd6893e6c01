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
  metrics: {},
  traps: [
    { says: 'Only minconn connections stay idle: minconn=1, maxconn=20 opens one for almost every use.' },
    { says: 'Opening happens under the pool\'s lock: a slow opening makes everybody wait, those too who only want to give back.' },
    { says: 'Nobody waits: the caller that finds maxconn connections out fails at once.' },
    { says: 'A connection that died idle is lent like any other; its borrower finds out.' },
  ],
  options: {
    minconn: withDefault(count('connections opened at the start; also the most that stay idle'), 1, 1),
    maxconn: withDefault(count('most connections', { atLeast: 1 }), 10, 10),
    pool: withDefault(oneOf('ThreadedConnectionPool locks, SimpleConnectionPool does not', ['ThreadedConnectionPool', 'SimpleConnectionPool']), 'ThreadedConnectionPool', 'ThreadedConnectionPool'),
    key: withDefault(oneOf('what getconn() is given as its key: nothing, or one for each thread, which then gets its connection again', ['none', 'thread']), 'none', 'none'),
  },
  policy: ({ minconn, maxconn, pool, key }) => ({
    ...ordinary,
    max: maxconn, prefill: minconn, lend: 'lastReturned', serve: 'nobody', keepIdle: minconn,
    open: { ...ordinary.open, by: 'caller', atOnce: pool === 'ThreadedConnectionPool' ? 1 : Number.POSITIVE_INFINITY, holdsLock: pool === 'ThreadedConnectionPool' },
    start: { ...ordinary.start, blocking: minconn, atOnce: 0, ifRefused: 'throw' }, afterDiscard: 'nobody', nested: key === 'thread' ? 'same' : 'another',
    messages: { ...ordinary.messages, exhausted: 'connection pool exhausted', startFailed: '{why}' },
  }),
});
