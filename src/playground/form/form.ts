/** The form of a scenario: every value its text says, and those it might say, with what the catalogue tells of them. */

import type { EditPath } from '../../reading/edit.ts';
import { readYaml } from '../../reading/yaml.ts';
import type { JsonSchema } from '../../shape.ts';
import { isTable } from '../../shape/tables.ts';
import type { Control, Form, Group } from './control.ts';
import { kindWords } from './kinds.ts';
import { fallbackOf, formOf, helpOf, propertiesOf, rootSchema, under, widgetOf } from './schema-walk.ts';

/** Values that name something else, or tell a story: they are for the editor. */
const leftToTheEditor = new Set(['scenario', 'question', 'lookFor', 'answer', 'source', 'route', 'app', 'pool', 'database', 'note', 'replicaOf', 'file', 'zone', 'starts', 'user', 'row']);

/** Sections in the order of the form: what one entry is called, and which of its options are worth showing before anybody has set them. */
const sections: readonly { readonly key: string; readonly kind: string; readonly shown: readonly string[] }[] = [
  { key: 'pools', kind: 'pool', shown: [] },
  { key: 'traffic', kind: 'traffic', shown: ['patience', 'retry.attempts'] },
  { key: 'databases', kind: 'database', shown: ['cores', 'maxConnections', 'statementTimeout'] },
  { key: 'cron', kind: 'cron', shown: ['threads', 'repeat'] },
  { key: 'routes', kind: 'route', shown: ['leak'] },
  { key: 'apps', kind: 'app', shown: ['instances'] },
  { key: 'poolers', kind: 'pooler', shown: [] },
];

const labelOf = (path: EditPath, depth: number): string => path.slice(depth).map((key) => (typeof key === 'number' ? `${key + 1}` : key)).join('.') || String(path.at(-1) ?? '');

function controlOf(schema: JsonSchema | null, path: EditPath, depth: number, value: Control['value'], more: boolean): Control | null {
  const about = widgetOf(schema);
  if (about === null || leftToTheEditor.has(String(path.at(-1)))) return null;
  return { path, label: labelOf(path, depth), help: helpOf(schema), value, fallback: fallbackOf(schema), more, ...about };
}

/** Controls for every single value below a place, in the order of the text. */
function given(schema: JsonSchema | null, value: unknown, path: EditPath, depth: number): Control[] {
  if (Array.isArray(value) || isTable(value)) {
    const inside: [string | number, unknown][] = Array.isArray(value) ? value.map((one, i) => [i, one]) : Object.entries(value);
    return inside.flatMap(([key, inner]) => given(under(schema, value, key), inner, [...path, key], depth));
  }
  const single = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  const control = single === null ? null : controlOf(schema, path, depth, single, false);
  return control === null ? [] : [control];
}

/** Controls for what a table does not say: those of `shown` in front, the rest behind "more". */
function absent(schema: JsonSchema | null, value: unknown, path: EditPath, depth: number, shown: readonly string[]): Control[] {
  const table = isTable(value) ? value : {};
  const direct = Object.entries(propertiesOf(formOf(schema, table))).filter(([key]) => !Object.hasOwn(table, key))
    .flatMap(([key, inner]) => controlOf(inner, [...path, key], depth, null, !shown.includes(key)) ?? []);
  const nested = shown.filter((name) => name.includes('.')).flatMap((name) => {
    const [outer = '', inner = ''] = name.split('.');
    const held = table[outer];
    if (isTable(held) && Object.hasOwn(held, inner)) return [];
    const control = controlOf(under(under(schema, table, outer), isTable(held) ? held : {}, inner), [...path, outer, inner], depth, null, false);
    // Its default holds only where the table around it is written.
    return control === null ? [] : [isTable(held) ? control : { ...control, fallback: 'none' }];
  });
  return [...nested, ...direct].filter(({ widget }) => widget !== 'text').sort((a, b) => Number(a.more) - Number(b.more));
}

function groupOf(key: string, kind: string, name: string, shown: readonly string[], value: unknown): Group {
  const path = [key, name];
  const schema = under(under(rootSchema, {}, key), {}, name);
  const own = isTable(value) ? kindWords[String(value.kind ?? 'plain')] : undefined;
  const ofKind = key === 'pools' && own !== undefined ? [own.size, own.timeout].filter((option) => option !== null) : [];
  const said = given(schema, value, path, 2);
  const controls = key === 'pools' ? said.map((one) => (one.label === 'kind' ? { ...one, widget: 'choice' as const, choices: Object.keys(kindWords), help: own?.says ?? one.help } : one)) : said;
  // A route that is a bare list of steps may have a leak, too: turn.ts makes a table of it.
  const table = key === 'routes' && Array.isArray(value) ? { steps: value } : value;
  return { id: path.join('.'), kind, name, controls: [...controls, ...absent(schema, table, path, 2, [...shown, ...ofKind])] };
}

/** The form of a text; null where the text is not YAML. */
export function formOfText(text: string): Form | null {
  const yaml = readYaml(text);
  if (!yaml.ok || !isTable(yaml.value)) return null;
  const data = yaml.value;
  const groups = sections.flatMap(({ key, kind, shown }) => (isTable(data[key]) ? Object.entries(data[key]).map(([name, value]) => groupOf(key, kind, name, shown, value)) : []));
  const incidents = Array.isArray(data.incidents) ? data.incidents.map((one: unknown, i): Group => {
    const what = isTable(one) ? Object.keys(one).find((key) => !['at', 'for', 'until'].includes(key)) : undefined;
    return { id: `incidents.${i}`, kind: 'incident', name: what ?? `${i + 1}`, controls: given(under(under(rootSchema, {}, 'incidents'), data.incidents, i), one, ['incidents', i], 2) };
  }) : [];
  const runSchema = under(rootSchema, {}, 'run');
  const run: Group = { id: 'run', kind: 'run', name: '', controls: [...given(runSchema, data.run ?? {}, ['run'], 1), ...absent(runSchema, data.run ?? {}, ['run'], 1, ['seed'])] };
  return { groups: [...groups, ...incidents, run].filter(({ controls }) => controls.length > 0), kinds: kindWords };
}
