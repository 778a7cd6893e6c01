/** Rows of paired runs to a comparison: the figures both sides have, what only one has, and which way the whole goes. */

import type { Scenario } from '../model/scenario.ts';
import { type ComparedFigure, type ComparedSide, type CompareResult, compareVersion } from '../result/compare.ts';
import { version } from '../run/version.ts';
import { type Column, columnsOf, type Row } from '../sweep/columns.ts';
import { headlines } from './headline.ts';
import { compared, type Pairing, type Values } from './pairing.ts';

/** One side: the scenario as it was read, what it is called, and a row for each seed. */
export interface Side {
  readonly scenario: Scenario;
  /** The scenario with the promises of the other side beside its own, as its rows were made; default: the scenario itself. */
  readonly judged?: Scenario;
  readonly name: string;
  readonly with: readonly string[];
  readonly rows: readonly Row[];
}

const errorRate = 0.05;

const judgedOf = (side: Side): Scenario => side.judged ?? side.scenario;

/** The columns of a side, by room, part and figure. */
class Figures {
  readonly #columns: readonly Column[];
  readonly #rows: readonly Row[];

  constructor(side: Side) {
    this.#columns = columnsOf(judgedOf(side));
    this.#rows = side.rows;
  }

  column(room: Column['room'], of: string, figure: string): Values {
    const index = this.#columns.findIndex((one) => one.room === room && one.of === of && one.figure === figure);
    return this.#rows.map((row) => row.values[index] ?? null);
  }

  sum(figure: string): number {
    return this.column('run', '', figure).reduce((all: number, value) => all + (value ?? 0), 0);
  }
}

const rooms = ['classes', 'pools', 'databases', 'promises'] as const;
const nouns = { classes: 'class', pools: 'pool', databases: 'database', promises: 'promise' } as const;

function partsOf(scenario: Scenario): { readonly [room in (typeof rooms)[number]]: readonly string[] } {
  return {
    classes: [...Object.keys(scenario.traffic), ...Object.keys(scenario.cron)], pools: Object.keys(scenario.pools), databases: Object.keys(scenario.databases),
    promises: [...new Set(scenario.promises.map((promise) => promise.text))],
  };
}

/** `between` and `==` describe what a scenario is known to do, and to do otherwise is not worse; that there be none of something is a goal. */
function setsGoal(scenario: Scenario, text: string): boolean {
  const condition = scenario.promises.find((promise) => promise.text === text)?.condition;
  return condition !== undefined && condition.compare !== 'between' && !(condition.compare === '==' && condition.limit !== 0);
}

/** Sets B against A. Row i of both must come from seed i. Verdict and caveats in words are left empty (report/compare/verdict.ts writes them). */
export function foldCompare(a: Side, b: Side, seeds: readonly (number | string)[]): CompareResult {
  const [partsA, partsB] = [partsOf(judgedOf(a)), partsOf(judgedOf(b))];
  const [inA, inB] = [new Figures(a), new Figures(b)];
  const pairings: Pairing[] = rooms.flatMap((room) => partsA[room].filter((of) => partsB[room].includes(of)).flatMap((of): Pairing[] => {
    if (room !== 'promises') return headlines.filter((one) => one.room === room).map((one) => ({ ...one, of, a: inA.column(room, of, one.figure), b: inB.column(room, of, one.figure) }));
    const held = (side: Side, figures: Figures): Values => figures.column(room, String(judgedOf(side).promises.findIndex((promise) => promise.text === of)), 'held');
    return [{ room, of, figure: 'heldShare', unit: 'share', better: setsGoal(judgedOf(a), of) ? 'more' : null, a: held(a, inA), b: held(b, inB) }];
  }));
  const judged = pairings.filter((one) => one.better !== null && one.a.some((value, i) => value !== null && (one.b[i] ?? null) !== null)).length;
  const figures = pairings.map((one) => compared(one, 1 - errorRate / Math.max(1, judged))).filter((one) => one.a !== null || one.b !== null);
  const lacking = (from: typeof partsA, other: typeof partsA): string[] => rooms.flatMap((room) => from[room].filter((of) => !other[room].includes(of)).map((of) => `${nouns[room]} ${of}`));
  return {
    version: compareVersion, poolsim: version, a: sideOf(a), b: sideOf(b), seeds, figures,
    onlyA: lacking(partsA, partsB), onlyB: lacking(partsB, partsA), outcome: outcomeOf(figures), verdict: '', caveats: besides(a, b, inA, inB, partsA.classes.filter((of) => partsB.classes.includes(of))),
    requests: inA.sum('requests') + inB.sum('requests'), events: inA.sum('events') + inB.sum('events'),
    broken: [...new Set([...a.rows, ...b.rows].flatMap((row) => row.broken))],
  };
}

const sideOf = ({ scenario: { title, file, fingerprint }, name, with: more }: Side): ComparedSide => ({ name, title, file, fingerprint, with: more });

function outcomeOf(figures: readonly ComparedFigure[]): CompareResult['outcome'] {
  const apart = figures.filter((one) => one.verdict === 'better' || one.verdict === 'worse');
  // A change that nobody would notice does not spoil a verdict, but where there is nothing else it is one.
  const counted = apart.some((one) => !one.slight) ? apart.filter((one) => !one.slight) : apart;
  const [better, worse] = [counted.some((one) => one.verdict === 'better'), counted.some((one) => one.verdict === 'worse')];
  return better && worse ? 'mixed' : better ? 'better' : worse ? 'worse' : 'undecided';
}

/** What differs beside the point: another traffic, another length of the run, no difference at all. */
function besides(a: Side, b: Side, inA: Figures, inB: Figures, classes: readonly string[]): string[] {
  const mean = (values: Values): number => values.reduce((sum: number, value) => sum + (value ?? 0), 0) / Math.max(1, values.length);
  const said: string[] = [];
  if (a.scenario.fingerprint === b.scenario.fingerprint) said.push('A and B are the same scenario: nothing that matters to a run differs between them.');
  if (a.scenario.run.length !== b.scenario.run.length) said.push('The runs of A and B are not equally long: counts such as timeouts cannot be set against each other.');
  for (const of of classes) {
    const [x, y] = [mean(inA.column('classes', of, 'arrived')), mean(inB.column('classes', of, 'arrived'))];
    if (Math.abs(x - y) > 0.02 * Math.max(x, y)) said.push(`${of} does not get the same traffic: ${Math.round(x)} requests a run in A, ${Math.round(y)} in B.`);
  }
  return said;
}
