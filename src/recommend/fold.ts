/** Runs to a recommendation: each size with its verdict, the bands, the smallest, the best, the rules; words are left empty (report/recommend writes them). */

import { type RecommendBand, type RecommendObjective, type RecommendResult, type RecommendSize, recommendVersion } from '../result/recommend.ts';
import type { Estimate } from '../result/sweep.ts';
import { version } from '../run/version.ts';
import { pairedDifference, tInterval } from '../stats/confidence.ts';
import { clopperPearson } from '../stats/proportions.ts';
import { chooseBest, mainClass } from './best.ts';
import { column, type Objective } from './objective.ts';
import { rulesOf } from './rules.ts';
import { closestOf, type Judged, judgeAll, type Rows } from './search.ts';
import type { Task } from './task.ts';

/** Figures of a size: of the class, of the pool, of its database, under the names they have in a sweep. */
const shown = {
  classes: ['p50Ms', 'p99Ms', 'meanMs', 'failedShare', 'goodputPerS', 'waitMeanMs', 'holdMeanMs'], pools: ['utilisation', 'acquireMeanMs', 'exhaustedShare', 'pendingMean', 'timeouts'], databases: ['cpuUtilisation', 'contentionLost', 'refused'],
} as const;

type Values = readonly (number | null)[];

/** Mean and 95 % interval of the runs that have the figure. */
function estimate(values: Values): Estimate | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const { mean, halfWidth, count } = tInterval(known);
  return { mean, low: halfWidth === null ? null : mean - halfWidth, high: halfWidth === null ? null : mean + halfWidth, runs: count };
}

function difference(a: Values, b: Values): Estimate | null {
  const pairs = a.flatMap((value, i) => (value === null || (b[i] ?? null) === null ? [] : [[value, b[i] ?? 0] as const]));
  if (pairs.length < 2) return null;
  const { mean, halfWidth, count } = pairedDifference(pairs.map(([x]) => x), pairs.map(([, y]) => y));
  return { mean, low: mean - (halfWidth ?? 0), high: mean + (halfWidth ?? 0), runs: count };
}

/** What was simulated, folded. */
export function foldRecommend(task: Task, rows: Rows): RecommendResult {
  const judged = judgeAll(task, rows);
  const of = mainClass(task, rows);
  const bands = bandsOf(judged);
  const smallest = judged.findIndex((one) => one?.verdict === 'feasible');
  const open = judged.findIndex((one) => one?.verdict === 'undecided');
  const outcome = open >= 0 && (smallest < 0 || open < smallest) ? 'inconclusive' : smallest < 0 ? 'none' : 'found';
  const closest = smallest < 0 ? closestOf(task, judged) : null;
  const reference = smallest < 0 ? closest : smallest;
  const total = (figure: string): number => task.points.reduce((sum, point, i) => column(point, rows[i] ?? [], 'run', '', figure).reduce((all: number, value) => all + (value ?? 0), sum), 0);
  const { title, file, fingerprint } = task.scenario;
  const runs = rows.reduce((sum, own) => sum + own.length, 0);
  return {
    version: recommendVersion, poolsim: version, scenario: { title, file, fingerprint }, axis: task.axis, confidence: task.confidence, cap: task.allowed.cap,
    seeds: task.seeds.slice(0, Math.max(1, ...rows.map((own) => own.length))), objectives: task.objectives.map(plain),
    sizes: task.points.map((_, i) => sizeOf(task, rows, judged, bands, i, of, reference)), bands, outcome, smallest: smallest < 0 ? null : smallest, closest,
    best: chooseBest(task, rows, judged).best, rules: rulesOf(task, rows, judged), marks: task.marks, shape: { proven: task.shape.proven, says: task.shape.says }, procedure: [], theory: '',
    effort: { runs, requests: total('requests'), events: total('events'), simulated: rows.filter((own) => own.length > 0).length, bruteForceRuns: 1000 * task.points.length },
    verdict: '', counter: [], caveats: [], notes: task.notes, broken: [...new Set(rows.flatMap((own) => own.flatMap((row) => row.broken)))],
  };
}

const plain = ({ text, name, unit, judgedBy, share, atLeast, atMost, zone }: Objective): RecommendObjective => ({ text, name, unit, judgedBy, share, atLeast, atMost, zone });

/** Stretches of one verdict. A size between two simulated ones of the same verdict has it too; next to the edge, where they differ, every size was simulated. */
function bandsOf(judged: readonly (Judged | null)[]): RecommendBand[] {
  const bands: { from: number; to: number; verdict: RecommendBand['verdict'] }[] = [];
  for (const i of judged.keys()) {
    const before = judged.findLast((one, j) => one !== null && j <= i)?.verdict;
    const after = judged.find((one, j) => one !== null && j >= i)?.verdict;
    const verdict = before === after && before !== undefined ? before : 'undecided';
    const last = bands.at(-1);
    if (last?.verdict === verdict) last.to = i;
    else bands.push({ from: i, to: i, verdict });
  }
  return bands;
}

function sizeOf(task: Task, rows: Rows, judged: readonly (Judged | null)[], bands: readonly RecommendBand[], i: number, of: string, reference: number | null): RecommendSize {
  const point = task.points[i]!;
  const own = rows[i] ?? [];
  const one = judged[i] ?? null;
  const { pool } = task.axis;
  const about = {
    value: point.values[0] ?? '', size: pool === null ? null : (pool.sizes[i] ?? null), fingerprint: point.fingerprint, verdict: one?.verdict ?? bands.find((band) => i >= band.from && i <= band.to)?.verdict ?? 'undecided',
    runs: own.length, preview: point.preview, inTheory: task.shape.inTheory[i] ?? null,
  };
  if (one === null) return { ...about, basis: 'between', objectives: [], kept: null, timedOutIn: null, figures: null, against: null };
  const database = task.scenario.pools[pool?.name ?? '']?.database ?? '';
  const figures: { [figure: string]: Estimate | null } = {};
  for (const [room, name] of [['classes', of], ['pools', pool?.name ?? ''], ['databases', database]] as const) for (const figure of shown[room]) figures[figure] = estimate(column(point, own, room, name, figure));
  const held = task.objectives.map((objective) => column(point, own, 'promises', String(objective.promise), 'held'));
  const kept = own.filter((_, r) => held.every((objective) => objective[r] === 1)).length;
  const timeouts = column(point, own, 'pools', pool?.name ?? '', 'timeouts');
  const there = reference === null || reference === i ? null : { point: task.points[reference]!, rows: rows[reference] ?? [] };
  const against = (figure: string): Estimate | null => (there === null ? null : difference(column(point, own, 'classes', of, figure), column(there.point, there.rows, 'classes', of, figure)));
  return {
    ...about, basis: 'simulated', objectives: one.objectives, kept: { runs: kept, of: own.length, ...clopperPearson(kept, own.length) },
    timedOutIn: pool === null ? null : timeouts.filter((value) => (value ?? 0) > 0).length, figures,
    against: there === null ? null : { p99Ms: against('p99Ms'), meanMs: against('meanMs'), failedShare: against('failedShare'), goodputPerS: against('goodputPerS') },
  };
}
