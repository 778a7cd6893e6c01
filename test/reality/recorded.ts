/** Recorded runs of real pools and a real PostgreSQL: requests as they were, one by one. Times in ms from the start of the run. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../test/reality/data/' : './data/', import.meta.url));

/** One request of a recorded run. */
export interface Recorded {
  readonly stream: string;
  readonly arrive: number;
  readonly acquire: number | null;
  readonly end: number | null;
  readonly outcome: string;
  /** What its statement asked for: rounds of a loop that keeps a processor busy, or ms of sleep. */
  readonly kind: string;
  readonly demand: number;
}

export const textOf = (file: string): string => {
  const bytes = readFileSync(`${folder}${file}`);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

export const filesIn = (place: string): readonly string[] => readdirSync(`${folder}${place}`).sort();

/** The rows of a CSV file by column. */
export function rowsOf(text: string): readonly { readonly [column: string]: string }[] {
  const [head, ...lines] = text.trim().split('\n');
  const columns = (head as string).split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

const numberOr = (cell: string | undefined): number | null => (cell === undefined || cell === '' ? null : Number(cell));

/** The requests of one run, in order of arrival. */
export const requestsOf = (file: string): readonly Recorded[] => rowsOf(textOf(file)).map((row) => ({
  stream: row.stream ?? 'api', arrive: Number(row.arrive_ms), acquire: numberOr(row.acquire_ms), end: numberOr(row.end_ms),
  outcome: row.outcome as string, kind: row.kind ?? '', demand: Number(row.demand ?? 0),
})).sort((a, b) => a.arrive - b.arrive);

export const jsonLinesOf = <T>(file: string): readonly T[] => textOf(file).trim().split('\n').map((line) => JSON.parse(line) as T);
