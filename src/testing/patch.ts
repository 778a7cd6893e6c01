/** A change to a scenario, laid over it as a person would edit the file: what is named is replaced, all else stays, incidents are added. */

import type { ScenarioData, Table } from './scenario-data.ts';

/** Parts of a scenario. */
export interface Patch {
  readonly run?: Table;
  readonly databases?: { readonly [name: string]: Table };
  readonly pools?: { readonly [name: string]: Table };
  readonly routes?: { readonly [name: string]: unknown };
  readonly traffic?: { readonly [name: string]: Table };
  readonly cron?: { readonly [name: string]: Table };
  readonly incidents?: readonly Table[];
}

/** Keys that say how requests come: another way of coming takes the place of all of them. */
const comings = ['arrivals', 'rate', 'size', 'every', 'gaps', 'users', 'think', 'trace', 'batch', 'from', 'until'];
const waysOfComing = ['rate', 'size', 'gaps', 'users', 'trace'];
/** What another kind of pool or database leaves as it was. */
const keptByKind = ['database', 'replicaOf', 'lag', 'replay', 'pooler'];

const without = (table: Table, drops: (key: string) => boolean): Table => Object.fromEntries(Object.entries(table).filter(([key]) => !drops(key)));

/** One part with its change. */
function changed(key: string, old: Table, change: Table): Table {
  if (key === 'traffic' && waysOfComing.some((one) => one in change)) return { ...without(old, (one) => comings.includes(one)), ...change };
  if ('kind' in change) return { ...without(old, (one) => !keptByKind.includes(one)), ...change };
  return { ...old, ...change };
}

/** The scenario with the change. */
export function merged(data: ScenarioData, patch: Patch): ScenarioData {
  const result: ScenarioData = { ...data };
  if (patch.run !== undefined) result.run = { ...data.run, ...patch.run };
  if (patch.routes !== undefined) result.routes = { ...data.routes, ...patch.routes };
  for (const key of ['databases', 'pools', 'traffic', 'cron'] as const) {
    const changes = patch[key];
    if (changes === undefined) continue;
    const old = data[key] ?? {};
    result[key] = { ...old, ...Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, changed(key, old[name] ?? {}, change)])) };
  }
  if (patch.incidents !== undefined && patch.incidents.length > 0) result.incidents = [...(data.incidents ?? []), ...patch.incidents];
  return result;
}
