/** All lessons, in reading order. A new one is a file and a line here. */

import type { Lesson } from './lesson.ts';
import { beforeTheDatabase } from './lessons/before-the-database.ts';
import { beginCommit } from './lessons/begin-commit.ts';
import { callInside } from './lessons/call-inside.ts';
import { deadConnections } from './lessons/dead-connections.ts';
import { defaults } from './lessons/defaults.ts';
import { eightThreads } from './lessons/eight-threads.ts';
import { firstToTell } from './lessons/first-to-tell.ts';
import { howManyFail } from './lessons/how-many-fail.ts';
import { leakOrSmall } from './lessons/leak-or-small.ts';
import { lockedRow } from './lessons/locked-row.ts';
import { moreThanCores } from './lessons/more-than-cores.ts';
import { nineOrFifty } from './lessons/nine-or-fifty.ts';
import { raiseByTwo } from './lessons/raise-by-two.ts';
import { retries } from './lessons/retries.ts';
import { saturdayFifty } from './lessons/saturday-fifty.ts';
import { saturdayLiteral } from './lessons/saturday-literal.ts';
import { secondsSaved } from './lessons/seconds-saved.ts';
import { serverless } from './lessons/serverless.ts';
import { shorterTimeout } from './lessons/shorter-timeout.ts';
import { twentyPods } from './lessons/twenty-pods.ts';
import { twoAtATime } from './lessons/two-at-a-time.ts';
import { twoPools } from './lessons/two-pools.ts';
import { whichError } from './lessons/which-error.ts';
import { whichFix } from './lessons/which-fix.ts';
import { whyPool } from './lessons/why-pool.ts';

export const lessons: readonly Lesson[] = [
  whyPool, secondsSaved, eightThreads, nineOrFifty, moreThanCores, raiseByTwo,
  howManyFail, shorterTimeout, callInside, beginCommit, saturdayLiteral, saturdayFifty, whichFix,
  whichError, twentyPods, serverless, defaults, twoPools,
  leakOrSmall, firstToTell, deadConnections, beforeTheDatabase, lockedRow, twoAtATime, retries,
];
