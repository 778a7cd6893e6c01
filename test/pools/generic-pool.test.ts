/** The model of generic-pool does what the real generic-pool does, event for event, in thousands of random scripts. */

import { it } from 'vitest';
import { expectEqual, patience } from './compare.ts';
import { genericPool } from './generic-pool.ts';

it('does what the real generic-pool does in random scripts', patience, () => expectEqual(genericPool));
