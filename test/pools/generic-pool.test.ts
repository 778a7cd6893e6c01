/** The model of generic-pool does what the real generic-pool does, event for event, in thousands of random scripts. */

import { it } from 'vitest';
import { expectEqual, patience } from './compare.ts';
import { genericPool } from './generic-pool.ts';
import type { Script } from './script.ts';

/** With acquire() and release() an app has no word for a broken resource. */
const trim = (script: Script): Script => (script.options.through === 'use' ? script : { ...script, callers: script.callers.map((caller) => ({ ...caller, ends: 'returns' as const })) });

it('does what the real generic-pool does in random scripts', patience, () => expectEqual(genericPool, trim));
