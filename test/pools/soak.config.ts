/** The long run of the scripts against real pools: 100,000 for each library, from a new seed that is printed (POOLS_SEED and POOLS_SCRIPTS choose others). */

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const seed = process.env.POOLS_SEED ?? String(Date.now() % 2_147_483_647);
process.stdout.write(`pools: seed ${seed}; the same again with POOLS_SEED=${seed}\n`);

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/pools/**/*.test.ts'],
    testTimeout: 24 * 3_600_000,
    maxWorkers: 1,
    env: { POOLS_SEED: seed, POOLS_SCRIPTS: process.env.POOLS_SCRIPTS ?? '100000' },
  },
});
