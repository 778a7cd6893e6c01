/**
 * Random scenarios around one that a team knows: `scenarios({ base: 'checkout.yaml', traffic: rateUpTo('140/s'), also: [oneReport({ route: 'revenue' })] })`. Only what
 * is named varies; all else stays as the file says. What comes out is plain data that poolsim reads, and that fast-check makes small when a test fails.
 */

import fc from 'fast-check';
import { athome, baseOf, type Given, isReadable, scenarioOf } from './base.ts';
import { deedsCovered, incidents, type KnownCast } from './incidents.ts';
import { castOf } from './names.ts';
import { merged, type Patch } from './patch.ts';
import type { ScenarioData, Table } from './scenario-data.ts';
import { yamlOf } from './yaml.ts';

/** An arbitrary, or a way to make one that fits the scenario: its names, the length of its run. */
export type Varied<T> = fc.Arbitrary<T> | ((cast: KnownCast) => fc.Arbitrary<T>);

/** One for every part of a kind, or some by name. */
export type VariedParts = Varied<Table> | { readonly [name: string]: Varied<Table> };

/** What varies. Whatever is left out stays as the base has it. */
export interface ScenarioOptions {
  /** A path (.yaml), YAML text, or plain data. */
  readonly base: Given;
  /** For all sources of requests, or by name: `{ api: rateUpTo('140/s') }`. A name that the base lacks is a new source, and needs a route. */
  readonly traffic?: VariedParts;
  readonly pools?: VariedParts;
  readonly databases?: VariedParts;
  readonly cron?: VariedParts;
  /** Incidents beside those of the base: `anyIncidents()`, `anyIncidents({ kinds: ['outage'] })`, or your own. */
  readonly incidents?: Varied<readonly Table[]>;
  /** Keys of `run`, such as `{ seed }`. */
  readonly run?: Varied<Table>;
  /** Changes to several places at once, such as `oneReport(…)`; later ones are laid over earlier ones. */
  readonly also?: readonly Varied<Patch>[];
}

const parts = ['databases', 'pools', 'traffic', 'cron'] as const;

/** Scenarios that poolsim reads. Throws at once where the base is none. */
export function scenarios(options: ScenarioOptions): fc.Arbitrary<ScenarioData> {
  const { data, folder } = baseOf(options.base);
  scenarioOf(options.base);
  const cast: KnownCast = { ...castOf(data), reads: (list) => isReadable(athome(merged(data, { incidents: list }), folder)) };
  const made = <T>(varied: Varied<T>): fc.Arbitrary<T> => (typeof varied === 'function' ? varied(cast) : varied);
  const patches: fc.Arbitrary<Patch>[] = [
    ...parts.flatMap((key) => (options[key] === undefined ? [] : [partPatch(key, options[key], Object.keys(data[key] ?? {}), made)])),
    ...(options.run === undefined ? [] : [made(options.run).map((run): Patch => ({ run }))]),
    ...(options.also ?? []).map(made),
    ...(options.incidents === undefined ? [] : [made(options.incidents).map((list): Patch => ({ incidents: list }))]),
  ];
  return fc.tuple(...patches).map((all) => shown(athome(all.reduce<ScenarioData>(merged, structuredClone(data)), folder)));
}

/** Anything in the scenario that stands in a table by name. */
function partPatch(key: (typeof parts)[number], of: VariedParts, names: readonly string[], made: (varied: Varied<Table>) => fc.Arbitrary<Table>): fc.Arbitrary<Patch> {
  const isOne = (varied: VariedParts): varied is Varied<Table> => typeof varied === 'function' || varied instanceof fc.Arbitrary;
  const table: { [name: string]: fc.Arbitrary<Table> } = isOne(of) ? Object.fromEntries(names.map((name) => [name, made(of)])) : Object.fromEntries(Object.entries(of).map(([name, varied]) => [name, made(varied)]));
  return fc.record(table).map((found): Patch => ({ [key]: found }));
}

/** fast-check prints a counterexample as the YAML that reproduces it. */
const shown = (data: ScenarioData): ScenarioData => Object.defineProperty(data, fc.toStringMethod, { value: () => `\n${yamlOf(data)}`, enumerable: false });

/** Up to so many incidents of these kinds (default: one to three of any), at any time of the run, about anything in the scenario. */
export const anyIncidents = (options: { readonly most?: number; readonly kinds?: readonly string[] } = {}): Varied<Table[]> => {
  const unknown = options.kinds?.find((kind) => !deedsCovered.includes(kind));
  if (unknown !== undefined) throw new Error(`there is no incident "${unknown}". Known: ${deedsCovered.join(', ')}`);
  // What cannot happen to this scenario (a size for a pool that has none) is not tried.
  return (cast) => incidents(cast, { most: 3, ...options }).filter(cast.reads);
};
