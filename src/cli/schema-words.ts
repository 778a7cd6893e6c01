/** JSON Schema as people read it: the keys of a table with what they mean and their defaults, and the forms a value may take. */

import { wrapped } from '../report/layout.ts';
import { type JsonSchema } from '../shape.ts';
import { isTable } from '../shape/tables.ts';

const listOf = (value: unknown): readonly JsonSchema[] => (Array.isArray(value) ? value.filter(isTable) : []);
export const saysOf = (schema: JsonSchema): string => (typeof schema.description === 'string' ? schema.description : '');
const tableIn = (value: unknown): { readonly [key: string]: JsonSchema } => (isTable(value) ? (value as { readonly [key: string]: JsonSchema }) : {});

/** The tables a value may be: the schema itself, or the alternatives in it that are tables. Choices by key (`oneOf`) are topics of their own. */
export function tablesIn(schema: JsonSchema): readonly JsonSchema[] {
  if (schema.type === 'object' && isTable(schema.properties)) return [schema];
  return listOf(schema.anyOf).flatMap(tablesIn);
}

/** What a key is, in a few words behind its meaning: "default 30000", "required", "one of a, b". */
function about(schema: JsonSchema, required: boolean): string {
  const words = [
    required ? 'required' : '',
    'default' in schema ? `default ${typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default)}` : '',
    Array.isArray(schema.enum) ? `one of ${schema.enum.join(', ')}` : '',
  ].filter((word) => word !== '');
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
}

/** Lines for the keys of a table, indented by `indent`: the key, what it means, its default. */
export function keyLines(schema: JsonSchema, indent: string, width: number): string[] {
  const properties = Object.entries(tableIn(schema.properties));
  const required = Array.isArray(schema.required) ? schema.required : [];
  const wide = Math.min(28, Math.max(...properties.map(([key]) => key.length), 4)) + 2;
  return properties.flatMap(([key, of]) => {
    if ('const' in of) return [`${indent}${key.padEnd(wide)}${String(of.const)}`];
    const text = wrapped(`${saysOf(of)}${about(of, required.includes(key))}`, Math.max(30, width - indent.length - wide));
    return (text.length === 0 ? [''] : text).map((line, i) => `${indent}${(i === 0 ? key : '').padEnd(wide)}${line}`.trimEnd());
  });
}

/** The kinds of a choice by key, as in `{ exponential: 10ms }`: each name with its schema. */
export function kindsByKey(schema: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  return [...listOf(schema.oneOf), ...listOf(schema.anyOf)].flatMap((one) => {
    const [entry, ...others] = Object.entries(tableIn(one.properties));
    if (entry !== undefined && others.length === 0 && one.additionalProperties === false) return [entry];
    return one.oneOf !== undefined || one.anyOf !== undefined ? kindsByKey(one) : [];
  });
}

/** The kinds of a choice by a field, as in `{ law: usl, … }`: each name with the table of its other keys. */
export function kindsByField(schema: JsonSchema, field: string): readonly (readonly [string, JsonSchema])[] {
  return listOf(schema.anyOf).flatMap((one) => {
    const { [field]: kind, ...others } = tableIn(one.properties);
    return kind !== undefined && typeof kind.const === 'string' ? [[kind.const, { ...one, properties: others }] as const] : [];
  });
}
