/** The count of the theory points is honest: every published case is tested here, tested elsewhere, or left out for a reason that the README gives. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pointsWider } from '../helpers/bands.ts';
import { allCases } from '../helpers/theory-cases.ts';

/** Points tested in this folder. */
const here: { readonly [family: string]: number } = {
  mmc: 8, mmcc: 8, mmck: 7, mginf: 6, gimc: 7, mmc_order: 6, mmc_priority: 6, mmc_d: 11, mmc_m: 6, mmc_d2: 6, mg1: 9, mdc: 6, mphc: 7, mxmc: 6,
  psk: 6, lps: 7, lps_ph: 7, lps_d: 13, lps_m: 6, sweep: 7, lps_loss: 8, hold_loss: 6, hold_queue: 6, two_pool_loss: 6, two_pool_queue: 6,
  closed_lps: 8, engset: 6, saturated: 9, mva: 6, closed_region: 6, usl: 6, leak_erlang: 6, leak_chain: 6, deadlock: 7, deadlock_table: 7,
  retry_indep: 6, retrial: 6, breaker_consecutive: 4, breaker_window: 6, burst_det: 6, burst_exp: 6, det_trace: 13, transient: 6, collapse: 5,
  avar: 5, avar_mm1_wait: 3, stat_co: 6, dist: 4,
};

/** Points of the statistics layer, tested in test/stats. */
const inStats: { readonly [family: string]: number } = { stat_t_ci: 6, stat_proportion: 8, stat_quantile_ci: 6, stat_series: 6, stat_paired: 6 };

/** Optima that a calibration has to find, tested in test/calibrate. */
const inCalibration: { readonly [family: string]: number } = { usl_fit: 6, curve_fit: 6 };

/** Points left out; the reasons are in the README. */
const leftOut: { readonly [family: string]: number } = {
  leak_reclaim: 6, retry_fixedpoint: 6, fluid: 6, stat_tost: 6, stat_rs: 6, stat_ocba: 6, stat_isotonic: 6,
  breaker_consecutive: 2, collapse: 1, avar: 3, avar_mm1_wait: 3, dist: 2,
};

const folder = new URL('.', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

describe('the published points', () => {
  it('are all accounted for, family by family', () => {
    const published: { [family: string]: number } = {};
    for (const { family } of allCases) published[family] = (published[family] ?? 0) + 1;

    const accounted = Object.fromEntries(Object.keys(published).map((family) => [family, (here[family] ?? 0) + (inStats[family] ?? 0) + (inCalibration[family] ?? 0) + (leftOut[family] ?? 0)]));

    expect(accounted).toEqual(published);
    expect(Object.values(here).reduce((sum, count) => sum + count, 0)).toBe(320);
  });

  it('that count as tested have a test in this folder that names their family', () => {
    const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'points.test.ts').map(read).join('\n');

    expect(Object.keys(here).filter((family) => !tests.includes(`casesOf('${family}')`) && !tests.includes(`testFamily('${family}'`))).toEqual([]);
  });

  it('stand in the README with the same counts', () => {
    const rows = new Map([...read('README.md').matchAll(/^\| `(\w+)` \| (\d+) \| (\d+) \|/gm)].map(([, family, tested, left]) => [family, [Number(tested), Number(left)]]));

    const expected = new Map([...new Set(allCases.map(({ family }) => family))].map((family) => [family, [(here[family] ?? 0) + (inStats[family] ?? 0) + (inCalibration[family] ?? 0), leftOut[family] ?? 0]]));
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
  });

  it('that have a wider band in the README are published points', () => {
    expect(pointsWider.length).toBeGreaterThan(0);
    expect(pointsWider.filter((point) => allCases.every(({ id }) => id !== point))).toEqual([]);
  });
});
