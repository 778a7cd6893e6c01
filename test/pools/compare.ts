/** Plays scripts on a library and on its model, and asks for equal records. How many scripts, and from which seed, may be set from outside for a long run. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { type Library, playLibrary } from './library-side.ts';
import { playModel } from './model-side.ts';
import { type Script, scripts } from './script.ts';

/** In a test run: 2,000 scripts of one seed. A soak says otherwise. */
const numRuns = Number(process.env.POOLS_SCRIPTS ?? 2000);
/** For `it`: a crowded machine may take its time, and a soak takes hours. */
export const patience = { timeout: process.env.POOLS_SCRIPTS === undefined ? 600_000 : 24 * 3_600_000 };
const seed = Number(process.env.POOLS_SEED ?? 20260101);

/** Event for event: the record of the library is the record of the model. `trim` changes each script first. */
export async function expectEqual(library: Library, trim: (script: Script) => Script = (script) => script): Promise<void> {
  let played = 0;
  await fc.assert(fc.asyncProperty(scripts(library.options), async (any) => {
    const script = trim(any);
    played++;
    expect(playModel(library, script)).toEqual(await playLibrary(library, script));
  }), { numRuns, seed, endOnFailure: false });
  if (process.env.POOLS_SCRIPTS !== undefined) process.stdout.write(`${library.kind}: ${played} scripts of seed ${seed} equal\n`);
}
