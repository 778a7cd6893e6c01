/** What turning a control does to the text: mostly one value changes; another pool kind takes the size and the timeout along under its own names. */

import { type Edited, type EditPath, withValue } from '../../reading/edit.ts';
import { readYaml } from '../../reading/yaml.ts';
import { isTable } from '../../shape/tables.ts';
import type { Control, Form } from '../form/control.ts';

/** A value as YAML: quoted only where it would be read as something else. */
export function written(control: Pick<Control, 'widget'>, value: string): string {
  const plain = value.trim();
  if (control.widget === 'flag' || control.widget === 'count' || control.widget === 'amount') return plain;
  return /^[\w][\w.%/ -]*$/.test(plain) && !/ $|^\d+:|^(?:true|false|null|yes|no|on|off)$/i.test(plain) ? plain : JSON.stringify(plain);
}

/** The text with another value; null takes it away, so that the default holds. */
export function turned(text: string, form: Form, control: Control, value: string | null): Edited {
  const [section, name, option] = control.path;
  if (section === 'pools' && option === 'kind' && value !== null && control.path.length === 3) return withKind(text, form, String(name), value);
  if (section === 'routes' && option === 'leak') return withLeak(text, control, String(name), value);
  return withValue(text, control.path, value === null ? null : written(control, value));
}

/** Several changes, one after another. */
const all = (text: string, edits: readonly (readonly [EditPath, string | null])[]): Edited =>
  edits.reduce<Edited>((so, [path, value]) => (so.ok ? withValue(so.text, path, value) : so), { ok: true, text });

function tableAt(text: string, section: string, name: string): unknown {
  const read = readYaml(text);
  const held = read.ok && isTable(read.value) ? read.value[section] : undefined;
  return isTable(held) ? held[name] : undefined;
}

function withKind(text: string, form: Form, name: string, kind: string): Edited {
  const pool = tableAt(text, 'pools', name);
  const own = isTable(pool) ? pool : {};
  const [before, after] = [form.kinds[String(own.kind ?? 'plain')], form.kinds[kind]];
  if (after === undefined) return { ok: false, says: `there is no pool kind ${kind}` };
  const at = (option: string): EditPath => ['pools', name, option];
  const edits: [EditPath, string | null][] = [[at('kind'), kind]];
  for (const [from, to] of [[before?.size, after.size], [before?.timeout, after.timeout]]) {
    if (from === undefined || from === null || to === undefined || to === null || from === to || !Object.hasOwn(own, from)) continue;
    // A bare number is in the old library's own unit, and may mean something else in the new one.
    const value = own[from];
    if (from === before?.size || typeof value === 'string') edits.push([at(to), typeof value === 'string' ? written({ widget: 'text' }, value) : String(value)]);
  }
  // A library that has no default for its size gets the old one; for its least it gets none.
  const size = typeof own[before?.size ?? ''] === 'number' ? String(own[before?.size ?? '']) : '10';
  for (const option of after.required) if (!Object.hasOwn(own, option) && !edits.some(([path]) => path[2] === option)) edits.push([at(option), /min/i.test(option) ? '0' : size]);
  for (const option of Object.keys(own)) if (option !== 'kind' && option !== 'database' && !after.options.includes(option)) edits.push([at(option), null]);
  return all(text, edits);
}

/** A leak belongs to a table with `steps`; a route that is a bare list on one line becomes one. */
function withLeak(text: string, control: Control, name: string, value: string | null): Edited {
  const route = tableAt(text, 'routes', name);
  if (!Array.isArray(route) || value === null) return withValue(text, control.path, value === null ? null : written(control, value));
  const marker = '__steps__';
  const probe = withValue(text, ['routes', name], marker);
  if (!probe.ok) return probe;
  const from = probe.text.indexOf(marker);
  const source = text.slice(from, from + text.length - (probe.text.length - marker.length));
  if (source.trimStart().startsWith('-')) return { ok: false, says: 'write this route as { steps: …, leak: … } in the editor first' };
  return withValue(text, ['routes', name], `{ steps: ${source.trim()}, leak: ${written(control, value)} }`);
}
