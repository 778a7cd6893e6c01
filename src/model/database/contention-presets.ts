/**
 * Contention laws fitted to what was measured on real servers, under names a scenario can use (`contention: postgresql-14-read`), each with its data,
 * its source, how well it fits and how far it reaches. A law is fitted on the points named, and held against all of them. Where a preset is used on
 * a server with other cores, the crowd is counted in multiples of the cores: an extrapolation, and said so in the words of the law.
 */

import { type Shape, shape, suggestion } from '../../shape.ts';
import type { ContentionPlan } from './contention.ts';
import { contentionLaws } from './contention.ts';

export interface ContentionPreset {
  readonly says: string;
  readonly plan: ContentionPlan;
  /** What it was measured on. */
  readonly cores: number;
  /** Statements at once, and statements per second. */
  readonly points: readonly (readonly [n: number, perSecond: number])[];
  /** The points the parameters are from. */
  readonly fittedOn: readonly number[];
  /** The largest error over all points, and its root mean square; in percent of the measured value. */
  readonly worst: number;
  readonly rms: number;
  /** Processor time of one statement alone, µs, as the fit has it. */
  readonly demandUs: number;
  /** Where it holds, and what is wrong with it. */
  readonly range: string;
  readonly source: string;
}

const levelling = (sigma: number, alphaMax: number, half: number): ContentionPlan => ({ law: 'levelling', sigma, alphaMax, half, perCore: true });

