/** Changes a timeout of a pool or of a database from now on; waits and statements under way keep the deadline they began with. */

import { unreachable } from '../../assert.ts';
import { constantLaw } from '../../random/laws.ts';
import type { DatabasePlan } from '../database/plan.ts';
import type { TimeoutName } from '../incident-plan.ts';
import type { Policy } from '../pool/policy.ts';
import type { Deed } from './incident.ts';

const poolChange = (which: TimeoutName, to: number): Partial<Policy> | null =>
  which === 'acquire' ? { patience: constantLaw(to) } : which === 'idle' ? { idleTimeout: to } : which === 'lifetime' ? { lifetime: to } : null;

const databaseChange = (which: TimeoutName, to: number): Partial<DatabasePlan> => {
  switch (which) {
    case 'statement': return { statementTimeout: to };
    case 'idleInTransaction': return { idleInTransactionTimeout: to };
    case 'idleSession': return { idleSessionTimeout: to };
    case 'lock': return { lockTimeout: to };
    case 'transaction': return { transactionTimeout: to };
    case 'acquire':
    case 'idle':
    case 'lifetime': return {};
    default: return unreachable(which);
  }
};

/** The switches that `change` touches, as they were. */
const asBefore = <T extends object>(change: Partial<T>, before: T): Partial<T> => Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof T]])) as Partial<T>;

export const timeout: Deed<'timeout'> = ({ pool, database, which, to }, stage) => {
  const change = poolChange(which, to);
  if (change !== null && pool !== null) {
    const group = stage.pool(pool);
    const before = group.policy;
    group.change({ ...before, ...change });
    return () => group.change({ ...group.policy, ...asBefore(change, before) });
  }
  const server = stage.database(database ?? '');
  const before = server.plan;
  const planned = databaseChange(which, to);
  server.planChanged({ ...before, ...planned });
  return () => server.planChanged({ ...server.plan, ...asBefore(planned, before) });
};
