/** Bundles test/recommend/proof/proof.ts into dist/recommend/ with the simulation closed as the command line has it, and runs it: `npm run recommend:proof -- [--only id] [--repeats 200] [--write]`. */

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { closedCore } from './core.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
await build({
  entryPoints: [join(root, 'test/recommend/proof/proof.ts')], outdir: join(root, 'dist/recommend'), outExtension: { '.js': '.mjs' },
  bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', absWorkingDir: root, logLevel: 'warning', plugins: [closedCore(root)],
});
const ran = spawnSync(process.execPath, [join(root, 'dist/recommend/proof.mjs'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root });
process.exitCode = ran.status ?? 1;
