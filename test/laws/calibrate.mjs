/**
 * Computes the bands of this folder from reports of several re-seedings, and the run lengths that would be wanted:
 *
 *   for seed in a b c d; do LAWS_SEED=/$seed LAWS_REPORT=/tmp/laws-$seed npx vitest run --config test/vitest.config.ts test/laws; done
 *   node test/laws/calibrate.mjs /tmp/laws-?
 *
 * The rule is in the README of this folder. Writes bands.json, and prints what is wider than usual and which run lengths the noise asks for.
 */

import { readFileSync, writeFileSync } from 'node:fs';

/** The chance that one comparison fails although simulator and theory agree: a hundredth for the whole folder, shared by 5,000 comparisons. */
const z = 4.753424;
/** What a mean may be off, and what tails and variances may, as a share of theory, without a reason in the README. */
const usualBand = { mean: 0.1, tail: 0.3 };

/** Student's t at the same chance, by its expansion about the normal quantile: exact to a percent from ten degrees of freedom on. */
const student = (df) => z + (z ** 3 + z) / (4 * df) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2) + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * df ** 3);

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const runs = new Map();
for (const file of process.argv.slice(2)) {
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const one = JSON.parse(line);
    runs.set(one.what, [...(runs.get(one.what) ?? []), one]);
  }
}

/** Where the replications of all re-seedings scatter, the band follows; what they leave to rounding and to the rarest events has a floor. */
function bandFrom(all) {
  const last = all.at(-1);
  const seen = all.filter((one) => one.se !== null);
  const count = last.values.length;
  // A re-seeding with other run lengths tells what these would have: the variance of an average falls with its length.
  const scaled = (one) => one.se * Math.sqrt((one.length * one.values.length) / (last.length * count));
  const df = seen.reduce((sum, one) => sum + one.df, 0);
  const pooled = Math.sqrt(seen.reduce((sum, one) => sum + one.df * scaled(one) ** 2, 0) / df);
  // A tail may not show itself at all in some re-seedings: there the one that has seen most of it counts.
  const se = last.tail ? Math.max(pooled, ...seen.map(scaled)) : pooled;
  const standard = seen.flatMap((one) => {
    const middle = mean(one.values);
    const spread = Math.sqrt(mean(one.values.map((value) => (value - middle) ** 2)));
    return spread > 0 ? one.values.map((value) => (value - middle) / spread) : [];
  });
  const skew = standard.length > 0 ? Math.abs(mean(standard.map((value) => value ** 3))) : 0;
  const excess = standard.length > 0 ? Math.max(0, mean(standard.map((value) => value ** 4)) - 3) : 0;
  // Means of a few skewed values are skewed themselves (Cornish & Fisher 1938).
  const wider = ((z ** 2 - 1) * skew) / (6 * Math.sqrt(count)) + ((z ** 3 - 3 * z) * excess) / (24 * count);
  const band = Math.max(se * (student(df) + wider), last.smallest / 30, 1e-9 * Math.abs(last.theory));
  if (band === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(band)) - 1);
  return Number((Math.ceil(band / step - 1e-9) * step).toPrecision(2));
}

const bands = {};
const wide = { mean: new Map(), tail: new Map() };
const lengths = new Map();
for (const [what, seen] of runs) {
  const band = bandFrom(seen);
  const at = what.lastIndexOf(': ');
  const [id, figure] = [what.slice(0, at), what.slice(at + 2)];
  bands[id] = { ...bands[id], [figure]: band };
  const { theory, smallest, tail, length } = seen.at(-1);
  const kind = tail ? 'tail' : 'mean';
  const point = /^\w+-p\d\d/.exec(id)[0];
  const share = band <= smallest ? 0 : band / Math.abs(theory);
  if (share > (wide[kind].get(point) ?? usualBand[kind])) wide[kind].set(point, share);
  const wanted = (band / Math.max(usualBand[kind] * Math.abs(theory), smallest)) ** 2 * length;
  if (length > 1 && wanted > (lengths.get(point) ?? 0)) lengths.set(point, wanted);
}

const rows = Object.entries(bands).map(([id, figures]) => `  ${JSON.stringify(id)}: { ${Object.entries(figures).map(([figure, band]) => `${JSON.stringify(figure)}: ${band}`).join(', ')} }`);
writeFileSync(new URL('bands.json', import.meta.url), `{\n${rows.join(',\n')}\n}\n`);

/** The rows of the table in the README, without their reasons. */
const families = [...new Set([...wide.mean.keys(), ...wide.tail.keys()].map((point) => point.slice(0, -4)))];
const points = (kind, family) => [...wide[kind]].filter(([point]) => point.slice(0, -4) === family).sort(([a], [b]) => (a < b ? -1 : 1)).map(([point, share]) => `${point.slice(-3)} ${Math.ceil(100 * share)} %`).join(', ');
for (const family of families.sort()) console.log(`| \`${family}\` | ${[points('mean', family), points('tail', family)].map((list) => (list === '' ? '' : `${list} `)).join('| ')}| |`);
console.log(`requests in each replication at which no band would be wider than usual: ${JSON.stringify(Object.fromEntries([...lengths].map(([point, length]) => [point, Math.ceil(length / 500) * 500])))}`);
