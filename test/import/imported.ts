/** One import in memory: what it makes, parsed again, and what it says. */

import { parse } from 'yaml';
import type { BlocksFormat, Head, ImportWords } from '../../src/import/format.ts';
import { importFormats } from '../../src/import/formats/index.ts';
import { pasted } from './pasted.ts';

export type Options = { readonly [key: string]: unknown };

export interface Got {
  readonly format: string;
  /** Members of `pools` or `poolers`, with kind and database. */
  readonly members: { readonly [name: string]: Options };
  readonly yaml: string;
  /** Remarks as "unknown 7: maxx. Did you mean …". */
  readonly said: readonly string[];
}

/** Imports a text as poolsim would, reads the result inside a scenario, and returns it. A refusal throws its faults. */
export function got(text: string, name: string, words: ImportWords = {}): Got {
  const head: Head = { name, text, whole: true };
  const format = Object.values(importFormats).find((one) => one.recognises(head));
  if (format === undefined || format.makes === 'trace') throw new Error(`${name} is taken for ${format?.name ?? 'nothing'}`);
  const made = (format as BlocksFormat).read(text, words, head);
  if (!made.ok) throw new Error(made.faults.map((fault) => `${name}:${fault.line}: ${fault.says}`).join('\n'));
  pasted(made.yaml);
  const blocks = parse(made.yaml) as { readonly [part: string]: { readonly [name: string]: Options } };
  return { format: format.name, members: blocks.pools ?? blocks.poolers ?? {}, yaml: made.yaml, said: made.remarks.map((one) => `${one.sort} ${one.line ?? '-'}: ${one.says}`) };
}

/** The same, where a refusal is expected: its words. */
export function refused(text: string, name: string, words: ImportWords = {}): string {
  try {
    got(text, name, words);
  } catch (error) {
    return (error as Error).message;
  }
  return 'was accepted';
}
