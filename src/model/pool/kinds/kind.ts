/** What a pool kind is: the options of a real library, spelled and defaulted as there, and the point they choose in the space of switches. */

import { type Shape, turned } from '../../../shape.ts';
import { type Fields, type ReadFields, record } from '../../../shape/tables.ts';
import type { Policy } from '../policy.ts';

/** One entry of the catalogue of kinds. */
export interface PoolKind {
  readonly kind: string;
  /** The library and version the switches were taken from. */
  readonly version: string;
  readonly says: string;
  readonly source: string;
  /** Options as plain shapes, for help, schema and forms. */
  readonly options: Fields;
  /** Reads the options of this kind into its switches. */
  readonly shape: Shape<Policy>;
}

/** Declares a kind. `policy` turns the options as read into switches. */
export const poolKind = <F extends Fields>(entry: {
  readonly kind: string; readonly version: string; readonly says: string; readonly source: string; readonly options: F;
  readonly policy: (options: ReadFields<F>) => Policy;
}): PoolKind => ({
  ...entry,
  shape: turned(record(entry.says, entry.options), (options) => entry.policy(options)),
});
