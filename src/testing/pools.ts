/** Random pools of every kind. */

import fc from 'fast-check';
import { poolOptions } from './pool-options.ts';
import type { Table } from './scenario-data.ts';
import type { Made } from './words.ts';

/** The pool kinds that random scenarios know: all of the catalogue. */
export const kindsCovered: readonly string[] = Object.keys(poolOptions);

/** A pool of any of these kinds on one of these databases. */
export const pool = (databases: readonly string[], kinds: readonly string[] = kindsCovered): Made<Table> =>
  fc.constantFrom(...kinds).chain((kind) => fc.tuple(fc.constantFrom(...databases), poolOptions[kind] as Made<Table>).map(([on, chosen]) => ({ kind, database: on, ...chosen })));
