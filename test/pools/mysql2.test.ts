/** The model of mysql2 does what the real mysql2 does, event for event, in thousands of random scripts. */

import { it } from 'vitest';
import { expectEqual, patience } from './compare.ts';
import { mysql2Pool } from './mysql2.ts';

it('does what the real mysql2 does in random scripts', patience, () => expectEqual(mysql2Pool));
