/** A file beside the notebook as text: scenarios and recorded measurements. */

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The text of a file (UTF-8), its path counted from the folder of the notebook; one that ends in `.gz` is unpacked. Throws where it cannot be read. */
export function fileText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
