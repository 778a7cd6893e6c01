/**
 * Values in source code, as far as they can be known without running it: literals, arithmetic, constants of the same file, and environment variables with
 * their defaults (`process.env.X || 10`, `os.environ.get('X', 10)`). Python and JavaScript (with TypeScript) are parsed by Lezer, which forgives what it cannot read.
 */

import type { SyntaxNode, Tree } from '@lezer/common';
import { lineAt } from './settings.ts';

/** What an expression is worth. `from` says where it came from, where it is not written there; `needs` names an environment variable without a default. */
export type Worth = { readonly known: true; readonly value: unknown; readonly from?: string | undefined } | { readonly known: false; readonly text: string; readonly needs?: string | undefined };

/** A source file with what is needed to read values from it. */
export interface Code {
  readonly text: string;
  readonly tree: Tree;
  readonly environment: ReadonlyMap<string, string>;
}

/** A named value: an argument by keyword, or an entry of a table. A spread (`...rest`, `**rest`) has the name null. */
export interface Field {
  readonly name: string | null;
  readonly node: SyntaxNode;
  readonly line: number;
}

export const textOf = (code: Code, node: SyntaxNode): string => code.text.slice(node.from, node.to);

/** The children of a node, without punctuation and comments. */
export function parts(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) if (!/^(?:[()[\]{},;]|Comment|LineComment|BlockComment|⚠)$/.test(child.name)) found.push(child);
  return found;
}

/** All nodes of these names, in the order of the file. */
export function nodesNamed(code: Code, names: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  code.tree.iterate({ enter: (node) => (names.includes(node.name) ? void found.push(node.node) : undefined) });
  return found;
}

const unknown = (code: Code, node: SyntaxNode, needs?: string): Worth => ({ known: false, text: textOf(code, node).replace(/\s+/g, ' ').slice(0, 60), needs });

/** What an expression is worth, in either language. */
export function worthOf(code: Code, node: SyntaxNode, depth = 0): Worth {
  const known = (value: unknown, from?: string): Worth => ({ known: true, value, from });
  const of = (child: SyntaxNode | null | undefined): Worth => (child === null || child === undefined || depth > 30 ? unknown(code, node) : worthOf(code, child, depth + 1));
  const own = textOf(code, node);
  switch (node.name) {
    case 'Number': return numberWorth(code, node, own);
    case 'Boolean': case 'BooleanLiteral': return known(own.toLowerCase() === 'true');
    case 'None': case 'null': return known(null);
    case 'String': return known(stringIn(own));
    case 'ContinuedString': return known(parts(node).map((part) => stringIn(textOf(code, part))).join(''));
    case 'TemplateString': return own.includes('${') ? unknown(code, node) : known(own.slice(1, -1));
    case 'ParenthesizedExpression': return of(parts(node)[0]);
    case 'PostfixExpression': return own.endsWith('!') ? of(node.firstChild) : unknown(code, node);
    case 'UnaryExpression': return unary(code, node, of(node.lastChild));
    case 'BinaryExpression': return binary(code, node, of(node.firstChild), of(node.lastChild));
    case 'VariableName': return own === 'undefined' ? known(undefined) : of(constantNamed(code, own, node));
    case 'MemberExpression': return environmentAt(code, node) ?? unknown(code, node);
    case 'CallExpression': return called(code, node, of);
    default: return unknown(code, node);
  }
}

function numberWorth(code: Code, node: SyntaxNode, own: string): Worth {
  const value = Number(own.replaceAll('_', '').replace(/n$/, ''));
  return Number.isNaN(value) ? unknown(code, node) : { known: true, value };
}

