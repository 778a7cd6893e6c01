/** Random routes: steps in steps, to a depth of three. */

import fc from 'fast-check';
import type { Table } from './scenario-data.ts';
import { law, type Made, millis, often, optionally, percent } from './words.ts';

const query = (pools: readonly string[] | null): Made<Table> =>
  fc.record({
    ...(pools === null ? {} : { pool: fc.constantFrom(...pools) }),
    rest: optionally({ cpu: law(40), blocked: law(120), statementTimeout: millis(5, 300), writes: fc.boolean(), readsOwnWrites: fc.boolean() }),
    patience: pools === null ? fc.constant({}) : often<Table>({}, millis(5, 1000).map((acquireTimeout) => ({ acquireTimeout }))),
  }).map(({ rest, patience, ...own }) => ({ query: { ...own, ...rest, ...patience } }));

/** Steps to a depth of `levels`; `held` says whether a connection is at hand. */
function steps(pools: readonly string[], held: boolean, levels: number): Made<unknown[]> {
  const simple: fc.WeightedArbitrary<Table>[] = [
    { weight: 6, arbitrary: query(pools) },
    { weight: 1, arbitrary: law(100).map((call) => ({ call })) },
    { weight: 1, arbitrary: fc.tuple(law(60), percent(40)).map(([takes, fails]) => ({ call: { takes, fails } })) },
    { weight: 1, arbitrary: law(80).map((think) => ({ think })) },
  ];
  if (held) simple.push({ weight: 6, arbitrary: query(null) });
  const deeper = (): fc.WeightedArbitrary<Table>[] => {
    const inside = (connected: boolean) => steps(pools, connected, levels - 1);
    const holding = (kind: string): Made<Table> => fc.tuple(fc.constantFrom(...pools), inside(true)).map(([from, list]) => ({ [kind]: { pool: from, steps: list } }));
    return [
      { weight: 3, arbitrary: holding('transaction') },
      { weight: 2, arbitrary: holding('nested') },
      { weight: 1, arbitrary: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), inside(held)).map(([share, list]) => ({ share, steps: list })), { minLength: 1, maxLength: 3 }).map((choose) => ({ choose })) },
      { weight: 2, arbitrary: fc.array(inside(held), { minLength: 1, maxLength: 3 }).map((parallel) => ({ parallel })) },
    ];
  };
  return fc.array(fc.oneof({ maxDepth: 3 }, ...simple, ...(levels > 1 ? deeper() : [])), { minLength: 1, maxLength: 3 });
}

const leak = fc.oneof(percent(20).map((share) => ({ leak: share })), fc.integer({ min: 1, max: 60 }).map((n) => ({ leak: `${n}/min` })), fc.constantFrom({ release: 'onError' }, { release: 'exceptOnError' }, { release: 'never' }, { leak: 'onError' }));

/** What a request does, and how it forgets to give back. */
export const route = (pools: readonly string[]): Made<unknown> =>
  fc.tuple(steps(pools, false, 3), often<Table | null>(null, leak)).map(([list, forgets]) => (forgets === null ? list : { steps: list, ...forgets }));
