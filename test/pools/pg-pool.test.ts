/** The model of pg-pool does what the real pg-pool does, event for event, in thousands of random scripts. */

import { it } from 'vitest';
import { expectEqual, patience } from './compare.ts';
import { pgPool } from './pg-pool.ts';

it('does what the real pg-pool does in random scripts', patience, () => expectEqual(pgPool));