/** A string literal without its quotes and prefixes; escapes are those both languages share. */
function stringIn(literal: string): string {
  const body = /^[a-zA-Z]*("""|'''|"|'|`)([\s\S]*)\1$/.exec(literal)?.[2] ?? literal;
  return body.replace(/\\(n|t|r|\\|'|")/g, (_, one: string) => ({ n: '\n', t: '\t', r: '\r' })[one] ?? one);
}

function unary(code: Code, node: SyntaxNode, operand: Worth): Worth {
  const sign = code.text[node.from];
  if (!operand.known) return { ...operand };
  const value = Number(operand.value);
  if ((sign !== '-' && sign !== '+') || Number.isNaN(value)) return unknown(code, node);
  return { ...operand, value: sign === '-' ? -value : value };
}

/** Arithmetic of known numbers; `a || b`, `a ?? b` and `a or b` where `a` is an environment variable that is not set. */
function binary(code: Code, node: SyntaxNode, left: Worth, right: Worth): Worth {
  const sign = node.firstChild?.nextSibling ?? null;
  const operator = sign === null ? '' : textOf(code, sign);
  if (operator === 'as' || operator === 'satisfies') return left;
  if (/^(?:\|\||\?\?|or)$/.test(operator)) {
    if (!left.known && left.needs !== undefined && right.known) return { ...right, from: `default, ${left.needs} is not set` };
    return left.known ? (left.value || (operator === '??' && left.value !== null && left.value !== undefined) ? left : right) : unknown(code, node);
  }
  if (!left.known) return { ...left };
  if (!right.known) return { ...right };
  const [a, b] = [left.value, right.value];
  const from = left.from ?? right.from;
  if (typeof a !== 'number' || typeof b !== 'number') return unknown(code, node);
  const results: { readonly [operator: string]: number } = { '*': a * b, '+': a + b, '-': a - b, '/': a / b };
  const value = results[operator];
  return value === undefined ? unknown(code, node) : { known: true, value, from };
}

/** What a name was set to, where it is set once in this file and before. */
function constantNamed(code: Code, name: string, use: SyntaxNode): SyntaxNode | null {
  const set = nodesNamed(code, ['AssignStatement', 'VariableDeclaration']).flatMap((statement) => {
    const [definition, value] = parts(statement).filter((part) => !['const', 'let', 'var', 'Equals', 'AssignOp', 'TypeDef', 'TypeAnnotation'].includes(part.name));
    return definition !== undefined && value !== undefined && textOf(code, definition) === name ? [value] : [];
  });
  return set.length === 1 && set[0] !== undefined && set[0].from < use.from ? set[0] : null;
}

const variable = /^(?:process\.env\.(\w+)|process\.env\[\s*['"](\w+)['"]\s*\]|(?:os\.)?environ\[\s*['"](\w+)['"]\s*\])$/;
const environmentCall = /^(?:os\.environ\.get|environ\.get|os\.getenv|getenv|env|env\.int|env\.bool|config)$/;

/** `process.env.X`, `os.environ['X']`. */
function environmentAt(code: Code, node: SyntaxNode): Worth | null {
  const form = variable.exec(textOf(code, node).replace(/\s+/g, ''));
  const name = form?.[1] ?? form?.[2] ?? form?.[3];
  if (name === undefined) return null;
  const given = code.environment.get(name);
  return given === undefined ? unknown(code, node, name) : { known: true, value: given, from: `${name} from --env` };
}

/** `os.environ.get('X', 10)`, and conversions around a value: `int(…)`, `Number(…)`, `parseInt(…, 10)`. */
function called(code: Code, node: SyntaxNode, of: (child: SyntaxNode | undefined) => Worth): Worth {
  const [callee, list] = parts(node);
  const name = callee === undefined ? '' : textOf(code, callee).replace(/\s+/g, '');
  const given = (list === undefined ? [] : parts(list)).filter((part) => part.name !== 'AssignOp');
  if (environmentCall.test(name) && given[0]?.name === 'String') {
    const asked = stringIn(textOf(code, given[0]));
    const set = code.environment.get(asked);
    if (set !== undefined) return { known: true, value: set, from: `${asked} from --env` };
    const fallback = given[given.length - 1];
    const worth = given.length > 1 ? of(fallback) : unknown(code, node, asked);
    return worth.known ? { ...worth, from: `default, ${asked} is not set` } : worth;
  }
  const worth = of(given[0]);
  if (!worth.known) return { ...worth };
  if (/^(?:int|float|Number|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat)$/.test(name)) return Number.isNaN(Number(worth.value)) ? unknown(code, node) : { ...worth, value: /int/i.test(name) ? Math.trunc(Number(worth.value)) : Number(worth.value) };
  return /^(?:str|String)$/.test(name) ? { ...worth, value: String(worth.value) } : unknown(code, node);
}

/** The keyword arguments of a Python call, or the entries of a table in either language; `positional` are arguments without a name. */
export function fieldsOf(code: Code, node: SyntaxNode): { readonly fields: readonly Field[]; readonly positional: readonly SyntaxNode[] } {
  const line = (at: SyntaxNode): number => lineAt(code.text, at.from);
  if (node.name === 'ObjectExpression') {
    return { positional: [], fields: parts(node).map((property) => {
      const [key, ...rest] = parts(property).filter((part) => part.name !== ':');
      const spread = key === undefined || textOf(code, property).startsWith('...');
      return { name: spread ? null : stringIn(textOf(code, key)), node: rest[rest.length - 1] ?? key ?? property, line: line(property) };
    }) };
  }
  const children = parts(node).filter((part) => part.name !== ':');
  const fields: Field[] = [];
  const positional: SyntaxNode[] = [];
  for (let i = 0; i < children.length; i++) {
    const [key, next, value] = [children[i] as SyntaxNode, children[i + 1], children[i + 2]];
    if (key.name === '**' || key.name === '*') fields.push({ name: null, node: children[++i] ?? key, line: line(key) });
    else if (node.name === 'DictionaryExpression') fields.push({ name: stringIn(textOf(code, key)), node: children[++i] ?? key, line: line(key) });
    else if (next?.name === 'AssignOp' && value !== undefined) {
      fields.push({ name: textOf(code, key), node: value, line: line(key) });
      i += 2;
    } else positional.push(key);
  }
  return { fields, positional };
}
