/** Finding one's way in the JSON Schema of scenarios: which of several forms a value has, what stands under a key, how a single value is written. */

import { schema } from '../../reading/schema.ts';
import type { JsonSchema } from '../../shape.ts';
import { isTable } from '../../shape/tables.ts';
import type { Widget } from './control.ts';

export const rootSchema: JsonSchema = schema();

const asSchema = (value: unknown): JsonSchema | null => (isTable(value) ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const definitions = asSchema(rootSchema.$defs) ?? {};

/** The forms a value may have, references followed. */
export function forms(of: JsonSchema | null): readonly JsonSchema[] {
  if (of === null) return [];
  if (typeof of.$ref === 'string') return forms(asSchema(definitions[of.$ref.replace('#/$defs/', '')]));
  const inner = [...list(of.anyOf), ...list(of.oneOf)];
  return inner.length === 0 ? [of] : inner.flatMap((one) => forms(asSchema(one)));
}

/** The keys of a table by this schema. */
export const propertiesOf = (of: JsonSchema | null): { readonly [key: string]: JsonSchema } => (of !== null && isTable(of.properties) ? (of.properties as { readonly [key: string]: JsonSchema }) : {});

/** How well a form fits a table: no word that says another kind, as many known keys as can be. */
function fitness(form: JsonSchema, value: { readonly [key: string]: unknown }): number {
  const properties = propertiesOf(form);
  const keys = Object.keys(value);
  for (const key of keys) if (properties[key] !== undefined && 'const' in properties[key] && properties[key].const !== value[key]) return -1;
  const known = keys.filter((key) => properties[key] !== undefined).length;
  const named = list(form.required).every((key) => keys.includes(String(key)));
  return known - (keys.length - known) * 0.5 + (named ? 0.25 : 0) + (isTable(form.additionalProperties) ? 0.1 : 0);
}

/** The form that a table or list has; null where none fits. */
export function formOf(of: JsonSchema | null, value: unknown): JsonSchema | null {
  if (Array.isArray(value)) return forms(of).find((form) => form.type === 'array') ?? null;
  const tables = forms(of).filter((form) => form.type === 'object');
  if (!isTable(value)) return tables[0] ?? null;
  const ranked = tables.map((form) => ({ form, score: fitness(form, value) })).filter(({ score }) => score > -1).sort((a, b) => b.score - a.score);
  return ranked[0]?.form ?? null;
}

/** The schema of what stands under a key of a value. */
export function under(of: JsonSchema | null, value: unknown, key: string | number): JsonSchema | null {
  const form = formOf(of, value);
  if (form === null) return null;
  if (form.type === 'array') return asSchema(form.items);
  return propertiesOf(form)[String(key)] ?? asSchema(form.additionalProperties);
}

const widgetByExample: { readonly [example: string]: Widget } = { '250ms': 'duration', '110/s': 'rate', '5%': 'share', '8MB': 'size' };

/** How a single value of this schema is written; null for tables and lists only. */
export function widgetOf(of: JsonSchema | null): { readonly widget: Widget; readonly choices: readonly string[]; readonly atLeast: number | null; readonly atMost: number | null } | null {
  const single = forms(of).filter((form) => form.type !== 'object' && form.type !== 'array');
  if (single.length === 0) return null;
  const choices = [...new Set(single.flatMap((form) => [...list(form.enum), ...('const' in form ? [form.const] : [])]).map(String))];
  const examples = single.flatMap((form) => list(form.examples)).map((one) => widgetByExample[String(one)]).filter((widget) => widget !== undefined);
  // What may be a share or a rate (a leak) is turned as a share.
  const example = examples.find((widget) => widget === 'share') ?? examples[0];
  const number = single.find((form) => form.type === 'integer' || form.type === 'number');
  const bound = (name: 'minimum' | 'maximum'): number | null => (typeof number?.[name] === 'number' ? number[name] : null);
  const limits = { atLeast: bound('minimum'), atMost: bound('maximum') };
  if (example !== undefined) return { widget: example, choices, ...limits };
  if (choices.length > 0) return { widget: 'choice', choices, ...limits };
  if (single.some((form) => form.type === 'boolean')) return { widget: 'flag', choices: ['true', 'false'], ...limits };
  if (number !== undefined) return { widget: number.type === 'integer' ? 'count' : 'amount', choices, ...limits };
  return { widget: 'text', choices, ...limits };
}

/** One line of help: the schema's own, or that of the one form it has. */
export const helpOf = (of: JsonSchema | null): string => String(of?.description ?? forms(of).find((form) => typeof form.description === 'string')?.description ?? '');

export const fallbackOf = (of: JsonSchema | null): string => (of !== null && 'default' in of ? String(of.default) : '');
