/** What a pool kind is: the options of a real library, spelled and defaulted as there, and the point they choose in the space of switches. */

import { type Place, type Shape, turned } from '../../../shape.ts';
import { type Fields, type ReadFields, record } from '../../../shape/tables.ts';
import type { Policy } from '../policy.ts';

/** Something of a library that surprises its users; `scenario` (a file of scenarios/, without its ending) shows it. */
export interface Trap {
  readonly says: string;
  readonly scenario?: string;
}

/** What every entry of the catalogue of kinds tells of itself. */
interface Facts {
  readonly kind: string;
  /** The library and version the switches were taken from. */
  readonly version: string;
  readonly says: string;
  readonly source: string;
  /** The library's own names of what it measures, each with what it counts. */
  readonly metrics?: { readonly [name: string]: string };
  readonly traps?: readonly Trap[];
}

/** One entry of the catalogue of kinds. */
export interface PoolKind extends Facts {
  /** Options as plain shapes, for help, schema and forms. */
  readonly options: Fields;
  /** Reads the options of this kind into its switches. */
  readonly shape: Shape<Policy>;
}

/** Declares a kind. `policy` turns the options as read into switches. */
export const poolKind = <F extends Fields>(entry: Facts & {
  readonly options: F;
  /** Undefined where the library refuses these options together; `here` was told why. */
  readonly policy: (options: ReadFields<F>, here: Place) => Policy | undefined;
}): PoolKind => ({
  ...entry,
  shape: turned(record(entry.says, entry.options), (options, here) => entry.policy(options, here)),
});