export const contentionPresets: { readonly [name: string]: ContentionPreset } = {
  'postgresql-15': {
    says: 'PostgreSQL 15 on 1 and 2 cores: a cost per statement, the same for statements of 40 µs and of 20 ms',
    plan: { law: 'perStatement', cost: 0.7, wake: 0 },
    cores: 2, points: [[4, 29_670], [8, 31_170], [12, 29_450], [16, 27_000], [24, 25_840], [32, 25_530], [64, 19_340], [192, 11_520], [256, 10_470]], fittedOn: [8, 64, 256], worst: 30, rms: 13, demandUs: 66.7,
    range: 'up to 128 statements per core. Fitted on the processor time of point selects (40 µs: 42 at 8 clients, 68 at 64, 129 at 256), where such a cost shows; the throughput here has the cost of the client beside it. Statements of 5 ms and 20 ms lose less than their noise, as measured (0 to 10 %).',
    source: 'own measurement: pgbench -S, PostgreSQL 15.18, 2 virtual CPUs, Linux 6.18, client on the same machine',
  },
  'postgresql-15-select': {
    says: 'the same with the cost of waking an idle core, which is most of what a statement of 40 µs takes at one client',
    plan: { law: 'perStatement', cost: 0.7, wake: 27 },
    cores: 1, points: [[1, 7572], [2, 19_480], [4, 24_450], [8, 21_360], [16, 16_810], [24, 17_290], [32, 15_030], [48, 16_780], [64, 16_110], [128, 9421], [256, 7491]], fittedOn: [1, 4], worst: 39, rms: 20, demandUs: 38.3,
    range: 'up to 64 clients on one core; beyond, the measured curve has a step (59 µs at 64 clients, 127 at 96, 109 at 256) that no smooth law follows, and repeats of one point differ by 10 to 25 %.',
    source: 'own measurement: pgbench -S, PostgreSQL 15.18 pinned to one virtual CPU, client on another',
  },
  'postgresql-15-cpu': {
    says: 'the same cost as statements of 5 ms in little memory show it on 2 cores: at the edge of what can be measured',
    plan: { law: 'perStatement', cost: 6, wake: 0 },
    cores: 2, points: [[2, 398.9], [4, 400.2], [8, 401.2], [16, 385.3], [32, 384.2], [64, 388.7], [128, 365.6], [256, 337.2]], fittedOn: [2, 128, 256], worst: 4, rms: 2.1, demandUs: 4950,
    range: 'statements of 5 ms and more. The same statements on one core lose nothing up to 256 clients, so that 0.7 µs and 6 µs are both within the noise; statements of 40 µs contradict 6 µs.',
    source: 'own measurement: a plpgsql loop of 5 ms, PostgreSQL 15.18, 2 virtual CPUs',
  },
  'postgresql-9.1-read': {
    says: 'PostgreSQL 9.1, read only: a third of the speed is lost soon after the cores are full, and then no more',
    plan: levelling(0.036, 0.39, 0.28),
    cores: 19, points: [[1, 4373], [4, 15_583], [8, 27_354], [16, 45_365], [20, 46_927], [24, 42_854], [28, 39_836], [32, 38_863], [40, 37_881], [80, 36_735]], fittedOn: [1, 20, 40], worst: 2.2, rms: 1.4, demandUs: 228.7,
    range: 'up to 4 statements per core. The machine had 32 cores; the curve bends at 19.',
    source: 'R. Haas (2011), pgbench -S on PostgreSQL 9.1, tabulated by N. Gunther; fit of the theory notes, section 8.2',
  },
  'postgresql-13-dev-read': {
    says: 'PostgreSQL before the snapshot patches of version 14, read only: a quarter is lost just above the cores, and then no more',
    plan: levelling(0.01561, 0.29675, 1),
    cores: 100, points: [[1, 26_842], [10, 246_923], [50, 695_957], [100, 1_054_727], [200, 964_795], [300, 906_029], [400, 845_697], [500, 812_295], [600, 888_030], [700, 866_897], [800, 863_407], [900, 871_387], [1000, 887_668], [1500, 860_051], [2000, 890_900], [3000, 874_185], [4000, 845_023], [5000, 817_100]],
    fittedOn: [1, 100, 5000], worst: 9.3, rms: 4.6, demandUs: 37.25,
    range: 'up to 50 statements per core; the dip at 400 and 500 and the rise at 600 are in the data of that machine alone.',
    source: 'A. Freund (2020), pgbench -S, master of early 2020; in digoal/blog 202008/20200817_01',
  },
  'postgresql-14-dev-read': {
    says: 'the same machine with the snapshot patches that became version 14: almost no loss, a slow straight decline',
    plan: levelling(0.00397, 0.78693, 100),
    cores: 100, points: [[1, 26_524], [10, 249_225], [50, 709_834], [100, 1_903_616], [200, 1_949_200], [300, 1_927_881], [400, 1_911_065], [500, 1_926_237], [600, 1_903_047], [700, 1_886_537], [800, 1_883_769], [900, 1_874_638], [1000, 1_876_402], [1500, 1_815_104], [2000, 1_775_435], [3000, 1_653_954], [4000, 1_582_582], [5000, 1_512_261]],
    fittedOn: [1, 100, 5000], worst: 56.4, rms: 13.7, demandUs: 37.7,
    range: 'up to 50 statements per core. The point at 50 clients is not met by any law: a client gets 24,900 a second there at 10 clients, 14,200 at 50 and 19,000 at 100, and no crowd makes those in it faster. Without it: worst 4.7 %, rms 3.4 %.',
    source: 'A. Freund (2020), pgbench -S, branch pgxact-split; in digoal/blog 202008/20200817_01',
  },
  'postgresql-13-read': {
    says: 'PostgreSQL 13, read only, on 104 hardware threads: best at two clients per thread, a third less at 5,000',
    plan: levelling(0.02582, 0.73977, 8),
    cores: 208, points: [[52, 1_234_936], [104, 1_611_162], [208, 1_803_801], [512, 1_713_561], [2048, 1_279_550], [5000, 1_164_421]], fittedOn: [52, 208, 5000], worst: 5.5, rms: 2.6, demandUs: 18.18,
    range: 'up to 24 statements per core of the fit (208: the curve bends there, the machine had 52 cores with two threads each).',
    source: 'digoal/blog 202008/20200817_01: pgbench -S -M prepared, 100 million rows, Xeon 8269CY',
  },
  'postgresql-14-read': {
    says: 'PostgreSQL 14, read only, on the same machine: a quarter faster, and flatter',
    plan: levelling(0.02162, 0.34265, 8),
    cores: 104, points: [[52, 1_582_846], [104, 2_062_788], [208, 2_045_995], [512, 1_839_027], [2048, 1_686_426], [5000, 1_595_496]], fittedOn: [52, 104, 5000], worst: 2.9, rms: 1.4, demandUs: 15.63,
    range: 'up to 48 statements per core.',
    source: 'digoal/blog 202008/20200817_01: pgbench -S -M prepared, 100 million rows, Xeon 8269CY, snapshot of 17 August 2020',
  },
  'pgbouncer-one-core': {
    says: 'one PgBouncer on one core: as fast with 50 clients as alone, 0.62 of it with more',
    plan: { law: 'table', speeds: [...new Array<number>(50).fill(1), 0.62] },
    cores: 1, points: [[50, 44_096], [75, 28_000], [500, 28_000], [2500, 28_000]], fittedOn: [50, 75], worst: 3, rms: 2, demandUs: 22.7,
    range: 'the published curve settles at 25,000 to 30,000 from 75 clients on.',
    source: 'Tembo (2024), Benchmarking PostgreSQL connection poolers',
  },
};

const names = Object.keys(contentionPresets);
const [words, ...tables] = contentionLaws.schema.anyOf as readonly [{ readonly enum: readonly string[] }, ...object[]];

/** A law with its parameters (`{ law: hyperbolic, k: 0.006 }`), the bare word `none`, or the name of a preset. */
export const contentionShape: Shape<ContentionPlan> = shape('how speed falls as statements crowd: a law, or the name of a fitted one', { anyOf: [{ enum: [...words.enum, ...names] }, ...tables] }, (value, here) => {
  if (typeof value !== 'string') return contentionLaws.read(value, here);
  if (Object.hasOwn(contentionPresets, value)) return contentionPresets[value]?.plan;
  return words.enum.includes(value) ? contentionLaws.read(value, here) : here.wrong(`"${value}" is not a law known here.${suggestion(value, [...words.enum, ...names])}`);
});
