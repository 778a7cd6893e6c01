/** The settings of a server that are about rows: how long a statement waits for one, when circles are looked for, how long a transaction may last. */

import { withDefault } from '../../shape.ts';
import { duration, oneOf } from '../../shape/values.ts';
import { type Duration, forever, ms, second } from '../../units/time.ts';

export interface LockSettings {
  /** A statement that waits for a row for longer fails. */
  readonly lockTimeout: Duration;
  /** After waiting so long for a row the server looks whether transactions wait for each other in a circle; 0: it looks at once. */
  readonly deadlockTimeout: Duration;
  /** A session whose transaction lasts longer, whatever it does meanwhile, is ended. */
  readonly transactionTimeout: Duration;
  /** Who wakes when a row that was changed is free again: the next in line, or all of them, of whom one gets it and the others join a new line. */
  readonly lockWakes: 'next' | 'all';
  /** Processor time of one who wakes for a row. */
  readonly lockWakeCpu: Duration;
}

const off = ['off', 'never', 'none', 'forever'];

export const timeout = (says: string, fallback: Duration = forever, shown = 'off') => withDefault(duration(says, { atLeast: ms(1), foreverAs: off }), fallback, shown);

const lockTimeout = (fallback: Duration, shown: string) => timeout('a statement that waits for a row for longer fails', fallback, shown);

const deadlockTimeout = (fallback: Duration, shown: string) =>
  withDefault(duration('a statement that has waited this long for a row has the server look for a deadlock; 0s: at once', { foreverAs: off }), fallback, shown);

const transactionTimeout = timeout('a session whose transaction, or whose statement outside one, lasts longer is ended (PostgreSQL 17)');

const lockWakes = (fallback: LockSettings['lockWakes']) => withDefault(
  oneOf('who wakes when a changed row is free again: the next in line, or all, of whom any one gets it and the others wait anew', ['next', 'all']), fallback, fallback);

const lockWakeCpu = (fallback: Duration, shown: string) => withDefault(duration('processor time of one who wakes for a row'), fallback, shown);

/** PostgreSQL: no limit on waiting, a look for circles after a second. A waiter waits for a version of the row and must look again when it was updated; 16 µs for that
 *  were fitted to one of eight measured client counts of pgbench at scale 1, and predict the others (test/reality/tpcb.test.ts). */
export const postgresLocks = { lockTimeout: lockTimeout(forever, 'off'), deadlockTimeout: deadlockTimeout(second, '1s'), transactionTimeout, lockWakes: lockWakes('all'), lockWakeCpu: lockWakeCpu(16, '16us') };

/** MySQL hands a lock over to the next. `innodb_lock_wait_timeout`; circles are found by whoever closes them (`innodb_deadlock_detect`). It has no limit on transactions. */
export const mysqlLocks = { lockTimeout: lockTimeout(50 * second, '50s'), deadlockTimeout: deadlockTimeout(0, '0s'), lockWakes: lockWakes('next'), lockWakeCpu: lockWakeCpu(0, '0s') };

export const plainLocks = { lockTimeout: lockTimeout(forever, 'off'), deadlockTimeout: deadlockTimeout(0, '0s'), transactionTimeout, lockWakes: lockWakes('next'), lockWakeCpu: lockWakeCpu(0, '0s') };

/** A server that has no rows: a pooler. */
export const noLocks: LockSettings = { lockTimeout: forever, deadlockTimeout: forever, transactionTimeout: forever, lockWakes: 'next', lockWakeCpu: 0 };
