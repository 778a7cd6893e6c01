/**
 * `npm run reality`: what was measured on a real PostgreSQL and real pools, what poolsim predicts, the error of each figure, and the noise floor beside it.
 * `--write` puts the tables into README.md; `--folder DIR` predicts the open-loop and Saturday runs of another folder with the same fixed parameters.
 */

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { calibrate } from './calibration.ts';
import { dataFolder } from './recorded.ts';
import { folderReport, report } from './report.ts';

const begins = '<!-- measured: npm run reality -- --write -->';

/** Puts the report behind the mark in README.md, whole or not at all. */
function write(lines: readonly string[]): void {
  const file = fileURLToPath(new URL('../../test/reality/README.md', import.meta.url));
  const [head] = readFileSync(file, 'utf8').split(begins);
  writeFileSync(`${file}.new`, `${head}${begins}\n\n${lines.join('\n')}\n`);
  renameSync(`${file}.new`, file);
}

const words = process.argv.slice(2);
const folder = words.includes('--folder') ? words[words.indexOf('--folder') + 1] : undefined;
const unknown = words.filter((word, i) => word !== '--write' && word !== '--folder' && words[i - 1] !== '--folder');
if (unknown.length > 0 || (words.includes('--folder') && folder === undefined)) {
  console.error(`reality: ${unknown.length > 0 ? `"${unknown[0]}" is not known` : '--folder needs the name of a folder'}. Usage: npm run reality -- [--write] [--folder DIR], where DIR holds summary.jsonl and one CSV file (or .csv.gz) a run`);
  process.exitCode = 2;
} else if (folder !== undefined) {
  for (const line of folderReport(folder, calibrate())) console.log(line);
} else {
  const lines = report(dataFolder, calibrate());
  for (const line of lines) console.log(line);
  if (words.includes('--write')) write(lines);
}
