/**
 * Fills the README with what its commands print: each block marked `<!-- prints: poolsim … -->` is replaced by the output of that command,
 * and what stands between `<!-- checked pools -->` and `<!-- end -->` by the table of what was checked (checked.mjs).
 *   node .config/readme.mjs            rewrites README.md
 *   node .config/readme.mjs --check    says whether it is up to date (exit code 1 if not)
 */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkedTable } from './checked.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = join(root, 'README.md');
const cli = join(root, 'dist/cli/poolsim.cjs');

function printed(words) {
  const { FORCE_COLOR: _forced, ...env } = process.env;
  const ran = spawnSync(process.execPath, [cli, ...words.split(' ').filter((word) => word !== '')], { cwd: root, env: { ...env, NO_COLOR: '1' }, encoding: 'utf8' });
  return (ran.stdout + ran.stderr).trimEnd();
}

const before = readFileSync(path, 'utf8');
const table = await checkedTable(root);
const after = before.replace(/(<!-- checked pools -->\n)[\s\S]*?(\n<!-- end -->)/, (_all, opening, closing) => opening + table + closing).replace(/(<!-- prints: poolsim ([^\n]*) -->\n```text\n)[\s\S]*?(\n```)/g, (_all, opening, words, closing) => opening + printed(words) + closing);
if (process.argv.includes('--check')) {
  process.exitCode = after === before ? 0 : 1;
  if (after !== before) console.error('README.md does not show what its commands print: run `node .config/readme.mjs`');
} else writeFileSync(path, after);
