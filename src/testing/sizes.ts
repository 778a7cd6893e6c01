/** Pools and databases that vary: another size, another kind, another server. */

import fc from 'fast-check';
import { database } from './databases.ts';
import { kindsCovered } from './pools.ts';
import { poolOptions } from './pool-options.ts';
import type { Table } from './scenario-data.ts';

/** A whole number for one option: `sizes('maximumPoolSize', 2, 20)`. Shrinks towards the least. */
export const sizes = (option: string, least: number, most: number): fc.Arbitrary<Table> => fc.integer({ min: least, max: most }).map((value): Table => ({ [option]: value }));

/** A pool of any of these kinds (default: all that poolsim knows) with any options, on the database that the base gives it. */
export function anyPool(kinds: readonly string[] = kindsCovered): fc.Arbitrary<Table> {
  const unknown = kinds.find((kind) => !kindsCovered.includes(kind));
  if (unknown !== undefined) throw new Error(`there is no pool kind "${unknown}". Known: ${kindsCovered.join(', ')}`);
  return fc.constantFrom(...kinds).chain((kind) => (poolOptions[kind] as fc.Arbitrary<Table>).map((options): Table => ({ kind, ...options })));
}

/** A database server of any kind, with limits or without. */
export const anyDatabase = (): fc.Arbitrary<Table> => database;

/** Any whole number as the seed of the run: the same world by other dice. */
export const anySeed = (): fc.Arbitrary<Table> => fc.integer({ min: 1, max: 1_000_000 }).map((seed): Table => ({ seed }));
