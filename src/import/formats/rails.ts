/**
 * Rails' config/database.yml: a pool for each database of an environment (production unless --profile says otherwise). ERB is read where it asks the environment for a
 * value with a default. Source: rails/rails 8.1.3, `active_record/database_configurations/hash_config.rb`.
 */

import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { BlocksFormat, Fault, Imported, ImportWords, Remark } from '../format.ts';
import { blocksOf, type Draft, environment, kindOf, notNeeded, plainValue, type Setting, unknownKey } from '../settings.ts';

const others = ['adapter', 'encoding', 'database', 'username', 'password', 'host', 'port', 'socket', 'url', 'variables', 'prepared_statements', 'schema_search_path', 'timeout', 'connect_timeout', 'read_timeout', 'write_timeout', 'replica', 'migrations_paths', 'schema_dump', 'query_cache', 'sslmode', 'advisory_locks', 'primary_key', 'flags', 'collation', 'reconnect', 'strict', 'database_tasks', 'seeds', 'ssl_mode', 'retries', 'default_timezone', 'connection_retries', 'retry_deadline', 'min_messages', 'idle_transaction_timeout'];

export const rails: BlocksFormat = {
  name: 'rails',
  says: "Rails' database.yml; --profile chooses the environment (production)",
  makes: 'pools',
  recognises: ({ text, name }) => /^database.*\.ya?ml(?:\.\w+)?$/.test(name) || (/^(?:default|development|production)\s*:/m.test(text) && /^\s+adapter\s*:/m.test(text)),
  read: (text, words, head) => imported(text, words, head.name),
};

/** ERB that fetches a variable with a default becomes its value; the lines stay where they are. */
function withoutErb(text: string, known: ReadonlyMap<string, string>, faults: Fault[]): string {
  return text.replace(/<%=?([\s\S]*?)%>/g, (erb, inside: string, offset: number) => {
    const fetch = /ENV(?:\.fetch\(\s*|\[\s*)["'](\w+)["']\s*[)\],]/.exec(inside);
    const name = fetch?.[1];
    const fallback = /\{\s*([^}]+?)\s*\}|,\s*([^)]+?)\s*\)|\|\|\s*(\S+)/.exec(inside);
    const value = name === undefined ? undefined : (known.get(name) ?? (fallback?.[1] ?? fallback?.[2] ?? fallback?.[3])?.replace(/^["']|["']$/g, ''));
    const lines = '\n'.repeat(erb.split('\n').length - 1);
    if (value !== undefined) return value + lines;
    const key = /(\w+)\s*:\s*["']?$/.exec(text.slice(0, offset))?.[1] ?? '';
    if (name !== undefined && !others.includes(key)) faults.push({ line: text.slice(0, offset).split('\n').length, says: `${key}: the environment variable ${name} has no default here: say --env ${name}=VALUE` });
    return `null${lines}`;
  });
}

/** The file as data with its anchors followed, or why that cannot be: `<<` on something that is no table, or on nothing. */
function dataOf(document: Document.Parsed): { readonly [environment: string]: unknown } | string | null {
  try {
    const data: unknown = document.toJS();
    return typeof data === 'object' ? (data as { readonly [environment: string]: unknown } | null) : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function imported(text: string, words: ImportWords, file: string): Imported {
  const faults: Fault[] = [];
  const lines = new LineCounter();
  const document = parseDocument(withoutErb(text, environment(words), faults), { version: '1.1', merge: true, lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  faults.push(...document.errors.slice(0, 1).map((error) => ({ line: lines.linePos(error.pos[0]).line, says: error.message })));
  if (faults.length > 0) return { ok: false, faults };
  const wanted = words.profile?.[0] ?? 'production';
  const all = dataOf(document);
  if (typeof all === 'string') return { ok: false, faults: [{ line: 1, says: all }] };
  const chosen = all?.[wanted];
  if (typeof chosen !== 'object' || chosen === null) return { ok: false, faults: [{ line: 1, says: `there is no environment "${wanted}": --profile names one of ${Object.keys(all ?? {}).join(', ')}` }] };
  const remarks: Remark[] = [];
  const lineOf = (path: readonly string[]): number => {
    const key = path[path.length - 1];
    // A key that came in by `<<` stands somewhere else: the first place that has it.
    const here = document.getIn(path.slice(0, -1));
    const own = isMap(here) ? here.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    if (own !== undefined && isScalar(own.key) && own.key.range) return lines.linePos(own.key.range[0]).line;
    const at = text.split('\n').findIndex((line) => line.trim().startsWith(`${key}:`));
    return at + 1 || 1;
  };
  const entries = Object.entries(chosen);
  const isMany = entries.length > 0 && entries.every(([, value]) => typeof value === 'object' && value !== null);
  const many = isMany ? entries.map(([name, value]) => ({ name: name === 'primary' ? 'main' : name, table: value as object, path: [wanted, name] })) : [{ name: 'main', table: chosen, path: [wanted] }];
  const drafts = many.map(({ name, table, path }): Draft => ({ name, kind: 'activerecord', line: lineOf(path), settings: settingsOf(table, path, lineOf, remarks) }));
  return blocksOf('pools', drafts, file, words, remarks);
}

function settingsOf(table: object, path: readonly string[], lineOf: (path: readonly string[]) => number, remarks: Remark[]): Setting[] {
  const options = Object.keys(kindOf('activerecord', 'pools').options);
  return Object.entries(table).flatMap(([given, value]): Setting[] => {
    const key = given === 'pool' ? 'max_connections' : given;
    const line = lineOf([...path, given]);
    if (given === 'pool' && Object.hasOwn(table, 'max_connections')) return remarks.push(notNeeded([...path, given].join('.'), line, 'max_connections comes first')), [];
    if (options.includes(key)) return value === null ? [] : [{ key, value: typeof value === 'string' ? plainValue(value) : value, line, from: given === key ? undefined : given }];
    if (given !== '<<') remarks.push(others.includes(given) ? notNeeded([...path, given].join('.'), line) : unknownKey([...path, given].join('.'), line, [...options, 'pool']));
    return [];
  });
}
