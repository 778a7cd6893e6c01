/**
 * Options of node-postgres pools: every `new Pool({…})` of a JavaScript or TypeScript file, an object literal, or JSON. pg-pool looks only at the options it
 * knows and passes everything to its clients. Source: brianc/node-postgres, packages/pg-pool 3.14.0, packages/pg `client.js`, `connection-parameters.js`.
 */

import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { type Vocabulary, settingsOf } from '../code-settings.ts';
import { type Code, fieldsOf, nodesNamed, parts, textOf } from '../code-values.ts';
import type { BlocksFormat, Fault, Imported, ImportWords, Remark } from '../format.ts';
import { blocksOf, type Draft, environment, lineAt } from '../settings.ts';

const inDatabase = 'a limit of the server: statementTimeout of the database, or of a query';

export const pgVocabulary: Vocabulary = {
  kind: 'pg-pool',
  unknown: 'pg-pool takes no notice of it',
  aliases: { poolSize: 'max' },
  others: {
    user: '', password: '', host: '', port: '', database: '', ssl: '', connectionString: '', application_name: '', fallback_application_name: '', client_encoding: '', options: '', types: '', binary: '', stream: '', replication: '',
    keepAlive: '', keepAliveInitialDelayMillis: '', Client: '', Promise: '', log: '', verify: '', onConnect: '', allowExitOnIdle: 'whether an idle pool keeps its process alive', enableChannelBinding: '', sslnegotiation: '',
    statement_timeout: inDatabase, query_timeout: 'the client gives up on a query: patience of its traffic', lock_timeout: 'lockTimeout of the database', idle_in_transaction_session_timeout: 'idleInTransactionTimeout of the database', parseInputDatesAsUTC: '',
  },
};

const signs = ['idleTimeoutMillis', 'connectionTimeoutMillis', 'maxLifetimeSeconds', 'maxUses', 'allowExitOnIdle'];

/** The object in a node or under it, through `as PoolConfig`, `satisfies …`, brackets. */
function objectIn(node: SyntaxNode | undefined): SyntaxNode | null {
  if (node === undefined) return null;
  if (node.name === 'ObjectExpression') return node;
  return ['ParenthesizedExpression', 'BinaryExpression', 'ArgList', 'ExpressionStatement', 'Script'].includes(node.name) ? objectIn(parts(node)[0]) : null;
}

interface PoolCall {
  readonly name: string;
  readonly argument: SyntaxNode | null;
  readonly line: number;
}

/** Every `new Pool(…)`, by the name of what it is assigned to. */
function poolCalls(code: Code): PoolCall[] {
  return nodesNamed(code, ['NewExpression']).flatMap((node) => {
    const [, callee, list] = parts(node);
    if (callee === undefined || !/(?:^|\.)Pool$/.test(textOf(code, callee))) return [];
    const [argument] = list === undefined ? [] : parts(list);
    const parent = node.parent;
    const named = parent !== null && ['VariableDeclaration', 'Property', 'AssignmentExpression', 'PropertyDeclaration'].includes(parent.name) ? parts(parent).find((part) => /Definition|VariableName|MemberExpression|PropertyName/.test(part.name)) : undefined;
    const name = named === undefined ? 'main' : (textOf(code, named).split('.').pop() ?? 'main');
    return [{ name: name === 'pool' ? 'main' : name, argument: constantObject(code, argument), line: lineAt(code.text, node.from) }];
  });
}

/** The object that an argument is, or that the constant of its name is. */
function constantObject(code: Code, argument: SyntaxNode | undefined): SyntaxNode | null {
  if (argument?.name !== 'VariableName') return objectIn(argument);
  const name = textOf(code, argument);
  const found = nodesNamed(code, ['VariableDeclaration']).find((statement) => parts(statement).some((part) => part.name === 'VariableDefinition' && textOf(code, part) === name));
  return found === undefined ? null : objectIn(parts(found)[parts(found).length - 1]);
}

export const nodePostgres: BlocksFormat = {
  name: 'node-postgres',
  says: 'node-postgres: new Pool({ max: 20, … }) in JavaScript or TypeScript, an object literal, or JSON',
  makes: 'pools',
  recognises: ({ text }) => /\bnew\s+(?:\w+\.)?Pool\s*\(/.test(text) || (/^\s*\(?\{/.test(text) && signs.some((sign) => new RegExp(`["']?${sign}["']?\\s*:`).test(text))),
  read: (text, words, head): Imported => {
    // A bare object would be read as a block of statements.
    const bare = /^\s*\{/.test(text);
    const source = bare ? `(${text}` : text;
    const code: Code = { text: source, tree: parser.configure({ dialect: 'ts' }).parse(source), environment: environment(words) };
    const calls = bare ? [{ name: 'main', argument: objectIn(code.tree.topNode), line: 1 }] : poolCalls(code);
    return draftsOf(code, calls.length > 0 ? calls : [{ name: 'main', argument: objectIn(code.tree.topNode), line: 1 }], words, head.name);
  },
};

function draftsOf(code: Code, calls: readonly PoolCall[], words: ImportWords, file: string): Imported {
  const drafts: Draft[] = [];
  const remarks: Remark[] = [];
  const faults: Fault[] = [];
  for (const { name, argument, line } of calls) {
    const gathered = argument === null ? null : settingsOf(code, fieldsOf(code, argument).fields, pgVocabulary);
    if (gathered === null && textOf(code, code.tree.topNode).trim() !== '') remarks.push({ sort: 'unknown', line, says: 'the options of this pool are not written here as an object; its defaults stand' });
    remarks.push(...(gathered?.remarks ?? []));
    faults.push(...(gathered?.faults ?? []));
    drafts.push({ name, kind: 'pg-pool', settings: gathered?.settings ?? [], line });
  }
  return faults.length > 0 ? { ok: false, faults } : blocksOf('pools', drafts, file, words, remarks);
}
