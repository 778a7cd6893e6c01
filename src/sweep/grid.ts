/** The points of a sweep: every combination of the values of its axes, each read as a scenario, so that every mistake is told before anything runs. */

import type { PromisePlan } from '../promise.ts';
import type { Scenario } from '../model/scenario.ts';
import { type Problem, problemText } from '../reading/problem.ts';
import type { ScenarioRead, ScenarioSource } from '../reading/scenario-file.ts';
import type { Needs, Preview, SweepAxis, SweepMark } from '../result/sweep.ts';
import { columnsOf } from './columns.ts';
import { marksOf } from './marks.ts';
import { needsOf } from './needs.ts';
import { previewOf } from './preview.ts';
import { inOwnWords } from './size-option.ts';
import { readerOf, type SweepSource } from './source.ts';
import { readVary, type Vary, valueNumber } from './vary.ts';

export interface GridPoint {
  readonly at: readonly number[];
  readonly values: readonly string[];
  /** Overrides that make the point. */
  readonly sets: readonly string[];
  readonly fingerprint: string;
  /** Room, part and figure of each number in a row. */
  readonly columns: readonly (readonly [room: string, of: string, figure: string])[];
  readonly promises: readonly PromisePlan[];
  /** Most connections of each pool. */
  readonly sizes: { readonly [pool: string]: number };
  readonly preview: Preview | null;
  readonly needs: Needs | null;
}

export interface Grid {
  readonly scenario: Scenario;
  readonly axes: readonly SweepAxis[];
  /** The first axis runs fastest. */
  readonly points: readonly GridPoint[];
  /** For each line (the other axes fixed) the marks that hold all along it. */
  readonly marks: readonly (readonly SweepMark[])[];
  readonly notes: readonly string[];
}

export type GridRead = { readonly ok: true; readonly grid: Grid } | { readonly ok: false; readonly problems: readonly string[] };

/** More points than this is a slip of the pen. */
export const mostPoints = 100_000;
/** Beyond this many points nobody looks at closed forms. */
const mostPreviews = 200;

export interface GridOptions {
  /** Told before each point how much is read, 0..1. */
  readonly onProgress?: (share: number) => void;
  /** Fetches files that some points name; default: those of the source. */
  readonly files?: ScenarioSource['files'];
}

/** Reads the plan of a sweep. Never throws on bad input: the answer is the grid, or the mistakes in words. */
export function readGrid(source: SweepSource, varies: readonly string[], { onProgress = () => {}, files }: GridOptions = {}): GridRead {
  const bad = (...problems: string[]): GridRead => ({ ok: false, problems });
  if (varies.length === 0) return bad('nothing to vary: say what, like --vary pools.main.maximumPoolSize=2..40');
  const read = varies.map((text) => ({ text, ...readVary(text) }));
  const wrong = read.flatMap((one) => (one.ok ? [] : [`--vary ${one.text}  ${one.says}`]));
  if (wrong.length > 0) return bad(...wrong);
  const reader = readerOf(source, files);
  const base = reader([]);
  if (!base.ok) return bad(...base.problems.map(problemText));
  const notes: string[] = [];
  const axes = read.flatMap((one) => (one.ok ? [ownWords(one.vary, base.scenario, notes)] : []));
  const paths = axes.flatMap((axis) => axis.paths);
  const double = paths.find((path, i) => paths.indexOf(path) !== i);
  if (double !== undefined) return bad(`${double} is varied twice`);
  if (paths.some((path) => /^run\.seed$/.test(path))) return bad('run.seed is not varied: --runs takes seed after seed at every point, the same ones everywhere; --seed names the first');
  const count = axes.reduce((product, axis) => product * axis.values.length, 1);
  if (count > mostPoints) return bad(`${count} points: at most ${mostPoints}; take larger steps, or a logarithmic scale like :log10`);
  return pointsOf(reader, base.scenario, axes, count, notes, onProgress);
}

function ownWords(vary: Vary, scenario: Scenario, notes: string[]): Vary {
  const paths = vary.paths.map((path) => {
    const own = inOwnWords(path, scenario);
    if (own.note !== null) notes.push(own.note);
    return own.path;
  });
  return { ...vary, paths };
}

