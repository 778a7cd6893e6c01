/**
 * SQLAlchemy engines: every `create_engine(…)` of a Python file, engine options as a Python table (SQLALCHEMY_ENGINE_OPTIONS), as JSON, as `sqlalchemy.*` keys of an
 * INI file, or a bare URL. Source: sqlalchemy/sqlalchemy 2.0.52, `engine/create.py` (create_engine, engine_from_config).
 */

import { parser } from '@lezer/python';
import { type Gathered, settingsOf, type Vocabulary } from '../code-settings.ts';
import { type Code, type Field, fieldsOf, nodesNamed, parts, textOf, worthOf } from '../code-values.ts';
import type { BlocksFormat, Head, Imported, ImportWords, Remark } from '../format.ts';
import { iniOf } from '../ini.ts';
import { blocksOf, type Draft, environment, lineAt, note, notNeeded, plainValue, type Setting, unknownKey } from '../settings.ts';

const others = [
  'url', 'echo', 'echo_pool', 'future', 'connect_args', 'isolation_level', 'execution_options', 'json_serializer', 'json_deserializer', 'logging_name', 'pool_logging_name', 'module', 'paramstyle', 'plugins', 'query_cache_size',
  'use_insertmanyvalues', 'insertmanyvalues_page_size', 'label_length', 'max_identifier_length', 'hide_parameters', 'creator', 'enable_from_linting', 'encoding', 'convert_unicode', 'client_encoding', 'server_side_cursors', 'executemany_mode',
  'executemany_batch_page_size', 'implicit_returning', 'case_sensitive', 'strategy', 'dialect', 'events', 'pool_events', 'skip_autocommit_rollback', 'coerce_to_decimal', 'use_native_hstore', 'poolclass', 'fast_executemany', 'bind',
];

const vocabulary: Vocabulary = {
  kind: 'sqlalchemy',
  others: Object.fromEntries(others.map((key) => [key, ''])),
  unknown: 'create_engine() stops with "Invalid argument(s)" unless the dialect knows it',
  // None and False say that nothing is done at return, True that it is rolled back.
  value: (key, value) => (key !== 'pool_reset_on_return' ? value : value === null || value === false ? 'none' : value === true ? 'rollback' : value),
};

const options = ['pool_size', 'max_overflow', 'pool_timeout', 'pool_recycle', 'pool_pre_ping', 'pool_use_lifo', 'pool_reset_on_return'];
const anOption = new RegExp(`["']?(?:${options.join('|')})["']?\\s*[:=]`);
const url = /^\s*[a-z][a-z0-9]*(?:\+[a-z0-9_]+)?:\/\/\S*\s*$/;
const engineCall = /(?:^|\.)(?:create_engine|create_async_engine)$/;

