/** SQLAlchemy's QueuePool: oldest returned first, overflow connections closed when they come back; the timeout covers only the wait in line.
 *  Source: sqlalchemy/sqlalchemy 2.0.52 `lib/sqlalchemy/pool/impl.py`, `pool/base.py` (pool notes §3.3). */

import { constantLaw } from '../../../random/laws.ts';
import { type Place, shape, turned, withDefault } from '../../../shape.ts';
import { count, duration, flag, oneOf } from '../../../shape/values.ts';
import { forever, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

/** A whole number; -1 means no limit. */
const overflow = shape<number>('connections above pool_size; -1: no limit', { type: 'integer', minimum: -1 }, (value, here: Place) =>
  value === -1 ? Number.POSITIVE_INFINITY : count('', { atLeast: 0 }).read(value, here));

export const sqlalchemy = poolKind({
  kind: 'sqlalchemy',
  version: '2.0.52 QueuePool',
  says: 'first returned, first lent; overflow connections are closed when they come back; the timeout covers only the wait',
  source: 'sqlalchemy/sqlalchemy 2.0.52, pool/impl.py',
  metrics: {
    'pool.size()': 'pool_size', 'pool.checkedin()': 'idle connections, empty records included', 'pool.checkedout()': 'connections out',
    'pool.overflow()': 'connections above pool_size; below 0 while fewer than pool_size exist',
  },
  traps: [
    { says: 'Overflow connections are closed when they come back, so a load just above pool_size opens and closes connections all the time.', scenario: 'sqlalchemy-overflow-churn' },
    { says: 'A failed opening wakes nobody: callers in line sleep on although there is room, until somebody gives a connection back or their timeout ends.' },
    { says: 'pool_timeout covers the wait in line only: opening a connection may take any time on top.' },
    { says: 'The error blames the size of the pool whatever the cause was.' },
    { says: 'First returned, first lent keeps every connection in use, so none is ever spare; nothing closes idle ones either.' },
  ],
  options: {
    pool_size: withDefault(count('connections kept; 0: no limit at all'), 5, 5),
    max_overflow: withDefault(overflow, 10, 10),
    pool_timeout: withDefault(duration('how long a checkout waits in line', { bare: 's' }), seconds(30), 30),
    pool_recycle: withDefault(duration('older at checkout: replaced; -1: never', { bare: 's', foreverAs: [-1] }), forever, -1),
    pool_pre_ping: withDefault(flag('check each connection at checkout'), false, false),
    pool_use_lifo: withDefault(flag('lend the connection that came back last'), false, false),
    pool_reset_on_return: withDefault(turned(oneOf('what happens at return', ['rollback', 'commit', 'none']), (how) => how), 'rollback', 'rollback'),
  },
  policy: (options) => {
    const unlimited = options.pool_size === 0;
    return {
      ...ordinary,
      max: unlimited ? Number.POSITIVE_INFINITY : options.pool_size + options.max_overflow,
      keepIdle: unlimited ? Number.POSITIVE_INFINITY : options.pool_size,
      lend: options.pool_use_lifo ? 'lastReturned' : 'firstReturned',
      patience: constantLaw(options.pool_timeout), atDeadline: 'openIfRoom',
      placeFree: 'afterClose', afterDiscard: 'emptyRecord', checkAfterIdle: options.pool_pre_ping ? -1 : forever, checksHandOver: options.pool_pre_ping, afterFailedCheck: 'reopenAll',
      resetRoundTrips: options.pool_reset_on_return === 'none' ? 0 : 1,
      lifetime: options.pool_recycle, lifetimeAt: ['borrow'],
      messages: {
        ...ordinary.messages,
        timeout: `QueuePool limit of size ${options.pool_size} overflow ${Number.isFinite(options.max_overflow) ? options.max_overflow : -1} reached, connection timed out, timeout {timeoutS} (Background on this error at: https://sqlalche.me/e/20/3o7r)`,
      },
    };
  },
});
