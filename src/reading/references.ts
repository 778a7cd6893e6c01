/** Checks that every name used in a scenario is declared where it must be. A thing that is declared but wrong inside is there all the same. */

import { type Issue, type Reference, suggestion } from '../shape.ts';
import { isTable } from '../shape/tables.ts';
import { brief } from '../units/text.ts';

/** What may be referred to, in words, and the top-level keys under which its names stand. */
const kinds: { readonly [to: string]: { readonly says: string; readonly under: readonly string[]; readonly withoutPoolers?: string } } = {
  databases: { says: 'a database', under: ['databases'] },
  pools: { says: 'a pool', under: ['pools'] },
  apps: { says: 'an app', under: ['apps'] },
  routes: { says: 'a route', under: ['routes'] },
  traffic: { says: 'a traffic source', under: ['traffic'] },
  classes: { says: 'a class of requests', under: ['traffic', 'cron'] },
  alerts: { says: 'an alert', under: ['alerts'] },
  poolers: { says: 'a pooler', under: ['poolers'] },
  poolsOrPoolers: { says: 'a pool or a pooler', under: ['pools', 'poolers'], withoutPoolers: 'a pool' },
  databasesOrPoolers: { says: 'a database or a pooler', under: ['databases', 'poolers'], withoutPoolers: 'a database' },
  poolsOrDatabases: { says: 'a pool, a pooler or a database', under: ['pools', 'poolers', 'databases'], withoutPoolers: 'a pool or a database' },
};

/** Beyond this many missing names, or this many known ones, nobody looks for the nearest. */
const mostGuesses = 50;
const mostKnown = 2000;

/** One issue for each reference to a name that is not there. `meant` are top-level keys that were misspelt: what stands there is not known. */
export function missingNames(data: { readonly [key: string]: unknown }, references: readonly Reference[], meant: ReadonlySet<string>): Issue[] {
  const known = new Map(Object.entries(kinds).map(([to, kind]) => [to, new Set(kind.under.flatMap((key) => namesUnder(data[key])))]));
  const issues: Issue[] = [];
  for (const { to, name, path } of references) {
    const kind = kinds[to];
    const names = known.get(to);
    if (kind === undefined || names === undefined || names.has(name) || kind.under.some((key) => meant.has(key) || !readable(key, data[key]))) continue;
    const guess = issues.length < mostGuesses && names.size < mostKnown ? hint(name, [...names], kind.under) : '';
    const says = data.poolers === undefined ? (kind.withoutPoolers ?? kind.says) : kind.says;
    issues.push({ path, on: 'value', says: `"${brief(name)}" is not ${says}${isInstead(known, name, kind.says)}.${guess}` });
  }
  return issues;
}

/** Whether names can be looked for there at all; where not, that mistake has been told. */
const readable = (key: string, part: unknown): boolean => part === undefined || (key === 'alerts' ? Array.isArray(part) : isTable(part));

/** Names under a top-level key: the keys of a table, or the `name` of each entry of a list. */
export function namesUnder(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap((entry) => (isTable(entry) && typeof entry.name === 'string' ? [entry.name] : []));
  return isTable(part) ? Object.keys(part) : [];
}

/** A name of another kind is the usual mistake: a route where a class is wanted. */
function isInstead(known: ReadonlyMap<string, ReadonlySet<string>>, name: string, wanted: string): string {
  const other = Object.entries(kinds).find(([to, kind]) => kind.under.length === 1 && known.get(to)?.has(name));
  return other === undefined ? '' : ` but ${other[1].says}${wanted === 'a class of requests' ? ' (classes are the names under traffic and cron)' : ''}`;
}

const hint = (name: string, known: readonly string[], under: readonly string[]): string => (known.length === 0 ? ` There is none: nothing stands under ${under.join(' or ')}.` : suggestion(name, known));
