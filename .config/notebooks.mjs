/**
 * Executes the notebooks again and compares what their cells show with what is committed: text exactly, charts by their specification. Needs Node alone.
 *
 *   node .config/notebooks.mjs                all of notebooks/: exit code 1 when an output differs, 2 when a notebook is wrong in itself
 *   node .config/notebooks.mjs --only 03      those whose name begins so, without looking at their types; may be repeated
 *   node .config/notebooks.mjs --update       writes the outputs into the notebooks
 *   node .config/notebooks.mjs --check        their format, imports and types; runs nothing
 *   node .config/notebooks.mjs --jupyter      runs them by Jupyter with the Deno kernel instead (notebooks/README.md says what to install)
 *   --folder DIR                              other notebooks than notebooks/
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { closedCore } from './core.mjs';
import { doors, joined, typeFaults } from './notebook-cells.mjs';
import { differences, formatFaults, outputsOf, written } from './notebook-file.mjs';
import { jupyterOutputs } from './notebook-jupyter.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = join(root, 'dist/notebooks', String(process.pid));

function say(line) {
  process.stdout.write(`${line}\n`);
}

function stop(code, line) {
  process.stderr.write(`${line}\n`);
  process.exit(code);
}

/** Every notebook asked for: its name, file and content. */
function chosen(folder, only) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb')).sort().map((name) => name.slice(0, -'.ipynb'.length));
  for (const word of only) if (!names.some((name) => name.startsWith(word))) stop(2, `no notebook begins with ${word}; there are ${names.join(', ')}`);
  if (names.length === 0) stop(2, `there are no notebooks in ${folder}`);
  return names.filter((name) => only.length === 0 || only.some((word) => name.startsWith(word))).map((name) => {
    const file = join(folder, `${name}.ipynb`);
    try {
      return { name, file, notebook: JSON.parse(readFileSync(file, 'utf8')) };
    } catch (error) {
      return stop(2, `${name}.ipynb cannot be read: ${error.message}`);
    }
  });
}

/** Format, imports and names of all, and on request their types; the modules of their cells. Ends the process where something is wrong. */
function checked(notebooks, committedToo, typesToo) {
  const faults = notebooks.flatMap(({ name, notebook }) => formatFaults(notebook).filter((fault) => committedToo || !fault.includes('output')).map((fault) => `${name}.ipynb, ${fault}`));
  if (faults.length > 0) stop(2, faults.join('\n'));
  const modules = new Map(notebooks.map(({ name, notebook }) => [name, joined(notebook)]));
  const types = typesToo ? typeFaults(root, modules) : new Map();
  const wrong = [...modules].flatMap(([name, { faults: own }]) => [...own, ...(types.get(name) ?? [])].map((fault) => `${name}.ipynb, ${fault}`));
  if (wrong.length > 0) stop(2, wrong.join('\n'));
  return modules;
}

/** Runs the module of one notebook in a process of its own, in the folder of the notebook; what each of its cells showed. */
async function execute(name, module, folder) {
  const { build } = await import('esbuild');
  const [bundle, result] = [join(scratch, `${name}.mjs`), join(scratch, `${name}.json`)];
  await build({
    stdin: { contents: module.text, loader: 'ts', resolveDir: folder, sourcefile: `${name}.cells.ts` }, outfile: bundle, absWorkingDir: root,
    bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', sourcemap: 'inline', logLevel: 'warning',
    plugins: [{ name: 'doors', setup: ({ onResolve }) => onResolve({ filter: /^poolsim(?:\/|$)/ }, ({ path }) => ({ path: join(root, doors[path]) })) }, closedCore(root)],
  });
  const ran = spawnSync(process.execPath, ['--enable-source-maps', join(root, '.config/notebook-run.mjs'), bundle, result], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (ran.status !== 0) stop(3, `${name}.ipynb: the process that runs it ended with ${ran.signal ?? ran.status}`);
  const { shown, failed } = JSON.parse(readFileSync(result, 'utf8'));
  if (failed !== null) stop(1, `${name}.ipynb, cell ${failed.position + 1}: ${failed.says.split('\n').slice(0, 6).join('\n')}`);
  return (position, count) => outputsOf(shown[position] ?? null, count);
}

/** The notebook with these outputs; its cells counted anew. */
function filled(notebook, outputsAt) {
  let count = 0;
  return { ...notebook, cells: notebook.cells.map((cell, position) => (cell.cell_type === 'code' ? { ...cell, execution_count: (count += 1), outputs: outputsAt(position, count) } : cell)) };
}

function compared({ name, notebook }, made) {
  const found = notebook.cells.flatMap((cell, i) => {
    if (cell.cell_type !== 'code') return [];
    const { says, redrawn } = differences(cell.outputs, made.cells[i].outputs);
    return [{ says: says.map((one) => `${name}.ipynb, cell ${i + 1} (${cell.id}): ${one}`), redrawn }];
  });
  return { says: found.flatMap(({ says }) => says), redrawn: found.reduce((sum, { redrawn }) => sum + redrawn, 0) };
}

const { values: words } = parseArgs({ options: { only: { type: 'string', multiple: true, default: [] }, update: { type: 'boolean' }, check: { type: 'boolean' }, jupyter: { type: 'boolean' }, folder: { type: 'string' } } });
const folder = resolve(words.folder ?? join(root, 'notebooks'));
const notebooks = chosen(folder, words.only);
const modules = checked(notebooks, !words.update, words.check || words.only.length === 0);
if (words.check) say(`${notebooks.length} notebooks are well formed, import only the library, and their cells have types that fit`);
else {
  mkdirSync(scratch, { recursive: true });
  let different = 0;
  try {
    for (const one of notebooks) {
      const outputsAt = words.jupyter ? jupyterOutputs(root, scratch, one, (line) => stop(3, line)) : await execute(one.name, modules.get(one.name), folder);
      const made = filled(one.notebook, outputsAt);
      const { says, redrawn } = compared(one, made);
      if (words.update) {
        const text = written(made);
        if (text !== readFileSync(one.file, 'utf8')) {
          writeFileSync(`${one.file}.new-${process.pid}`, text);
          renameSync(`${one.file}.new-${process.pid}`, one.file);
          say(`${one.name}: written`);
        } else say(`${one.name}: as it was`);
        continue;
      }
      different += says.length;
      const cells = made.cells.filter((cell) => cell.cell_type === 'code').length;
      say(says.length === 0 ? `${one.name}: ${cells} cells show what is committed${redrawn === 0 ? '' : `; ${redrawn} charts were drawn with other bytes from the same specification`}` : says.join('\n'));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  if (different > 0) stop(1, `${different} output${different === 1 ? ' differs' : 's differ'} from what is committed; \`npm run notebooks -- --update\` writes what the cells show now`);
}
