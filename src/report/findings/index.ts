/** The catalogue of causes. A new one is a file and a line here. */

import { alertLead } from './alert-lead.ts';
import { blame } from './blame.ts';
import type { Cause } from './cause.ts';
import { cliff } from './cliff.ts';
import { connecting } from './connecting.ts';
import { contention, databaseSaturated } from './database.ts';
import { disksFull } from './disks.ts';
import { exhaustion } from './exhaustion.ts';
import { failover } from './failover.ts';
import { herd } from './herd.ts';
import { hotRow } from './hot-row.ts';
import { leak } from './leak.ts';
import { limits } from './limits.ts';
import { logins } from './logins.ts';
import { memory, openSessions } from './memory.ts';
import { nested } from './nested.ts';
import { otherFailures } from './other-failures.ts';
import { brokenPromises, calm } from './outcome.ts';
import { poolSize } from './pool-size.ts';
import { pooler } from './pooler.ts';
import { retries, wastedWork } from './retries.ts';
import { overload, unfinished } from './run-length.ts';
import { stale } from './stale.ts';
import { starvation } from './starvation.ts';
import { waiting } from './waiting.ts';

export const causes: readonly Cause[] = [
  failover, stale, exhaustion, starvation, hotRow, herd, blame, leak, nested, limits, otherFailures, memory, disksFull, logins, databaseSaturated, openSessions, pooler, contention, retries, wastedWork, waiting, cliff,
  connecting, poolSize, overload, unfinished, alertLead, brokenPromises, calm,
];
