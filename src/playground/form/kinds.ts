/** What each pool kind calls its size and its acquire timeout, asked of the kind itself: an option is the timeout if setting it sets the patience of callers. */

import { poolKinds } from '../../model/pool/kinds/index.ts';
import type { PoolKind } from '../../model/pool/kinds/kind.ts';
import { Place } from '../../shape.ts';
import { sizeOptionOf } from '../../sweep/size-option.ts';
import { seconds } from '../../units/time.ts';
import type { KindWords } from './control.ts';

const place = (): Place => new Place({ issues: [], references: [], fileText: () => ({ problem: '' }), instantOf: () => ({ at: 0 }), cronTicks: () => ({ ticks: [] }) });

function timeoutOf(kind: PoolKind): string | null {
  return Object.keys(kind.options).find((option) => {
    const here = place();
    const patience = kind.shape.read({ [option]: '7s' }, here)?.patience;
    return here.found.issues.length === 0 && patience?.law === 'constant' && patience.value === seconds(7);
  }) ?? null;
}

export const kindWords: { readonly [kind: string]: KindWords } = Object.fromEntries(Object.entries(poolKinds).map(([name, kind]) =>
  [name, { says: kind.says, size: sizeOptionOf(name), timeout: timeoutOf(kind), options: Object.keys(kind.options), required: Object.entries(kind.options).filter(([, option]) => option.required).map(([option]) => option) }]));