export const sqlalchemy: BlocksFormat = {
  name: 'sqlalchemy',
  says: 'SQLAlchemy: create_engine(…) in Python, engine options in JSON or INI (sqlalchemy.pool_size), or a URL',
  makes: 'pools',
  recognises: ({ text }) => /\bcreate_(?:async_)?engine\s*\(/.test(text) || /^\s*sqlalchemy\./m.test(text) || /SQLALCHEMY_(?:ENGINE_OPTIONS|POOL_)/.test(text) || url.test(text) || (/^\s*\{/.test(text) && anOption.test(text)),
  read: (text, words, head) => {
    if (url.test(text)) return ofUrl(text.trim(), words, head);
    const calls = /\bcreate_(?:async_)?engine\s*\(|SQLALCHEMY_/.test(text) || /^\s*\{/.test(text);
    return calls ? ofPython(text, words, head) : ofIni(text, words, head);
  },
};

function ofUrl(text: string, words: ImportWords, head: Head): Imported {
  const query = /\?(.*)$/.exec(text)?.[1]?.split('&').map((pair) => pair.split('=')[0] ?? '') ?? [];
  const remarks = query.filter((key) => options.includes(key)).map((key) => unknownKey(key, 1, [], 'the query of a URL goes to the driver, not to the pool: say it in create_engine()'));
  return blocksOf('pools', [{ name: 'main', kind: 'sqlalchemy', settings: [], line: 1 }], head.name, words, [...remarks, note('a URL says nothing about the pool: SQLAlchemy takes its defaults')]);
}

interface Source {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly line: number;
}

function ofPython(text: string, words: ImportWords, head: Head): Imported {
  // JSON is Python but for its three words.
  const source = /^\s*\{/.test(text) ? text.replace(/\btrue\b/g, 'True').replace(/\bfalse\b/g, 'False').replace(/\bnull\b/g, 'None') : text;
  const code: Code = { text: source, tree: parser.parse(source), environment: environment(words) };
  const sources = sourcesIn(code);
  if (sources.length === 0) return { ok: false, faults: [{ line: 1, says: 'there is no create_engine(…), SQLALCHEMY_ENGINE_OPTIONS or table of engine options in it' }] };
  const read = sources.map((one) => ({ ...one, gathered: settingsOf(code, one.fields, vocabulary), ...kindFor(code, one) }));
  const faults = read.flatMap((one) => [...one.gathered.faults, ...one.faults]);
  if (faults.length > 0) return { ok: false, faults };
  const drafts = read.map(({ name, line, gathered, kind }): Draft => ({ name, kind, line, settings: kind === 'sqlalchemy' ? gathered.settings : [] }));
  return blocksOf('pools', drafts, head.name, words, read.flatMap(({ gathered, said }) => [...gathered.remarks, ...said]));
}

/** Engines of a file by the names they are assigned to; Flask's options where there are none. */
function sourcesIn(code: Code): Source[] {
  const calls = nodesNamed(code, ['CallExpression']).flatMap((node): Source[] => {
    const [callee, list] = parts(node);
    if (callee === undefined || list === undefined || !engineCall.test(textOf(code, callee))) return [];
    const target = node.parent?.name === 'AssignStatement' ? parts(node.parent)[0] : undefined;
    const name = target === undefined ? 'main' : (textOf(code, target).split('.').pop() ?? 'main');
    return [{ name: name === 'engine' ? 'main' : name, fields: spreadIn(code, fieldsOf(code, list).fields), line: lineAt(code.text, node.from) }];
  });
  if (calls.length > 0) return calls;
  const tables = nodesNamed(code, ['AssignStatement', 'ExpressionStatement']).flatMap((node): Source[] => {
    const found = parts(node);
    const table = found.find((part) => part.name === 'DictionaryExpression');
    return table === undefined || (node.name === 'AssignStatement' && !/ENGINE_OPTIONS/.test(textOf(code, found[0] as NonNullable<(typeof found)[0]>))) ? [] : [{ name: 'main', fields: fieldsOf(code, table).fields, line: lineAt(code.text, table.from) }];
  });
  return tables.length > 0 ? tables.slice(0, 1) : flask(code);
}

/** `**options`, where `options` is a table of this file, is as if it were written there. */
function spreadIn(code: Code, fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => {
    if (field.name !== null || field.node.name !== 'VariableName') return [field];
    const name = textOf(code, field.node);
    const set = nodesNamed(code, ['AssignStatement']).map(parts).find(([target, , value]) => target !== undefined && value?.name === 'DictionaryExpression' && textOf(code, target) === name);
    return set?.[2] === undefined ? [field] : [...fieldsOf(code, set[2]).fields];
  });
}

/** SQLALCHEMY_POOL_SIZE and its like, of Flask-SQLAlchemy before 3. */
function flask(code: Code): Source[] {
  const fields = nodesNamed(code, ['AssignStatement']).flatMap((node): Field[] => {
    const [target, , value] = parts(node);
    const name = target === undefined ? null : /^(?:\w+\.)*SQLALCHEMY_((?:POOL|MAX)_\w+)$/.exec(textOf(code, target))?.[1];
    return name === null || name === undefined || value === undefined ? [] : [{ name: name.toLowerCase(), node: value, line: lineAt(code.text, node.from) }];
  });
  return fields.length === 0 ? [] : [{ name: 'main', fields, line: fields[0]?.line ?? 1 }];
}

/** `poolclass` may name another pool than the usual one. */
function kindFor(code: Code, { fields }: Source): { readonly kind: string; readonly faults: Gathered['faults']; readonly said: readonly Remark[] } {
  const given = fields.find((field) => field.name === 'poolclass' || field.name === 'pool');
  const name = given === undefined ? '' : textOf(code, given.node).split('.').pop() ?? '';
  if (given === undefined || /^(?:Async(?:Adapted)?)?QueuePool$|^None$/.test(name)) return { kind: 'sqlalchemy', faults: [], said: [] };
  if (name === 'NullPool') return { kind: 'no-pool', faults: [], said: [note('NullPool: a connection for each use; the options of a pool do not count', given.line)] };
  const worth = worthOf(code, given.node);
  return { kind: 'sqlalchemy', said: [], faults: [{ line: given.line, says: `${given.name} is ${worth.known ? String(worth.value) : worth.text}: of SQLAlchemy's pools, QueuePool and NullPool are modelled` }] };
}

function ofIni(text: string, words: ImportWords, head: Head): Imported {
  const remarks: Remark[] = [];
  const bySection = new Map<string, { settings: Setting[]; line: number }>();
  for (const { section, key, value, line } of iniOf(text, { inlineComments: false, colons: true }).entries) {
    const name = /^sqlalchemy\.(.+)$/.exec(key)?.[1];
    if (name === undefined) {
      remarks.push(notNeeded(`[${section}] ${key}`, line));
      continue;
    }
    const found = bySection.get(section) ?? { settings: [], line };
    bySection.set(section, found);
    if (options.includes(name)) found.settings.push({ key: name, value: name === 'pool_reset_on_return' ? value.toLowerCase() : truth(plainValue(value)), line });
    else remarks.push(others.includes(name) ? notNeeded(key, line) : unknownKey(key, line, options));
  }
  if (bySection.size === 0) return { ok: false, faults: [{ line: 1, says: 'there are no sqlalchemy.* keys in it' }] };
  return blocksOf('pools', [...bySection].map(([name, { settings, line }]) => ({ name: bySection.size === 1 ? 'main' : name || 'main', kind: 'sqlalchemy', settings, line })), head.name, words, remarks);
}

/** engine_from_config takes yes, on and 1 for True where an option is a truth value; numbers are numbers. */
const truth = (value: unknown): unknown => (typeof value === 'string' && /^(?:yes|on)$/i.test(value) ? true : typeof value === 'string' && /^(?:no|off)$/i.test(value) ? false : value);
