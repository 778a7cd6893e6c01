/** Random incidents and remedies, of every kind of the catalogue. */

import fc from 'fast-check';
import type { Table } from './scenario-data.ts';
import { instant } from './traffic.ts';
import { law, type Made, millis, often, percent } from './words.ts';

/** The names that an incident may be about, and how long the run is. */
export interface Cast {
  readonly seconds: number;
  readonly databases: readonly string[];
  readonly pools: readonly string[];
  readonly apps: readonly string[];
  readonly routes: readonly string[];
  readonly sources: readonly string[];
  readonly jobs: readonly string[];
}

/** A cast that knows its scenario: whether a change can be read as a part of it. */
export interface KnownCast extends Cast {
  readonly reads: (incidents: readonly Table[]) => boolean;
}

const deeds = (cast: Cast): { readonly [deed: string]: Made<Table> } => {
  const one = (names: readonly string[]) => fc.constantFrom(...names);
  const somewhere = fc.oneof(one(cast.pools).map((name) => ({ pool: name })), one(cast.databases).map((name) => ({ database: name })));
  return {
    resize: fc.record({ pool: one(cast.pools), to: fc.integer({ min: 1, max: 12 }) }),
    timeout: fc.oneof(
      fc.record({ pool: one(cast.pools), which: fc.constantFrom('acquire', 'idle', 'lifetime'), to: fc.oneof(millis(5, 2000), fc.constant('forever')) }),
      fc.record({ database: one(cast.databases), which: fc.constantFrom('statement', 'idleInTransaction', 'idleSession'), to: fc.oneof(millis(5, 2000), fc.constant('off')) }),
    ),
    slowdown: fc.record({ database: one(cast.databases), times: fc.constantFrom(0.5, 2, 10), of: fc.constantFrom('all', 'cpu', 'blocked', 'connect') }),
    outage: fc.record({ database: one(cast.databases), how: fc.constantFrom('refuse', 'hang') }),
    sever: fc.tuple(somewhere, fc.constantFrom({}, { share: '50%' })).map(([where, part]) => ({ ...where, ...part })),
    kill: fc.oneof(fc.record({ class: one([...cast.sources, ...cast.jobs]) }), fc.record({ idleLongerThan: millis(0, 1000) }), fc.record({ database: one(cast.databases), idleLongerThan: millis(0, 500) })),
    leak: fc.tuple(one(cast.routes), fc.oneof(fc.constant({ rate: '60/min' }), fc.constant({ share: '20%' }))).map(([name, how]) => ({ route: name, ...how })),
    cores: fc.record({ database: one(cast.databases), to: fc.constantFrom(0.5, 1, 4, 16) }),
    restart: fc.oneof(fc.record({ database: one(cast.databases), takes: law(500), how: fc.constantFrom('shutdown', 'crash') }), fc.tuple(cast.apps.length > 0 ? fc.oneof(one(cast.apps).map((name) => ({ app: name })), one(cast.pools).map((name) => ({ pool: name }))) : one(cast.pools).map((name) => ({ pool: name })), often<Table>({}, law(500).map((takes) => ({ takes })))).map(([who, long]) => ({ ...who, ...long }))),
    ...(cast.databases.length > 1 ? { failover: fc.record({ database: fc.constant(cast.databases[0]), to: fc.constant(cast.databases.at(-1)), takes: law(1000), sessions: fc.constantFrom('lost', 'blackholed') }) } : {}),
    lag: fc.record({ database: one(cast.databases), to: millis(0, 2000) }),
    move: fc.record({ route: one(cast.routes), pool: one(cast.pools) }),
    repoint: fc.record({ pool: one(cast.pools), database: one(cast.databases) }),
    scale: fc.record({ class: one(cast.sources), by: fc.constantFrom(0, 0.5, 2) }),
    shed: fc.record({ class: one([...cast.sources, ...cast.jobs]), share: percent(100) }),
  };
};

/** The deeds that random scenarios know: all of the catalogue. */
export const deedsCovered: readonly string[] = Object.keys(deeds({ seconds: 1, databases: ['d', 'e'], pools: ['p'], apps: [], routes: ['r'], sources: ['t'], jobs: [] }));

/** Up to so many incidents, in random company. */
export const incidents = (cast: Cast, { most = 5, kinds = deedsCovered }: { readonly most?: number; readonly kinds?: readonly string[] } = {}): Made<Table[]> => {
  const acts = fc.oneof(...Object.entries(deeds(cast)).filter(([deed]) => kinds.includes(deed)).map(([deed, of]) => of.map((plan): Table => ({ [deed]: plan }))));
  const one = fc.tuple(instant(cast.seconds), acts, often<Table>({}, millis(1, cast.seconds * 500).map((span) => ({ for: span })))).map(([at, act, span]) => ({ at, ...act, ...span }));
  return fc.array(one, { maxLength: most });
};
