/** Django: no pool but a connection for each thread, closed after each request unless CONN_MAX_AGE keeps it; or psycopg's pool (OPTIONS["pool"], 5.1 and later).
 *  Source: django/django 5.2 `django/db/backends/base/base.py`, `close_if_unusable_or_obsolete`; `django/db/backends/postgresql/base.py`, `pool`. */

import { either, type Place, withDefault } from '../../../shape.ts';
import { record } from '../../../shape/tables.ts';
import { duration, flag } from '../../../shape/values.ts';
import { forever } from '../../../units/time.ts';
import { ordinary, type Policy } from '../policy.ts';
import { poolKind } from './kind.ts';
import { type Psycopg3Choice, psycopg3Options, psycopg3Policy } from './psycopg3.ts';

const pooled = record("options of psycopg's pool", psycopg3Options);

const pool = either<Psycopg3Choice | boolean>("psycopg's pool: true, or a table of its options", [
  { when: (value) => typeof value === 'boolean', of: flag("psycopg's pool with its defaults, or none") },
  { when: () => true, of: pooled },
]);

/** The defaults of psycopg's pool, where `pool: true` asks for them. */
const defaults = (here: Place): Psycopg3Choice => pooled.read({}, here) as Psycopg3Choice;

export const django = poolKind({
  kind: 'django',
  version: 'Django 5.2',
  says: "a connection for each request, or for each thread up to CONN_MAX_AGE; with OPTIONS['pool'] psycopg's pool",
  source: 'django/django 5.2, db/backends/base/base.py',
  traps: [
    { says: 'With CONN_MAX_AGE = 0 every request pays for an opening, and the server for a login.' },
    { says: 'Nothing limits connections but the number of threads: more workers are more sessions.' },
    { says: 'With CONN_MAX_AGE and without CONN_HEALTH_CHECKS the first statement of a request meets a connection that the server or a firewall has ended meanwhile.' },
  ],
  options: {
    CONN_MAX_AGE: withDefault(duration('older at the begin or end of a request: closed; 0: at the end of each request; none: never', { bare: 's', foreverAs: ['none'] }), 0, 0),
    CONN_HEALTH_CHECKS: withDefault(flag('check a kept connection before its first statement in a request'), false, false),
    pool: withDefault(pool, false, false),
  },
  policy: (options, here): Policy | undefined => {
    const checks = options.CONN_HEALTH_CHECKS;
    if (options.pool !== false) {
      if (options.CONN_MAX_AGE !== 0) return here.wrong('Django refuses this: "Pooling doesn\'t support persistent connections."');
      const chosen = options.pool === true ? defaults(here) : options.pool;
      const policy = psycopg3Policy({ ...chosen, check: checks || chosen.check }, here);
      return policy === undefined ? undefined : { ...policy, nested: 'same' };
    }
    const kept = options.CONN_MAX_AGE > 0;
    return {
      ...ordinary,
      max: Number.POSITIVE_INFINITY, keepIdle: kept ? Number.POSITIVE_INFINITY : 0, lend: 'firstReturned', nested: 'same', afterDiscard: kept ? 'emptyRecord' : 'nobody',
      lifetime: kept ? options.CONN_MAX_AGE : forever, lifetimeAt: ['borrow', 'return'], checkAfterIdle: kept && checks ? -1 : forever, afterFailedCheck: 'reopen',
    };
  },
});