function pointsOf(reader: (sets: readonly string[]) => ScenarioRead, scenario: Scenario, axes: readonly Vary[], count: number, notes: readonly string[], onProgress: (share: number) => void): GridRead {
  const problems: string[] = [];
  const points: GridPoint[] = [];
  const marks: (readonly SweepMark[])[] = [];
  const along = axes[0]?.values.length ?? 1;
  const pools = poolsIn(axes, scenario);
  const once = new Once();
  for (let i = 0; i < count && (problems.length === 0 || i < 100); i++) {
    onProgress(i / count);
    const at = placeOf(i, axes);
    const sets = axes.flatMap((axis, a) => axis.paths.map((path) => `${path}=${axis.values[at[a] ?? 0]}`));
    const read = reader(sets);
    if (!read.ok) {
      for (const problem of read.problems) {
        const says = blamed(problem, sets);
        if (!problems.some((known) => sameButForNumbers(known, says))) problems.push(says);
      }
      continue;
    }
    points.push(pointOf(read.scenario, at, axes, sets, count <= mostPreviews, once, pools[0]));
    if (pools[0] !== undefined && i % along === 0) marks.push(marksOf(read.scenario, pools[0]));
    else if (pools[0] !== undefined && i % along === along - 1) marks.push(both(marks.pop() ?? [], marksOf(read.scenario, pools[0])));
  }
  if (problems.length > 0) return { ok: false, problems };
  const read = axes.map((axis, a) => axisOf(axis, a, axes, points, pools[a]));
  return { ok: true, grid: { scenario, axes: read, points, marks: marks.map((line) => withNow(line, scenario, read[0])), notes } };
}

/** The marks and the size that the scenario has now, where that is what the first axis varies. */
function withNow(marks: readonly SweepMark[], scenario: Scenario, axis: SweepAxis | undefined): readonly SweepMark[] {
  const size = scenario.pools[axis?.pool?.name ?? '']?.policy.max ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(size) ? [...marks, { id: 'now' as const, size, label: `now ${size}`, says: 'as the scenario stands' }].toSorted((a, b) => a.size - b.size) : marks;
}

/** The mistake as one of what is varied: the file by itself was well. */
function blamed(problem: Problem, sets: readonly string[]): string {
  const text = problemText(problem);
  if (problem.set !== null) return text.replace(/^--set /, '--vary ');
  const kind = sets.map((set) => /^(.+)\.kind=/.exec(set)?.[1]).find((path) => path !== undefined);
  return `${text}\n    with --vary ${sets.join(' ')}: alone, the file has no such mistake${kind === undefined ? '' : `. Another kind has other keys: vary the whole, --vary '${kind}={ kind: … },{ kind: … }'`}`;
}

/** The same mistake at another value need not be told again. */
const sameButForNumbers = (a: string, b: string): boolean => a.replace(/[0-9.]+/g, '#') === b.replace(/[0-9.]+/g, '#');

/** Marks that are the same at both ends of a line: one that moves with the size is no mark. */
const both = (a: readonly SweepMark[], b: readonly SweepMark[]): SweepMark[] => a.filter((mark) => b.some((other) => other.id === mark.id && other.label === mark.label));

/** The pool whose own option each axis sets; undefined where there is none. */
const poolsIn = (axes: readonly Vary[], scenario: Scenario): (string | undefined)[] =>
  axes.map((axis) => Object.keys(scenario.pools).find((pool) => axis.paths.some((path) => path.startsWith(`pools.${pool}.`))));

/** The indices of point i: the first axis runs fastest. */
function placeOf(i: number, axes: readonly Vary[]): number[] {
  let rest = i;
  return axes.map((axis) => {
    const here = rest % axis.values.length;
    rest = Math.floor(rest / axis.values.length);
    return here;
  });
}

/** Keeps one copy of what thousands of points have in common. */
class Once {
  readonly #known = new Map<string, unknown>();

  /** The first value that looked like this one. */
  same<T>(value: T): T {
    const key = JSON.stringify(value);
    if (!this.#known.has(key)) this.#known.set(key, value);
    return this.#known.get(key) as T;
  }
}

const pointOf = (scenario: Scenario, at: readonly number[], axes: readonly Vary[], sets: readonly string[], previewed: boolean, once: Once, pool: string | undefined): GridPoint => ({
  at, values: axes.map((axis, a) => axis.values[at[a] ?? 0] ?? ''), sets, fingerprint: scenario.fingerprint,
  columns: once.same(columnsOf(scenario).map(({ room, of, figure }) => [room, of, figure] as const)), promises: once.same(scenario.promises),
  sizes: Object.fromEntries(Object.entries(scenario.pools).map(([name, pool]) => [name, pool.policy.max])),
  preview: previewed ? previewOf(scenario) : null, needs: pool === undefined ? null : needsOf(scenario, pool),
});

function axisOf(vary: Vary, a: number, axes: readonly Vary[], points: readonly GridPoint[], pool: string | undefined): SweepAxis {
  const read = vary.values.map(valueNumber);
  const [first] = read;
  const numeric = read.every((one) => one !== null && one.unit === first?.unit);
  const stride = axes.slice(0, a).reduce((product, axis) => product * axis.values.length, 1);
  const sizes = pool === undefined ? [] : vary.values.map((_, i) => points[i * stride]?.sizes[pool] ?? Number.NaN);
  const isSize = pool !== undefined && new Set(sizes).size === vary.values.length && sizes.every(Number.isFinite) && vary.values.length > 1;
  return { text: vary.text, paths: vary.paths, values: vary.values, numbers: numeric ? read.map((one) => one?.number ?? 0) : null, unit: numeric ? (first?.unit ?? '') : '', pool: isSize ? { name: pool, sizes } : null };
}
