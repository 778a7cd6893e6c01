/** Recorded runs of real pools and a real PostgreSQL: requests as they were, one by one. Times in ms from the start of the run. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** The runs kept with the tests. */
export const dataFolder = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../../test/reality/data/' : './data/', import.meta.url));

/** One request, recorded or replayed. */
export interface Recorded {
  readonly stream: string;
  readonly arrive: number;
  /** When it got a connection; null: never. */
  readonly acquire: number | null;
  readonly end: number | null;
  /** ok, acquire_timeout, or another failure. */
  readonly outcome: string;
  /** What the client was told when it failed; '' where nobody wrote it down. */
  readonly text: string;
  /** What its statement asked for: rounds of a loop that keeps a processor busy, or ms of sleep. */
  readonly kind: string;
  readonly demand: number;
}

/** A folder of recordings has something else in it than recordings; the message says where. */
export class Unreadable extends Error {}

/** The text of a file, which may be gzipped: `name` or `name.gz`. */
export function textOf(folder: string, name: string): string {
  const plain = join(folder, name);
  return existsSync(plain) ? readFileSync(plain, 'utf8') : gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8');
}

export const isThere = (folder: string, name: string): boolean => existsSync(join(folder, name)) || existsSync(join(folder, `${name}.gz`));

/** The rows of a CSV file by column. */
export function rowsOf(text: string): readonly { readonly [column: string]: string }[] {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const columns = (head as string).split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
  });
}

/** The requests of one run, in order of arrival. */
export function requestsOf(folder: string, name: string): readonly Recorded[] {
  const [head, ...lines] = textOf(folder, name).trim().split(/\r?\n/);
  const columns = (head as string).split(',');
  const at = (column: string): number => columns.indexOf(column);
  const [arrive, acquire, end, outcome, stream, kind, demand] = [at('arrive_ms'), at('acquire_ms'), at('end_ms'), at('outcome'), at('stream'), at('kind'), at('demand')];
  const number = (cell: string | undefined): number | null => (cell === undefined || cell === '' ? null : Number(cell));
  return lines.map((line): Recorded => {
    const cells = line.split(',');
    return {
      stream: cells[stream as number] ?? 'api', arrive: Number(cells[arrive as number]), acquire: number(cells[acquire as number]), end: number(cells[end as number]),
      outcome: cells[outcome as number] as string, text: '', kind: cells[kind as number] ?? '', demand: Number(cells[demand as number] ?? 0),
    };
  }).sort((a, b) => a.arrive - b.arrive);
}

export const jsonLinesOf = <T extends object>(folder: string, name: string): readonly T[] => textOf(folder, name).trim().split('\n').map((line, i) => {
  try {
    const read: unknown = JSON.parse(line);
    if (typeof read === 'object' && read !== null) return read as T;
  } catch { /* told below, with its line */ }
  throw new Unreadable(`${join(folder, name)}:${i + 1}: this is no JSON object`);
});
