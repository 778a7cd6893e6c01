/** The README keeps its word: what it shows is what its commands print, and its code runs against the built library. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readScenario } from '../../src/index.ts';
import { poolKinds } from '../../src/model/pool/kinds/index.ts';
import { poolerKinds } from '../../src/model/pooler/kinds/index.ts';
import './built-cli.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

it('shows what its commands print', { timeout: 60_000 }, () => {
  const ran = spawnSync(process.execPath, ['.config/readme.mjs', '--check'], { cwd: root, encoding: 'utf8' });

  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(0);
});

it('lists every kind of pool and pooler with what it was checked against', () => {
  const rows = (readme.split('checked pools -->')[1]?.split('\n\n')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));

  expect(rows.map((row) => /`([^`]+)`/.exec(row)?.[1])).toEqual([...Object.keys(poolKinds), ...Object.keys(poolerKinds)].filter((kind) => kind !== 'plain' && kind !== 'no-pool'));
  for (const row of rows) expect(row).toMatch(/\| \*\*not yet checked\*\* \| – \| – \||: [\d,]+ \| [\d,]+ \| \d+ \|$/);
});

it('shows a scenario that reads without a problem', () => {
  const scenario = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

  expect(readScenario({ text: scenario, file: 'README.md', files: () => ({ problem: 'none' }) })).toMatchObject({ ok: true });
});

it('shows code that runs on the built library', { timeout: 60_000 }, () => {
  if (!existsSync(`${root}dist/lib/index.js`)) return;
  const code = (/```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '').replace("'mine.yaml', 'utf8'", "'scenarios/saturday-report.yaml', 'utf8'").replace("from 'poolsim'", "from '../dist/lib/index.js'");
  const path = `${root}dist/readme-example-${process.pid}.mjs`;
  writeFileSync(path, code.replace('../dist/lib', './lib'));

  const printed = execFileSync(process.execPath, [path], { cwd: root, encoding: 'utf8' });
  rmSync(path);

  expect(printed).toContain('audit:');
});
