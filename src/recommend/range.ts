/** What is varied when nobody says: the pool that the objectives are about, its own size option, from one connection to several times what arithmetic names, within what the server admits. */

import type { Scenario } from '../model/scenario.ts';
import type { ScenarioRead } from '../reading/scenario-file.ts';
import { loadsOn } from '../sweep/demand.ts';
import { marksOf } from '../sweep/marks.ts';
import { sizeOptionOf } from '../sweep/size-option.ts';

/** Times the largest size that arithmetic names, and times what the file says. */
const [overMarks, overFile] = [4, 2];
/** A range reaches at least to the one and at most to the other. */
const [least, most] = [16, 400];

export type RangeRead = { readonly ok: true; readonly vary: string; readonly notes: readonly string[] } | { readonly ok: false; readonly problems: readonly string[] };

/** The pool to size, with a note where there was a choice; a problem where there is none. `classes`: whom the objectives are about. */
function poolOf(scenario: Scenario, classes: readonly string[]): { readonly pool: string; readonly notes: readonly string[] } | string {
  const all = Object.keys(scenario.pools);
  const sized = all.filter((name) => sizeOptionOf(scenario.pools[name]?.kind ?? '') !== null);
  if (sized.length === 0) return all.length === 0 ? 'the scenario has no pool: say what to choose, like --vary poolers.pgbouncer.default_pool_size=2..40' : `${all.join(', ')}: a pool of kind ${scenario.pools[all[0] ?? '']?.kind} has no size to choose; say what to vary, like --vary traffic.api.rate=50/s..100/s:10/s`;
  const load = (name: string): number => loadsOn(scenario, name).filter((one) => classes.length === 0 || classes.includes(one.name)).reduce((sum, { rate, demand }) => sum + rate * (demand.cpu + demand.blocked + demand.elsewhere), 0);
  const [pool = ''] = sized.toSorted((a, b) => load(b) - load(a));
  const others = sized.filter((name) => name !== pool);
  return { pool, notes: others.length === 0 ? [] : [`the size of ${pool} is chosen, which works most for ${classes.length === 0 ? 'the traffic' : classes.join(' and ')}; ${others.join(', ')} ${others.length === 1 ? 'stays' : 'stay'} as the file says. Another one: --vary pools.${others[0]}.${sizeOptionOf(scenario.pools[others[0] ?? '']?.kind ?? '')}=2..40`] };
}

/** The range of sizes, as `--vary` would say it. `read` reads the scenario with overrides: some kinds refuse small sizes. */
export function usualRange(scenario: Scenario, classes: readonly string[], read: (sets: readonly string[]) => ScenarioRead): RangeRead {
  const found = poolOf(scenario, classes);
  if (typeof found === 'string') return { ok: false, problems: [found] };
  const { pool, notes } = found;
  const option = sizeOptionOf(scenario.pools[pool]?.kind ?? '') ?? '';
  const maxWith = (value: number): number | null => {
    const one = read([`pools.${pool}.${option}=${value}`]);
    return one.ok ? (one.scenario.pools[pool]?.policy.max ?? null) : null;
  };
  const marks = marksOf(scenario, pool);
  const file = scenario.pools[pool]?.policy.max ?? 0;
  const ceiling = marks.find((mark) => mark.id === 'fleetCeiling')?.size ?? most;
  const named = marks.filter((mark) => mark.id !== 'fleetCeiling' && mark.id !== 'now').map((mark) => mark.size);
  const wanted = Math.max(least, overMarks * Math.max(0, ...named), Number.isFinite(file) ? overFile * file : 0);
  const sizes = Math.max(2, Math.min(most, ceiling, Math.ceil(wanted)));
  let from = 1;
  while (from < sizes && maxWith(from) === null) from++;
  const beside = (maxWith(from) ?? from) - from;
  const to = Math.max(from + 1, sizes - beside);
  return { ok: true, vary: `pools.${pool}.${option}=${from}..${to}`, notes };
}
