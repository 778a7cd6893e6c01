/** Django's DATABASES: CONN_MAX_AGE, CONN_HEALTH_CHECKS, and psycopg's pool in OPTIONS['pool']. Source: django/django 5.2, "Databases" reference. */

import { parser } from '@lezer/python';
import { settingsOf, type Vocabulary } from '../code-settings.ts';
import { type Code, type Field, fieldsOf, nodesNamed, parts, textOf, worthOf } from '../code-values.ts';
import type { BlocksFormat, Imported, ImportWords, Remark } from '../format.ts';
import { blocksOf, type Draft, environment, lineAt, notNeeded, type Setting } from '../settings.ts';

const ignored = ['ENGINE', 'NAME', 'USER', 'PASSWORD', 'HOST', 'PORT', 'ATOMIC_REQUESTS', 'AUTOCOMMIT', 'TIME_ZONE', 'DISABLE_SERVER_SIDE_CURSORS', 'TEST', 'CHARSET', 'COLLATION', 'MIRROR'];
const vocabulary: Vocabulary = {
  kind: 'django', unknown: 'Django takes no notice of it', others: Object.fromEntries(ignored.map((key) => [key, ''])),
  // None means for ever; the kind says so in a word.
  value: (key, value) => (key === 'CONN_MAX_AGE' && value === null ? 'none' : value),
};

export const django: BlocksFormat = {
  name: 'django',
  says: "Django's settings: DATABASES with CONN_MAX_AGE, CONN_HEALTH_CHECKS, OPTIONS['pool']",
  makes: 'pools',
  recognises: ({ text }) => /^\s*DATABASES\s*(?::[^=]+)?=\s*\{/m.test(text),
  read: (text, words, head) => imported({ text, tree: parser.parse(text), environment: environment(words) }, words, head.name),
};

function imported(code: Code, words: ImportWords, file: string): Imported {
  const statement = nodesNamed(code, ['AssignStatement']).find((node) => textOf(code, node).trimStart().startsWith('DATABASES'));
  const table = statement === undefined ? undefined : parts(statement).find((part) => part.name === 'DictionaryExpression');
  if (table === undefined) return { ok: false, faults: [{ line: 1, says: 'there is no table DATABASES = { … } in it' }] };
  const remarks: Remark[] = [];
  const read = fieldsOf(code, table).fields.map((field) => {
    const fields = field.node.name === 'DictionaryExpression' ? fieldsOf(code, field.node).fields : [];
    const options = fields.find(({ name }) => name === 'OPTIONS');
    const gathered = settingsOf(code, fields.filter((one) => one !== options), vocabulary);
    if (fields.length === 0) remarks.push({ sort: 'unknown', line: field.line, says: `${field.name}: not written here as a table; its defaults stand` });
    return { name: field.name === 'default' ? 'main' : (field.name ?? 'main'), line: field.line, gathered, pool: pooled(code, options, remarks) };
  });
  const faults = read.flatMap(({ gathered, pool }) => [...gathered.faults, ...pool.faults]);
  if (faults.length > 0) return { ok: false, faults };
  remarks.push(...read.flatMap(({ gathered }) => gathered.remarks));
  return blocksOf('pools', read.map(({ name, line, gathered, pool }): Draft => ({ name, kind: 'django', line, settings: [...gathered.settings, ...pool.settings] })), file, words, remarks);
}

/** OPTIONS['pool'] is true, or a table of psycopg's own options. Everything else in OPTIONS goes to the driver. */
function pooled(code: Code, options: Field | undefined, remarks: Remark[]): { readonly settings: readonly Setting[]; readonly faults: ReturnType<typeof settingsOf>['faults'] } {
  const fields = options?.node.name === 'DictionaryExpression' ? fieldsOf(code, options.node).fields : [];
  for (const { name, line } of fields) if (name !== 'pool') remarks.push(notNeeded(`OPTIONS: ${name ?? '**'}`, line));
  const pool = fields.find(({ name }) => name === 'pool');
  if (pool === undefined) return { settings: [], faults: [] };
  if (pool.node.name !== 'DictionaryExpression') {
    const worth = worthOf(code, pool.node);
    return { settings: worth.known ? [{ key: 'pool', value: worth.value === true, line: pool.line }] : [], faults: worth.known ? [] : [{ line: pool.line, says: `pool: only the program knows what ${worth.text} is` }] };
  }
  const inner = settingsOf(code, fieldsOf(code, pool.node).fields, { kind: 'psycopg3', unknown: 'psycopg_pool stops with a TypeError', others: { name: '', open: '', configure: '', reset: '', check: '', kwargs: '', reconnect_failed: '', close_returns: '' } });
  remarks.push(...inner.remarks);
  return { settings: [{ key: 'pool', value: Object.fromEntries(inner.settings.map(({ key, value }) => [key, value])), line: lineAt(code.text, pool.node.from) }], faults: inner.faults };
}
