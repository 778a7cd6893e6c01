/** Bundles test/bench/bench.ts with the sources it measures into dist/bench/ and runs it with the garbage collector at hand. Arguments go through. */

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
await build({
  entryPoints: [join(root, 'test/bench/bench.ts')], outdir: join(root, 'dist/bench'),
  bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', absWorkingDir: root, logLevel: 'warning',
});
const ran = spawnSync(process.execPath, ['--expose-gc', join(root, 'dist/bench/bench.js'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root });
process.exitCode = ran.status ?? 1;
