/**
 * Runs the cells of one notebook in this process, in its folder: `node .config/notebook-run.mjs BUNDLE RESULT`. Writes what each cell showed as JSON,
 * `{ shown: { position: bundle }, failed: { position, says } | null }`. Started by notebooks.mjs.
 */

import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [bundle, result] = process.argv.slice(2);
const display = Symbol.for('Jupyter.display');
const shown = {};
let position = 0;
let failed = null;

globalThis.$cell = (next) => {
  position = next;
};
globalThis.$show = (value) => {
  if (value === undefined) return;
  if (typeof value?.[display] !== 'function') throw new Error('a cell ends with await chart(…), table(…), markdown(…), or with a declaration');
  shown[position] = value[display]();
};

try {
  await import(pathToFileURL(bundle).href);
} catch (error) {
  failed = { position, says: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
writeFileSync(result, JSON.stringify({ shown, failed }));
