/** The model of tarn does what the real tarn does, event for event, in thousands of random scripts. */

import { it } from 'vitest';
import { expectEqual, patience } from './compare.ts';
import { tarn } from './tarn.ts';

it('does what the real tarn does in random scripts', patience, () => expectEqual(tarn));
