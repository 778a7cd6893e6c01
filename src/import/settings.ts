/** Settings that a file gives a pool or pooler, checked by the kind's own shapes: what the library refuses stops the import with its words, what it replaces is told. */

import type { PoolerKind } from '../model/pooler/kinds/kind.ts';
import { poolerKinds } from '../model/pooler/kinds/index.ts';
import { poolKinds } from '../model/pool/kinds/index.ts';
import type { PoolKind } from '../model/pool/kinds/kind.ts';
import { type Issue, Place, suggestion } from '../shape.ts';
import type { Fault, Imported, ImportWords, Remark } from './format.ts';
import { routeName } from './route-names.ts';
import { block, oneLine } from './yaml-text.ts';

/** One option with its value as the kind spells it, and where it stands. `from` says how the value came about where that is not plain. */
export interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly line: number;
  readonly from?: string | undefined;
}

/** A pool or pooler to be written. */
export interface Draft {
  readonly name: string;
  readonly kind: string;
  readonly settings: readonly Setting[];
  /** Where it begins in the file. */
  readonly line: number;
  /** Database behind it, where not the one that the words name. */
  readonly database?: string;
}

interface Checked {
  readonly faults: readonly Fault[];
  readonly remarks: readonly Remark[];
}

/** The kind of this name in the catalogue. */
export const kindOf = (kind: string, of: 'pools' | 'poolers'): PoolKind | PoolerKind => (of === 'pools' ? poolKinds : poolerKinds)[kind] as PoolKind | PoolerKind;

/** Reads a draft as a scenario would. */
function checked(draft: Draft, of: 'pools' | 'poolers'): Checked {
  const issues: Issue[] = [];
  const nothing = { problem: 'no such thing here' };
  const place = new Place({ issues, references: [], fileText: () => nothing, instantOf: () => nothing, cronTicks: () => nothing });
  const read = kindOf(draft.kind, of).shape.read(Object.fromEntries(draft.settings.map(({ key, value }) => [key, value])), place);
  const lineOf = (issue: Issue): number => draft.settings.find((one) => one.key === issue.path[0])?.line ?? draft.line;
  const faults = issues.map((issue) => ({ line: lineOf(issue), says: `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.says}` }));
  const warnings = read !== undefined && 'warnings' in read ? read.warnings : [];
  return { faults, remarks: warnings.map((says) => ({ sort: 'note', line: draft.line, says: `the library's log will say: ${says.replaceAll('{name}', draft.name)}` })) };
}

/** The blocks of a file's pools, or why there are none. Each option has its line behind it. */
export function blocksOf(of: 'pools' | 'poolers', drafts: readonly Draft[], file: string, words: ImportWords, remarks: readonly Remark[]): Imported {
  const named = distinct(drafts.length === 1 && words.pool !== undefined ? drafts.map((draft) => ({ ...draft, name: words.pool ?? '' })) : drafts);
  const checks = named.map((draft) => checked(draft, of));
  const faults = checks.flatMap((check) => check.faults);
  if (faults.length > 0) return { ok: false, faults };
  const database = words.database ?? 'primary';
  const members = named.map((draft) => ({
    name: draft.name,
    entries: [
      { key: 'kind', value: draft.kind }, { key: 'database', value: draft.database ?? database },
      ...draft.settings.map(({ key, value, line, from }) => ({ key, value, comment: `${file}:${line}${from === undefined ? '' : `, ${from}`}` })),
    ],
  }));
  return { ok: true, yaml: `# From ${oneLine(file)}\n${block(of, members)}`, remarks: [...remarks, ...checks.flatMap((check) => check.remarks)] };
}

/** Names that a scenario accepts, each once. */
function distinct(drafts: readonly Draft[]): readonly Draft[] {
  const taken = new Set<string>();
  return drafts.map((draft) => {
    const base = routeName(draft.name);
    let name = base;
    for (let i = 2; taken.has(name); i++) name = `${base}-${i}`;
    taken.add(name);
    return { ...draft, name };
  });
}

/** Names without case, dashes and underscores are the same (Spring's relaxed binding); also good for finding the option that a key means. */
export const uniform = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');

/** A key that nobody here knows, with the nearest that is known. */
export const unknownKey = (key: string, line: number, known: readonly string[], why = ''): Remark => {
  const near = suggestion(key.split(/[.: ]/).pop() ?? key, known).replace(/ Known: .*$/, '');
  return { sort: 'unknown', line, says: `${key}${why === '' ? '' : `: ${why}`}${near === '' ? '' : `.${near}`}` };
};

export const notNeeded = (key: string, line: number, why = ''): Remark => ({ sort: 'notNeeded', line, says: why === '' ? key : `${key}: ${why}` });
export const note = (says: string, line: number | null = null): Remark => ({ sort: 'note', line, says });

/** Text as the number or truth value that it spells, otherwise as it is. */
export function plainValue(text: string): unknown {
  const bare = text.trim();
  if (/^[+-]?\d+(?:\.\d+)?$/.test(bare)) return Number(bare);
  if (/^(?:true|false)$/i.test(bare)) return bare.toLowerCase() === 'true';
  return bare;
}

/** `--env NAME=value` as a table. */
export const environment = (words: ImportWords): ReadonlyMap<string, string> => new Map((words.env ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));

/** The line, from 1, of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
