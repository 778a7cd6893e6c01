/** Settings from tables and arguments in source code, for a kind whose options have the same names; what the program alone knows is said. */

import { type Code, type Field, worthOf } from './code-values.ts';
import type { Fault, Remark } from './format.ts';
import { kindOf, notNeeded, plainValue, type Setting, unknownKey } from './settings.ts';

export interface Gathered {
  readonly settings: Setting[];
  readonly remarks: Remark[];
  readonly faults: Fault[];
}

export interface Vocabulary {
  readonly kind: string;
  /** Keys that change nothing in a pool, perhaps with a reason. */
  readonly others: { readonly [key: string]: string };
  /** Other names of options. */
  readonly aliases?: { readonly [key: string]: string };
  /** What the library does with a key that it does not know. */
  readonly unknown: string;
  /** Makes of a value what the kind's option takes. */
  readonly value?: (key: string, value: unknown) => unknown;
}

/** The fields that are options of the kind, with their values; all others as remarks. */
export function settingsOf(code: Code, fields: readonly Field[], words: Vocabulary): Gathered {
  const gathered: Gathered = { settings: [], remarks: [], faults: [] };
  const options = Object.keys(kindOf(words.kind, 'pools').options);
  for (const field of fields) {
    const key = field.name === null ? null : (words.aliases?.[field.name] ?? field.name);
    if (key === null || field.name === null) gathered.remarks.push({ sort: 'unknown', line: field.line, says: `${code.text.slice(field.node.from, field.node.to).slice(0, 40)}: what is spread in here is not known` });
    else if (Object.hasOwn(words.others, key)) gathered.remarks.push(notNeeded(key, field.line, words.others[key]));
    else if (!options.includes(key)) gathered.remarks.push(unknownKey(field.name, field.line, options, words.unknown));
    else gather(code, { ...field, name: key }, words, gathered);
  }
  return gathered;
}

function gather(code: Code, field: Field & { readonly name: string }, words: Vocabulary, { settings, remarks, faults }: Gathered): void {
  const worth = worthOf(code, field.node);
  const key = field.name;
  if (!worth.known && worth.needs !== undefined) faults.push({ line: field.line, says: `${key} is the environment variable ${worth.needs}, which has no default here: say --env ${worth.needs}=VALUE` });
  else if (!worth.known) remarks.push({ sort: 'unknown', line: field.line, says: `${key}: only the program knows what ${worth.text} is; left at its default` });
  else if (worth.value !== undefined) {
    const value = typeof worth.value === 'string' ? plainValue(worth.value) : worth.value;
    const at = settings.findIndex((one) => one.key === key);
    const setting = { key, value: words.value === undefined ? value : words.value(key, value), line: field.line, from: worth.from };
    if (at >= 0) settings[at] = setting;
    else settings.push(setting);
  }
}
