/** Bundles test/reality/reality.ts into dist/reality/ and runs it: `npm run reality -- [--write]`. */

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
await build({
  entryPoints: [join(root, 'test/reality/reality.ts')], outdir: join(root, 'dist/reality'), outExtension: { '.js': '.mjs' },
  bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', absWorkingDir: root, logLevel: 'warning',
});
const ran = spawnSync(process.execPath, [join(root, 'dist/reality/reality.mjs'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root });
process.exitCode = ran.status ?? 1;
