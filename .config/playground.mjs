/**
 * Builds the page, dist/playground/: static files with relative addresses, for any file server under any path. With --serve it also serves them.
 *
 *   node .config/playground.mjs                  builds
 *   node .config/playground.mjs --serve          builds, serves on loopback and prints the address; Ctrl-C ends it
 *   node .config/playground.mjs --serve --port N the same on this port (default: a free one)
 *   node .config/playground.mjs --serve --no-build   serves what was built before
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { closedCore } from './core.mjs';
import { serve } from './serve.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);

/** The first load without the chart library may weigh so much, gzipped. */
const bound = 500_000;

/** The library of scenarios as a module. */
const scenarios = {
  name: 'scenarios',
  setup(build) {
    build.onResolve({ filter: /^poolsim:scenarios$/ }, () => ({ path: 'scenarios', namespace: 'library' }));
    build.onLoad({ filter: /.*/, namespace: 'library' }, () => {
      const names = readdirSync(at('scenarios')).filter((name) => name.endsWith('.yaml')).sort();
      const texts = Object.fromEntries(names.map((name) => [name.replace(/\.yaml$/, ''), readFileSync(at('scenarios', name), 'utf8')]));
      return { contents: `export const scenarios = ${JSON.stringify(texts)}; export const contents = ${JSON.stringify(readFileSync(at('scenarios/README.md'), 'utf8'))};`, loader: 'js' };
    });
  },
};

const named = (outputs, entry) => {
  const found = Object.entries(outputs).find(([, output]) => output.entryPoint === entry);
  if (found === undefined) throw new Error(`the build made nothing of ${entry}`);
  return found;
};

const zipped = (folder, name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;
const kb = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

/** Files a module needs at once: its static imports, theirs, and so on. */
function staticallyNeeded(outputs, first) {
  const needed = new Set();
  const visit = (name) => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const { path, kind, external } of outputs[name]?.imports ?? []) if (kind === 'import-statement' && external !== true) visit(path);
  };
  visit(first);
  return [...needed];
}

export async function buildPlayground() {
  const { build } = await import('esbuild');
  const fresh = at('dist', `playground.new-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const common = { bundle: true, minify: true, legalComments: 'none', platform: 'browser', target: ['chrome110', 'firefox115', 'safari16.4'], absWorkingDir: root, outdir: fresh, metafile: true, logLevel: 'warning' };
  const worker = await build({
    ...common, entryPoints: ['src/playground/worker.ts'], entryNames: '[name]-[hash]', format: 'iife', plugins: [closedCore(root, 'browser')],
    // Not `minify`: it would write `let` for `const`, because that is shorter (see core.mjs).
    minify: false, minifyWhitespace: true, minifyIdentifiers: true,
  });
  const [workerPath] = named(worker.metafile.outputs, 'src/playground/worker.ts');
  const page = await build({
    ...common, entryPoints: ['src/playground/main.tsx'], entryNames: '[name]-[hash]', chunkNames: 'parts/[name]-[hash]', format: 'esm', splitting: true, jsx: 'automatic', jsxImportSource: 'preact', plugins: [scenarios],
    define: { workerFile: JSON.stringify(basename(workerPath)), serviceWorkerFile: '"service-worker.js"', 'process.env.NODE_ENV': '"production"' },
  });
  const { outputs } = page.metafile;
  const [script, { cssBundle }] = named(outputs, 'src/playground/main.tsx');
  const inFolder = (path) => path.slice(path.indexOf(basename(fresh)) + basename(fresh).length + 1);
  const explore = Object.entries(outputs).find(([, output]) => output.entryPoint === 'src/playground/explore/panel.tsx');
  const first = [...new Set([script, explore?.[0]].filter(Boolean).flatMap((one) => staticallyNeeded(outputs, one)))].map(inFolder);
  const styles = [cssBundle, explore?.[1].cssBundle].filter(Boolean).map(inFolder);
  const html = readFileSync(at('src/playground/index.html'), 'utf8').replace('%SCRIPT%', `./${inFolder(script)}`)
    .replace(/^.*%STYLE%.*$/m, () => styles.map((style) => `<link rel="stylesheet" href="./${style}">`).join('\n'))
    .replace('%PRELOAD%', first.slice(1).map((part) => `<link rel="modulepreload" href="./${part}">`).join('\n'));
  writeFileSync(join(fresh, 'index.html'), html);
  const files = readdirSync(fresh, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(fresh.length + 1).replaceAll('\\', '/')).sort();
  const hash = createHash('sha256').update(files.map((name) => `${name}:${createHash('sha256').update(readFileSync(join(fresh, name))).digest('hex')}`).join('\n')).digest('hex').slice(0, 12);
  const keeper = readFileSync(at('src/playground/service-worker.js'), 'utf8').replace("'%BUILD%'", JSON.stringify(hash)).replace("['%FILES%']", JSON.stringify(['./', ...files.filter((name) => name !== 'index.html')]));
  writeFileSync(join(fresh, 'service-worker.js'), keeper);
  const load = ['index.html', ...styles, ...first, inFolder(workerPath)];
  const weight = load.reduce((sum, name) => sum + zipped(fresh, name), 0);
  const late = files.filter((name) => !load.includes(name)).reduce((sum, name) => sum + zipped(fresh, name), 0);
  writeFileSync(join(fresh, 'weight.json'), `${JSON.stringify({ firstLoad: weight, bound, later: late, files: Object.fromEntries(load.map((name) => [name, zipped(fresh, name)])) }, null, 1)}\n`);
  if (weight > bound) throw new Error(`the first load weighs ${kb(weight)} gzipped: at most ${kb(bound)}`);
  const place = at('dist', 'playground');
  const old = `${place}.old-${process.pid}`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
  return { place, says: `dist/playground: first load ${kb(weight)} gzipped (worker with the simulator ${kb(zipped(place, inFolder(workerPath)))}), charts and other parts ${kb(late)} later` };
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  const words = process.argv.slice(2);
  const portAt = words.findIndex((word) => word === '--port' || word.startsWith('--port='));
  const portWord = portAt < 0 ? '0' : (words[portAt]?.split('=')[1] ?? words[portAt + 1] ?? '');
  const port = Number(portWord);
  const unknown = words.filter((word, i) => !['--serve', '--no-build', '--build-only', '--port'].includes(word) && !word.startsWith('--port=') && !(portAt >= 0 && i === portAt + 1 && words[portAt] === '--port'));
  if (unknown.length > 0 || !/^\d{1,5}$/.test(portWord) || port > 65535) {
    console.error(unknown.length > 0 ? `playground: ${unknown.join(' ')} is not known; there are --serve, --port N and --no-build` : `playground: --port needs a number from 1 to 65535, found "${portWord}"`);
    process.exitCode = 2;
  } else {
    const place = at('dist', 'playground');
    if (!words.includes('--no-build') || !existsSync(place)) console.log((await buildPlayground()).says);
    if (words.includes('--serve')) {
      try {
        const server = await serve(place, port);
        console.log(`playground: http://127.0.0.1:${server.port}/  (Ctrl-C ends it)`);
        for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close().then(() => process.exit(0)));
      } catch (error) {
        console.error(`playground: ${error.code === 'EADDRINUSE' ? `port ${port} is taken: give another one, or none for a free one` : error.message}`);
        process.exitCode = 3;
      }
    }
  }
}
