/** The settings of a server that are about rows: how long a statement waits for one, when circles are looked for, how long a transaction may last. */

import { withDefault } from '../../shape.ts';
import { duration } from '../../shape/values.ts';
import { type Duration, forever, ms, second } from '../../units/time.ts';

export interface LockSettings {
  /** A statement that waits for a row for longer fails. */
  readonly lockTimeout: Duration;
  /** After waiting so long for a row the server looks whether transactions wait for each other in a circle; 0: it looks at once. */
  readonly deadlockTimeout: Duration;
  /** A session whose transaction lasts longer, whatever it does meanwhile, is ended. */
  readonly transactionTimeout: Duration;
}

const off = ['off', 'never', 'none', 'forever'];

export const timeout = (says: string, fallback: Duration = forever, shown = 'off') => withDefault(duration(says, { atLeast: ms(1), foreverAs: off }), fallback, shown);

const lockTimeout = (fallback: Duration, shown: string) => timeout('a statement that waits for a row for longer fails', fallback, shown);

const deadlockTimeout = (fallback: Duration, shown: string) =>
  withDefault(duration('a statement that has waited this long for a row has the server look for a deadlock; 0s: at once', { foreverAs: off }), fallback, shown);

const transactionTimeout = timeout('a session whose transaction, or whose statement outside one, lasts longer is ended (PostgreSQL 17)');

/** PostgreSQL: no limit on waiting, a look for circles after a second. */
export const postgresLocks = { lockTimeout: lockTimeout(forever, 'off'), deadlockTimeout: deadlockTimeout(second, '1s'), transactionTimeout };

/** MySQL: `innodb_lock_wait_timeout`; circles are found by whoever closes them (`innodb_deadlock_detect`). It has no limit on transactions. */
export const mysqlLocks = { lockTimeout: lockTimeout(50 * second, '50s'), deadlockTimeout: deadlockTimeout(0, '0s') };

export const plainLocks = { lockTimeout: lockTimeout(forever, 'off'), deadlockTimeout: deadlockTimeout(0, '0s'), transactionTimeout };

/** A server that has no rows: a pooler. */
export const noLocks: LockSettings = { lockTimeout: forever, deadlockTimeout: forever, transactionTimeout: forever };
