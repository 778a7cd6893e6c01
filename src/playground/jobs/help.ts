/** What the editor can say at a place of a scenario: keys that may stand there, values a key may have, what a key means. */

import { readYaml } from '../../reading/yaml.ts';
import { isTable } from '../../shape/tables.ts';
import { kindWords } from '../form/kinds.ts';
import { fallbackOf, formOf, forms, helpOf, propertiesOf, rootSchema, under, widgetOf } from '../form/schema-walk.ts';
import type { Job } from './job.ts';

export interface HelpInput {
  readonly text: string;
  /** Keys from the top to the table (`keys`) or to the value (`values`, `about`). */
  readonly path: readonly (string | number)[];
  readonly want: 'keys' | 'values' | 'about';
}

export interface Word {
  readonly label: string;
  /** In a word: the default, or how it is written. */
  readonly detail: string;
  readonly info: string;
}

/** Under these keys stand names that are declared in another section. */
const namesIn: { readonly [key: string]: readonly string[] } = {
  route: ['routes'], pool: ['pools'], database: ['databases', 'poolers'], app: ['apps'], pools: ['pools'], replicaOf: ['databases'], of: ['pools', 'databases', 'apps', 'traffic'],
};

/** What a key means in whichever form knows it: for a text that does not say yet which form it has. */
const anyUnder = (of: ReturnType<typeof under>, key: string | number): ReturnType<typeof under> => forms(of).map((form) => propertiesOf(form)[String(key)]).find((found) => found !== undefined) ?? null;

export const help: Job<HelpInput, readonly Word[]> = ({ text, path, want }) => {
  // A text in the middle of being written may not read: what can be read of it, or nothing, is enough to find the place in the schema.
  const yaml = readYaml(text);
  let value: unknown = yaml.ok ? yaml.value : {};
  const data = value;
  let schema: ReturnType<typeof under> = rootSchema;
  for (const key of path) {
    schema = under(schema, value ?? (typeof key === 'number' ? [] : {}), key) ?? anyUnder(schema, key);
    value = Array.isArray(value) ? value[Number(key)] : isTable(value) ? value[String(key)] : undefined;
    if (value === undefined && typeof key === 'number') value = {};
  }
  const detail = (of: typeof schema): string => (fallbackOf(of) !== '' ? `default ${fallbackOf(of)}` : (widgetOf(of)?.widget ?? ''));
  if (want === 'about') return schema === null ? [] : [{ label: String(path.at(-1) ?? ''), detail: detail(schema), info: helpOf(schema) }];
  if (want === 'keys') {
    const there = new Set(isTable(value) ? Object.keys(value) : []);
    const single = formOf(schema, isTable(value) && there.size > 0 ? value : undefined);
    // Nothing is said yet, and there are several forms: the keys of all of them.
    const all = there.size > 0 && single !== null ? propertiesOf(single) : Object.assign({}, ...forms(schema).map(propertiesOf)) as ReturnType<typeof propertiesOf>;
    return Object.entries(all).filter(([key]) => !there.has(key)).map(([key, of]) => ({ label: key, detail: detail(of), info: helpOf(of) }));
  }
  const key = String(path.findLast((one) => typeof one === 'string') ?? '');
  const sections = namesIn[key] ?? [];
  const names = isTable(data) ? sections.flatMap((section) => (isTable(data[section]) ? Object.keys(data[section]) : [])) : [];
  if (names.length > 0) return names.map((label) => ({ label, detail: sections.join(' or '), info: '' }));
  if (path[0] === 'pools' && key === 'kind') return Object.entries(kindWords).map(([label, { says, size }]) => ({ label, detail: size ?? '', info: says }));
  const about = widgetOf(schema);
  return (about?.choices ?? []).map((label) => ({ label, detail: fallbackOf(schema) === label ? 'default' : '', info: helpOf(schema) }));
};
