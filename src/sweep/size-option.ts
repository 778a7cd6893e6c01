/** What a pool kind calls its size: `maximumPoolSize` of HikariCP is `max` of pg-pool and `pool_size` of SQLAlchemy. Asked of the kind itself, not of a list. */

import { type PoolKind } from '../model/pool/kinds/kind.ts';
import { poolKinds } from '../model/pool/kinds/index.ts';
import type { Scenario } from '../model/scenario.ts';
import { Place } from '../shape.ts';

const place = (): Place => new Place({ issues: [], references: [], fileText: () => ({ problem: '' }), instantOf: () => ({ at: 0 }), cronTicks: () => ({ ticks: [] }) });

/** The most connections with this option set, or null where the kind does not take it. */
function maxWith(kind: PoolKind, option: string, value: number): number | null {
  const here = place();
  const max = kind.shape.read({ [option]: value }, here)?.max;
  return max === undefined || here.found.issues.length > 0 ? null : max;
}

/** The first option of a kind that makes the pool one larger for each one more; null for kinds without a size (no-pool). */
export function sizeOptionOf(kindName: string): string | null {
  const kind = poolKinds[kindName];
  if (kind === undefined) return null;
  return Object.keys(kind.options).find((option) => {
    const [at7, at8] = [maxWith(kind, option, 7), maxWith(kind, option, 8)];
    return at7 !== null && at8 !== null && Number.isFinite(at7) && at8 - at7 === 1;
  }) ?? null;
}

const generalNames = ['maximumPoolSize', 'size', 'max'];

/** `pools.X.maximumPoolSize` in the words of X's own kind; other paths as they are. */
export function inOwnWords(path: string, scenario: Scenario): { readonly path: string; readonly note: string | null } {
  for (const [name, pool] of Object.entries(scenario.pools)) {
    const option = path.startsWith(`pools.${name}.`) ? path.slice(`pools.${name}.`.length) : null;
    if (option === null || !generalNames.includes(option) || Object.hasOwn(poolKinds[pool.kind]?.options ?? {}, option)) continue;
    const own = sizeOptionOf(pool.kind);
    if (own !== null) return { path: `pools.${name}.${own}`, note: `${pool.kind} calls its size ${own}: pools.${name}.${own} is varied` };
  }
  return { path, note: null };
}
