/**
 * Builds dist/: the library (tsc: JavaScript and types) and the command line (esbuild: one small entry, everything heavy in lazy chunks),
 * then links the command into node_modules/.bin so that `npx poolsim` finds it inside this checkout. Runs on install (`prepare`).
 *
 *   node .config/build.mjs            all of it
 *   node .config/build.mjs --cli      the command line only (half a second)
 *   node .config/build.mjs --prepare  all of it, or nothing where the development tools are left out (`npm ci --omit=dev`)
 */

import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const wants = new Set(process.argv.slice(2));

/** Puts a finished folder in the place of an old one; a reader sees the old build or the new one, never half of each. */
function swapIn(fresh, place) {
  const old = `${place}.old-${process.pid}`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

async function buildCli() {
  const { build } = await import('esbuild');
  const fresh = at('dist', `cli.new-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  await build({
    entryPoints: [at('src/cli/main.ts')],
    outdir: fresh, chunkNames: 'chunks/[name]-[hash]',
    bundle: true, splitting: true, minify: true, keepNames: false, legalComments: 'none',
    format: 'esm', platform: 'node', target: 'node20',
    external: ['@resvg/resvg-js', 'canvas'],
    alias: { 'string-width': at('.config/plain-width.mjs'), 'wrap-ansi': at('.config/plain-wrap.mjs') },
    // Some of the bundled packages are CommonJS inside and ask for `require`.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    absWorkingDir: root, logLevel: 'warning',
  });
  chmodSync(join(fresh, 'main.js'), 0o755);
  swapIn(fresh, at('dist', 'cli'));
}

function buildLibrary() {
  const fresh = at('dist', `lib.new-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  const tsc = spawnSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('.config/tsconfig.lib.json'), '--outDir', fresh], { stdio: 'inherit' });
  if (tsc.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error('the library did not compile');
  }
  // tsc writes declarations of what it compiles, not those that were written by hand.
  for (const name of readdirSync(at('src'), { recursive: true, encoding: 'utf8' })) if (name.endsWith('.d.ts')) copyFileSync(at('src', name), join(fresh, name));
  swapIn(fresh, at('dist', 'lib'));
}

/**
 * Makes `npx poolsim` run this checkout. package.json must not name the command under "bin": npx, finding its own package's command there,
 * first installs the checkout into its cache, which builds everything a second time and needs the network (decision 0005).
 */
function linkCommand() {
  const bin = at('node_modules', '.bin');
  if (!existsSync(at('node_modules'))) return;
  mkdirSync(bin, { recursive: true });
  const link = join(bin, 'poolsim');
  rmSync(link, { force: true });
  if (process.platform === 'win32') {
    writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\dist\\cli\\main.js" %*\r\n');
    return;
  }
  symlinkSync(join('..', '..', 'dist', 'cli', 'main.js'), link);
}

const toolsAreThere = existsSync(at('node_modules/esbuild')) && existsSync(at('node_modules/typescript'));
if (wants.has('--prepare') && !toolsAreThere) {
  console.error('poolsim: the development tools are not installed, so nothing was built. `npm ci` installs them.');
} else {
  mkdirSync(at('dist'), { recursive: true });
  await buildCli();
  if (!wants.has('--cli')) buildLibrary();
  linkCommand();
}
