/**
 * Bundles test/bench/bench.ts and the runner it starts into dist/bench/, with the simulation closed as the command line has it (core.mjs), builds
 * the command line, and runs the benchmark. Arguments go through: `npm run bench -- --rounds 3 --peers DIR --long --write`.
 */

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { closedCore } from './core.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
await build({
  entryPoints: [join(root, 'test/bench/bench.ts'), join(root, 'test/bench/one-process.ts')], outdir: join(root, 'dist/bench'), outExtension: { '.js': '.mjs' },
  bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', absWorkingDir: root, logLevel: 'warning', plugins: [closedCore(root)],
});
spawnSync(process.execPath, [join(root, '.config/build.mjs'), '--cli'], { stdio: 'inherit', cwd: root });
const ran = spawnSync(process.execPath, [join(root, 'dist/bench/bench.mjs'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root });
process.exitCode = ran.status ?? 1;
