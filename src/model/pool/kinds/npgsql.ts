/** Npgsql: the connection that has lain idle for longest is lent first, one absolute deadline covers waiting and opening, and idle connections are pruned by
 *  the median of how many lay idle. Source: npgsql/npgsql v10.0.3 `src/Npgsql/PoolingDataSource.cs` (pool notes §3.15). */

import { constantLaw } from '../../../random/laws.ts';
import { type Place, turned, withDefault } from '../../../shape.ts';
import { count, duration } from '../../../shape/values.ts';
import { type Duration, forever, inSeconds, minutes, seconds } from '../../../units/time.ts';
import { ordinary } from '../policy.ts';
import { poolKind } from './kind.ts';

const span = (says: string) => duration(says, { bare: 's' });
const upTo1024 = (name: string, says: string) => turned(count(says), (value, here: Place) => (value > 1024 ? here.wrong(`Npgsql refuses this: "${name} must be between 0 and 1024"`) : value));
const timeSpan = (value: Duration): string => new Array(3).fill(inSeconds(value)).map((all, i) => String(Math.floor(all / [3600, 60, 1][i]!) % 60).padStart(2, '0')).join(':');

export const npgsql = poolKind({
  kind: 'npgsql',
  version: '10.0.3',
  says: 'first returned, first lent; one absolute deadline covers waiting and opening; idle connections are pruned by their median',
  source: 'npgsql/npgsql v10.0.3, PoolingDataSource.cs',
  options: {
    MaxPoolSize: withDefault(upTo1024('MaxPoolSize', 'most connections'), 100, 100),
    MinPoolSize: withDefault(upTo1024('MinPoolSize', 'pruning stops at this many; nothing is opened in advance'), 0, 0),
    Timeout: withDefault(turned(span('how long Open() may take, waiting and opening together; 0: for ever'), (value: Duration, here: Place) =>
      value > seconds(1024) ? here.wrong('Npgsql refuses this: "Timeout must be between 0 and 1024"') : value === 0 ? forever : value), seconds(15), 15),
    ConnectionIdleLifetime: withDefault(span('pruning looks at the idle counts of this long'), minutes(5), 300),
    ConnectionPruningInterval: withDefault(span('how often the idle connections are counted'), seconds(10), 10),
    ConnectionLifetime: withDefault(turned(span('older: closed instead of lent; 0: never'), (value) => (value === 0 ? forever : value)), minutes(60), 3600),
  },
  policy: (options, here) => {
    const { MaxPoolSize: max, MinPoolSize: min, ConnectionIdleLifetime: idle, ConnectionPruningInterval: interval } = options;
    if (max < min) return here.wrong(`Npgsql refuses this: "Connection can't have 'Max Pool Size' ${max} under 'Min Pool Size' ${min}"`);
    if (interval === 0) return here.wrong('Npgsql refuses this: "ConnectionPruningInterval can\'t be 0."');
    if (idle < interval) return here.wrong(`Npgsql refuses this: "Connection can't have ConnectionIdleLifetime ${timeSpan(idle)} under ConnectionPruningInterval ${timeSpan(interval)}"`);
    return {
      ...ordinary,
      max, minimum: min, lend: 'firstReturned',
      patience: constantLaw(options.Timeout), patienceCoversOpening: true, patienceFromAsking: true, abandonedOpening: 'destroy',
      open: { ...ordinary.open, by: 'caller' },
      // A closed connection leaves a token that wakes one waiter, who opens.
      placeFree: 'afterClose', afterDiscard: 'headOpens',
      lifetime: options.ConnectionLifetime, lifetimeAt: ['borrow'],
      idleBy: 'cleaner', idleFloor: { count: min, of: 'all' },
      cleaner: { by: 'median', every: interval, samples: Math.ceil(idle / interval) },
      messages: {
        ...ordinary.messages,
        timeout: `The connection pool has been exhausted, either raise 'Max Pool Size' (currently ${max}) or 'Timeout' (currently ${inSeconds(options.Timeout)} seconds) in your connection string.`,
        timeoutOpening: 'Timeout during connection attempt',
      },
    };
  },
  metrics: {
    'db.client.connection.count{state=idle}': 'connections lying idle',
    'db.client.connection.count{state=used}': 'connections lent or being opened',
    'db.client.connection.max': 'most connections',
    'db.client.connection.npgsql.pending_requests': 'callers waiting in line',
    'db.client.connection.npgsql.timeouts': 'callers whose Timeout ended, so far',
    'db.client.connection.npgsql.create_time': 'time that openings take',
  },
  traps: [
    { says: 'MinPoolSize opens nothing in advance: it only stops pruning.' },
    { says: 'Least recently used goes first, so a little even traffic keeps every connection warm; pruning by the median then closes none, or most of them at once after a burst.' },
    { says: 'One deadline covers waiting and opening: capacity that appears late in a wait may be too late to be used.' },
    { says: 'ConnectionLifetime has no jitter and is looked at only when a connection is lent.', scenario: 'lifetime-herd' },
  ],
});
