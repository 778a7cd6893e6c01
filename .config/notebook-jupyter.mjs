/** Runs a notebook in Jupyter's Deno kernel, which imports the built library (dist/lib) by the map in notebooks/deno.json. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceOf } from './notebook-file.mjs';

const works = (program, words) => spawnSync(program, words, { stdio: 'ignore' }).status === 0;

/** The first of these programs that runs. Debian's Python is named by its path, because a manager of Python versions may stand before it. */
const firstOf = (programs, words) => programs.find((program) => program !== undefined && works(program, words));

/** What each cell showed, by its position. `stop` ends the process with a reason. */
export function jupyterOutputs(root, scratch, { name, file, notebook }, stop) {
  if (!existsSync(join(root, 'dist/lib/notebook/index.js'))) stop('the library is not built: npm run build');
  const python = firstOf([process.env.PYTHON, 'python3', '/usr/bin/python3'], ['-c', 'import jupyter_client']);
  if (python === undefined) stop('no Python here knows jupyter_client; notebooks/README.md says what to install (PYTHON names another Python)');
  const deno = firstOf([process.env.DENO, join(root, 'node_modules/.bin/deno'), 'deno'], ['--version']);
  if (deno === undefined) stop('there is no Deno here; notebooks/README.md says what to install (DENO names another program)');
  const kernel = join(scratch, 'kernels/deno');
  mkdirSync(kernel, { recursive: true });
  writeFileSync(join(kernel, 'kernel.json'), JSON.stringify({ argv: [deno, 'jupyter', '--kernel', '--conn', '{connection_file}'], display_name: 'Deno', language: 'typescript' }));
  const code = notebook.cells.flatMap((cell, position) => (cell.cell_type === 'code' ? [position] : []));
  const ran = spawnSync(python, [join(root, '.config/notebook-jupyter.py')], {
    cwd: dirname(file), env: { ...process.env, JUPYTER_PATH: scratch, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' }, encoding: 'utf8', maxBuffer: 1e8,
    input: JSON.stringify(code.map((position) => sourceOf(notebook.cells[position]))),
  });
  if (ran.status !== 0) stop(`${name}.ipynb: the kernel ended badly\n${ran.stderr.split('\n').slice(-12).join('\n')}`);
  const outputs = new Map(JSON.parse(ran.stdout).map((made, i) => [code[i], made]));
  return (position) => outputs.get(position);
}
