/**
 * Builds dist/: the library (tsc: JavaScript and types) and the command line (esbuild: one script with its compiled code kept beside it, Vega and the fit apart),
 * then links the command into node_modules/.bin so that `npx poolsim` finds it inside this checkout. Runs on install (`prepare`).
 *
 *   node .config/build.mjs            all of it
 *   node .config/build.mjs --cli      the command line only (half a second)
 *   node .config/build.mjs --prepare  all of it, or nothing where the development tools are left out (`npm ci --omit=dev`)
 */

import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closedCore } from './core.mjs';

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

/** Packages that few commands need: one script each beside the command line, loaded when they are first called for. */
const beside = ['vega', 'vega-lite', 'ml-levenberg-marquardt'];
const keptBeside = {
  name: 'kept-beside',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(?:${beside.join('|')})$`) }, ({ path }) => ({ path: `./${path}.cjs`, external: true }));
  },
};

/**
 * The distribution functions of statistics (@stdlib), which one run does not need: all of them in one script beside the command line, that is read when the
 * first of them is called. What stands in their place are functions that fetch it.
 */
const distributions = Object.keys(JSON.parse(readFileSync(at('package.json'), 'utf8')).dependencies).filter((name) => name.startsWith('@stdlib/'));
const onFirstCall = {
  name: 'on-first-call',
  setup(build) {
    build.onResolve({ filter: /^@stdlib\// }, ({ path }) => (distributions.includes(path) ? { path, namespace: 'on-first-call' } : null));
    build.onResolve({ filter: /^\.\/distributions\.cjs$/ }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: 'on-first-call' }, ({ path }) => ({ contents: `module.exports = (...numbers) => require('./distributions.cjs')['${path}'](...numbers);`, resolveDir: root }));
  },
};
/** The parsers of other languages, which only `import` needs: all of them in one script too, because they share classes, read when the first of them is. */
const parsers = Object.keys(JSON.parse(readFileSync(at('package.json'), 'utf8')).dependencies).filter((name) => name.startsWith('@lezer/'));
const onFirstUse = {
  name: 'on-first-use',
  setup(build) {
    build.onResolve({ filter: /^@lezer\// }, ({ path }) => ({ path, namespace: 'on-first-use' }));
    build.onResolve({ filter: /^\.\/parsers\.cjs$/ }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: 'on-first-use' }, ({ path }) => ({ contents: `module.exports = require('./parsers.cjs')['${path}'];`, resolveDir: root }));
  },
};
const allParsers = parsers.map((name) => `exports['${name}'] = require('${name}');`).join('\n');
const allDistributions = distributions.map((name) => `exports['${name}'] = require('${name}');`).join('\n');

async function buildCli() {
  const { build } = await import('esbuild');
  const fresh = at('dist', `cli.new-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  const common = { bundle: true, minify: true, keepNames: false, legalComments: 'none', platform: 'node', target: 'node20', absWorkingDir: root, logLevel: 'warning' };
  const plain = { 'string-width': at('.config/plain-width.mjs'), 'wrap-ansi': at('.config/plain-wrap.mjs'), 'vega-canvas': at('.config/no-canvas.mjs') };
  await Promise.all([
    build({ ...common, stdin: { contents: allDistributions, resolveDir: root, sourcefile: 'distributions.cjs' }, outfile: join(fresh, 'distributions.cjs'), format: 'cjs', alias: { debug: at('.config/no-debug.cjs') } }),
    build({ ...common, stdin: { contents: allParsers, resolveDir: root, sourcefile: 'parsers.cjs' }, outfile: join(fresh, 'parsers.cjs'), format: 'cjs' }),
    build({ ...common, entryPoints: Object.fromEntries(beside.map((name) => [name, name])), outdir: fresh, outExtension: { '.js': '.cjs' }, format: 'cjs', alias: plain }),
    build({
      ...common, entryPoints: [at('src/cli/main.ts')], outfile: join(fresh, 'main.cjs'), format: 'cjs', external: ['@resvg/resvg-js', 'pg', 'piscina'], alias: plain, plugins: [keptBeside, onFirstCall, onFirstUse, closedCore(root)],
      // Not `minify`: it would write `let` for `const`, because that is shorter (see core.mjs).
      minify: false, minifyWhitespace: true, minifyIdentifiers: true,
      define: { 'import.meta.url': '__here' },
      // Kept code has lost who may load modules for it, so an import() in it becomes a require().
      supported: { 'dynamic-import': false },
      banner: { js: "(function (exports, require, module, __filename, __dirname) { const __here = require('node:url').pathToFileURL(__filename).href;" }, footer: { js: '})' },
    }),
    // What a thread of a sweep runs: reading and simulating, no screen and no charts.
    build({
      ...common, entryPoints: [at('src/cli/sweep-worker.ts')], outfile: join(fresh, 'sweep-worker.cjs'), format: 'cjs', plugins: [onFirstCall, closedCore(root)],
      minify: false, minifyWhitespace: true, minifyIdentifiers: true,
    }),
  ]);
  writeFileSync(join(fresh, 'poolsim.cjs'), starter, { mode: 0o755 });
  writeFileSync(join(fresh, 'main.js'), "#!/usr/bin/env node\nimport './poolsim.cjs';\n", { mode: 0o755 });
  spawnSync(process.execPath, [at('.config/warm.cjs'), join(fresh, 'main.cjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  swapIn(fresh, at('dist', 'cli'));
}

/**
 * The command itself: runs main.cjs with the compiled code that .config/warm.cjs kept beside it (55 ms of a start of 230). V8 refuses code kept by
 * another version or for another source; then, and without any, it compiles as usual.
 */
const starter = `#!/usr/bin/env node
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');
const file = join(__dirname, 'main.cjs');
let cachedData;
try { cachedData = readFileSync(file + '.code'); } catch {}
new Script(readFileSync(file, 'utf8'), { filename: 'poolsim/main.cjs', cachedData }).runInThisContext()({}, require, module, file, __dirname);
`;

function buildLibrary() {
  const fresh = at('dist', `lib.new-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  const tsc = spawnSync(process.execPath, [at('node_modules/typescript/bin/tsc'), '-p', at('.config/tsconfig.lib.json'), '--outDir', fresh], { stdio: 'inherit' });
  if (tsc.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error('the library did not compile');
  }
  // tsc writes declarations of what it compiles, not those that were written by hand; the command line is no part of the library.
  for (const name of readdirSync(at('src'), { recursive: true, encoding: 'utf8' })) if (name.endsWith('.d.ts') && existsSync(dirname(join(fresh, name)))) copyFileSync(at('src', name), join(fresh, name));
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
    writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\dist\\cli\\poolsim.cjs" %*\r\n');
    return;
  }
  symlinkSync(join('..', '..', 'dist', 'cli', 'poolsim.cjs'), link);
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
