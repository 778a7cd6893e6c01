/** Bundles test/coverage/coverage.ts into dist/coverage/, with the simulation closed as the command line has it (core.mjs), and runs it: `npm run coverage -- [--repetitions N] [--write]`. */

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { closedCore } from './core.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
await build({
  entryPoints: [join(root, 'test/coverage/coverage.ts')], outdir: join(root, 'dist/coverage'), outExtension: { '.js': '.mjs' },
  bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', absWorkingDir: root, logLevel: 'warning', plugins: [closedCore(root)],
});
const ran = spawnSync(process.execPath, [join(root, 'dist/coverage/coverage.mjs'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root });
process.exitCode = ran.status ?? 1;
