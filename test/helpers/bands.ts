/** How far from theory a simulated mean may lie: the bands that `calibrate.mjs` computed, and how wide they are allowed to be. */

import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(new URL(`../laws/${name}`, import.meta.url), 'utf8');

const bands = JSON.parse(read('bands.json')) as { readonly [id: string]: { readonly [figure: string]: number } | undefined };

/** How far a mean may lie from theory, and how far a share in the tail or a variance may, as a share of theory, where the README has no wider band for the point. */
export const usualBand = { mean: 0.1, tail: 0.3 };

/** The wider bands that the README gives a reason for: a row has a family in backquotes, points with percentages for means, the same for tails and variances, the reason. */
const rows = [...read('README.md').matchAll(/^\| `(\w+)` \| ((?:p\d\d \d+ %[^|]*)?)\| ((?:p\d\d \d+ %[^|]*)?)\| [^|]+\|$/gm)];
const percentages = (column: 2 | 3): ReadonlyMap<string, number> => new Map(rows.flatMap((row) => [...(row[column] ?? '').matchAll(/(p\d\d) (\d+) %/g)].map(([, point, percent]): [string, number] => [`${row[1]}-${point}`, Number(percent) / 100])));
const wider = { mean: percentages(2), tail: percentages(3) };

/** The point that a comparison belongs to. */
export const pointOf = (what: string): string => /^\w+-p\d\d/.exec(what)?.[0] ?? what;

/** Splits the name of a comparison into the case with its variant and the figure. */
function figureOf(what: string): readonly [string, string] {
  const at = what.lastIndexOf(': ');
  return [what.slice(0, at), what.slice(at + 2)];
}

/** Half the width of the band around theory, in the unit of the figure. NaN, which nothing agrees with, where nobody has computed it. */
export function bandOf(what: string): number {
  const [id, figure] = figureOf(what);
  return bands[id]?.[figure] ?? Number.NaN;
}

/** The widest band that is allowed, as a share of the theoretical value. */
export const widestOf = (what: string, kind: 'mean' | 'tail'): number => wider[kind].get(pointOf(what)) ?? usualBand[kind];

/** Every point that has a wider band. */
export const pointsWider: readonly string[] = [...wider.mean.keys(), ...wider.tail.keys()];
