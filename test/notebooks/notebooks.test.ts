/** The committed notebooks hold together: their form, their imports, their types, their outputs; and whatever breaks one of these is seen, with its cell. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const committed = join(root, 'notebooks');

function notebooks(...words: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const ran = spawnSync(process.execPath, [join(root, '.config/notebooks.mjs'), ...words], { encoding: 'utf8', maxBuffer: 1e8 });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

const bench = mkdtempSync(join(tmpdir(), 'poolsim-notebooks-'));
afterAll(() => rmSync(bench, { recursive: true, force: true }));

const code = (id: string, source: string, outputs: readonly unknown[] = []) => ({ id, cell_type: 'code', metadata: {}, source: [source], execution_count: 1, outputs });
const shownText = (text: string) => ({ output_type: 'execute_result', execution_count: 1, metadata: {}, data: { 'text/markdown': [text], 'text/plain': [text] } });

/** Puts one notebook of these cells into the bench. */
function planted(...cells: readonly { readonly [key: string]: unknown }[]): string {
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: 'deno', display_name: 'Deno', language: 'typescript' } }, cells };
  writeFileSync(join(bench, '01-planted.ipynb'), JSON.stringify(notebook));
  return bench;
}

const imports = code('imports', "import { bounds } from 'poolsim';\nimport { markdown } from 'poolsim/notebook';");
const knee = code('knee', 'markdown(String(bounds.knee(4, 10, 40)));', [shownText('20')]);

describe('the committed notebooks', { timeout: 120_000 }, () => {
  it('are well formed, without errors, import only the library, and have types that fit', () => {
    const { code: exit, out, err } = notebooks('--check');

    expect(err).toBe('');
    expect(exit).toBe(0);
    expect(out).toMatch(/^\d+ notebooks are well formed/);
  });

  it('show what they show when executed again: the first', () => {
    const { code: exit, out, err } = notebooks('--only', '01');

    expect(err).toBe('');
    expect(exit).toBe(0);
    expect(out).toMatch(/^01-why-pool: \d+ cells show what is committed\n$/);
  });

  it('were executed in order, every cell that shows something has its output, and all together stay below 4 MB', () => {
    const names = readdirSync(committed).filter((name) => name.endsWith('.ipynb'));
    for (const name of names) {
      const { cells } = JSON.parse(readFileSync(join(committed, name), 'utf8')) as { cells: { cell_type: string; execution_count: number | null; source: string[]; outputs: unknown[] }[] };
      const run = cells.filter((cell) => cell.cell_type === 'code');

      expect(run.map((cell) => cell.execution_count), name).toEqual(run.map((_, i) => i + 1));
      for (const cell of run) if (/^(?:await chart|table|markdown)\(/m.test(cell.source.join(''))) expect(cell.outputs, `${name}: ${cell.source.join('')}`).toHaveLength(1);
    }
    expect(names.reduce((sum, name) => sum + statSync(join(committed, name)).size, 0)).toBeLessThan(4e6);
  });
});

describe('npm run notebooks', { timeout: 120_000 }, () => {
  it('runs the cells in one scope and finds what they show', () => {
    const { code: exit, out } = notebooks('--only', '01', '--folder', planted(imports, knee));

    expect(out).toBe('01-planted: 2 cells show what is committed\n');
    expect(exit).toBe(0);
  });

  it('names the cell whose output differs, with the first line that does, and writes the new one only when told to', () => {
    const folder = planted(imports, { ...knee, outputs: [shownText('21')] });
    const before = readFileSync(join(folder, '01-planted.ipynb'), 'utf8');

    const told = notebooks('--only', '01', '--folder', folder);
    const kept = readFileSync(join(folder, '01-planted.ipynb'), 'utf8');
    const updated = notebooks('--only', '01', '--folder', folder, '--update');
    const after = notebooks('--only', '01', '--folder', folder);

    expect(told.code).toBe(1);
    expect(told.out).toContain('01-planted.ipynb, cell 2 (knee): text/markdown: line 1 was "21", is "20"');
    expect(kept).toBe(before);
    expect(updated.code).toBe(0);
    expect(after.out).toBe('01-planted: 2 cells show what is committed\n');
    expect(readdirSync(folder)).toEqual(['01-planted.ipynb']);
  });

  it('refuses, with cell and line: other imports, names of a runtime, a name declared twice, wrong types, what cannot be shown', () => {
    const { code: exit, err } = notebooks('--check', '--folder', planted(
      imports, knee, code('other', "import { readFileSync } from 'node:fs';\nmarkdown(readFileSync('x', 'utf8'));"), code('log', 'console.log(1);'),
      code('twice', 'const a = 1;'), code('again', 'const a = 2;\nmarkdown(String(a));'), code('types', "\nmarkdown(bounds.knee('4', 1, 1));"), code('bare', 'bounds.knee(4, 1, 1);'),
    ));

    expect(exit).toBe(2);
    expect(err).toContain('cell 3 (other), line 1: imports "node:fs"; a notebook imports only poolsim and poolsim/notebook');
    expect(err).toContain('cell 4 (log), line 1: says console');
    expect(err).toContain('cell 6 (again), line 1: a is declared in cell 5 too');
    expect(err).toMatch(/cell 7 \(types\), line 2: Argument of type 'string' is not assignable to parameter of type 'number'/);
    expect(err).toMatch(/cell 8 \(bare\), line 1: Argument of type 'number' is not assignable/);
  });

  it('refuses what is no notebook of format 4.5, and one whose committed output is an error', () => {
    const failed = { output_type: 'error', ename: 'Error', evalue: 'no such pool', traceback: [] };
    const { code: exit, err } = notebooks('--check', '--folder', planted(imports, imports, { ...knee, id: 'a b' }, code('failed', '', [failed]), { id: 'x', cell_type: 'words', metadata: {}, source: '' }));

    expect(exit).toBe(2);
    expect(err).toContain('cell 2: another cell has the id imports too');
    expect(err).toContain('cell 3: its id is not 1 to 64 letters, digits and dashes');
    expect(err).toContain('cell 4: its output is an error: Error: no such pool');
    expect(err).toContain('cell 5: words is no type of cell');
  });

  it('says in which cell a run fails', () => {
    const { code: exit, err } = notebooks('--only', '01', '--folder', planted(imports, code('wrong', "const must = (): never => {\n  throw new Error('no such pool');\n};\nmust();")));

    expect(exit).toBe(1);
    expect(err).toContain('01-planted.ipynb, cell 2: Error: no such pool');
  });
});
