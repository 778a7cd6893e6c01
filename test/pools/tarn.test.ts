/** The model of tarn does what the real tarn does, event for event, in thousands of random scripts. */

import { it } from 'vitest';
import { expectEqual, patience } from './compare.ts';
import type { Script } from './script.ts';
import { tarn } from './tarn.ts';

/** tarn has no word for a broken resource. */
const trim = (script: Script): Script => ({ ...script, callers: script.callers.map((caller) => ({ ...caller, ends: 'returns' as const })) });

it('does what the real tarn does in random scripts', patience, () => expectEqual(tarn, trim));
