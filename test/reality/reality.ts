/**
 * `npm run reality`: what was measured on a real PostgreSQL and real pools, what poolsim predicts, the error of each figure, and the noise floor beside it.
 * `--write` puts the tables into README.md; `--folder DIR` predicts the open-loop and Saturday runs of another folder with the same fixed parameters.
 */

import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calibrate } from './calibrate.ts';
import { dataFolder, Unreadable } from './recorded.ts';
import { folderReport, report } from './report.ts';

const begins = '<!-- measured: npm run reality -- --write -->';

/** Puts the report behind the mark in README.md, whole or not at all. */
function write(lines: readonly string[]): void {
  const file = fileURLToPath(new URL('../../test/reality/README.md', import.meta.url));
  const [head] = readFileSync(file, 'utf8').split(begins);
  writeFileSync(`${file}.new`, `${head}${begins}\n\n${lines.join('\n')}\n`);
  renameSync(`${file}.new`, file);
}

/** The folder itself, or those of its folders that hold runs. */
function foldersIn(place: string): readonly string[] {
  if (existsSync(join(place, 'summary.jsonl'))) return [place];
  if (!existsSync(place)) return [];
  return readdirSync(place).sort().map((name) => join(place, name)).filter((inner) => existsSync(join(inner, 'summary.jsonl')));
}

const words = process.argv.slice(2);
const folder = words.includes('--folder') ? words[words.indexOf('--folder') + 1] : undefined;
const unknown = words.filter((word, i) => word !== '--write' && word !== '--folder' && words[i - 1] !== '--folder');
if (unknown.length > 0 || (words.includes('--folder') && folder === undefined)) {
  console.error(`reality: ${unknown.length > 0 ? `"${unknown[0]}" is not known` : '--folder needs the name of a folder'}. Usage: npm run reality -- [--write] [--folder DIR], where DIR holds summary.jsonl and one CSV file (or .csv.gz) a run`);
  process.exitCode = 2;
} else if (folder !== undefined) {
  // Named from where npm was called, not from the project's root.
  const places = foldersIn(resolve(process.env.INIT_CWD ?? '.', folder));
  if (places.length === 0) {
    console.error(`reality: neither ${folder} nor a folder in it holds summary.jsonl, which names the runs: one JSON object a line, as the recordings have it (test/reality/data/open-loop)`);
    process.exitCode = 2;
  }
  const calibration = places.length === 0 ? null : calibrate();
  try {
    for (const place of places) if (calibration !== null) for (const line of folderReport(place, calibration)) console.log(line);
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    console.error(`reality: ${thrown.message}`);
    process.exitCode = 2;
  }
} else {
  const lines = report(dataFolder, calibrate());
  for (const line of lines) console.log(line);
  if (words.includes('--write')) write(lines);
}
