/**
 * A scenario file to a `Scenario`, or every mistake in it at once, each with its line. The order of reading: bytes, YAML, overrides, `run`
 * (whose calendar the wall-clock times need), everything else, names, rules that join several parts.
 */

import { type RunPlan, runFields, type Scenario, scenarioFields } from '../model/scenario.ts';
import { describe, type Found, Place, type Shape } from '../shape.ts';
import { isTable, type ReadFields, readFields, unknownKeys } from '../shape/tables.ts';
import { type Duration, forever, second } from '../units/time.ts';
import { type Calendar, calendarOf } from './clock.ts';
import { crossIssues, unusedNotes } from './cross-checks.ts';
import { fingerprintOf } from './fingerprint.ts';
import { applySet } from './overrides.ts';
import { located, type Problem, sorted } from './problem.ts';
import { missingNames } from './references.ts';
import { timeIssues, timeNotes } from './time-checks.ts';
import { decodeUtf8 } from './utf8.ts';
import { largestFile, readYaml, type YamlRead } from './yaml.ts';

/** What is read. `files` gives the text of a file that the scenario names (a trace, a list of times) or the reason why it cannot. */
export interface ScenarioSource {
  readonly text: string | Uint8Array;
  readonly file: string | null;
  readonly files: (name: string) => { readonly text: string } | { readonly problem: string };
  /** Overrides such as "pools.main.maximumPoolSize=20". */
  readonly set?: readonly string[];
}

export type ScenarioRead = { readonly ok: true; readonly scenario: Scenario; readonly notes: readonly string[] } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a scenario. Never throws on bad input: the answer is the scenario with remarks, or all mistakes in the order of the file. */
export const readScenario = (source: ScenarioSource): ScenarioRead => scenarioReader(source)([]);

/** The same in two steps, for who reads one text many times: the text is understood once, then read with one list of further overrides after another. */
export function scenarioReader(source: ScenarioSource): (sets: readonly string[]) => ScenarioRead {
  const { file } = source;
  const text = asText(source.text);
  if (typeof text !== 'string') return () => ({ ok: false, problems: [{ file, ...text, path: '', set: null }] });
  const yaml = readYaml(text);
  const faults: Problem[] = yaml.faults.map((fault) => ({ file, ...fault, path: '', set: null }));
  if (!yaml.ok) return () => ({ ok: false, problems: sorted(faults) });
  return (sets) => readData(sets.length === 0 ? source : { ...source, set: [...(source.set ?? []), ...sets] }, yaml, faults);
}

/** Text as it is, or the fault that makes it unreadable. */
function asText(given: string | Uint8Array): string | { readonly line: number; readonly column: number; readonly says: string } {
  if (given.length > largestFile) return { line: 1, column: 1, says: `the file has ${(given.length / 1e6).toFixed(1)} MB: a scenario may have at most ${largestFile / 1e6} MB (traces go into files of their own)` };
  if (typeof given === 'string') return given;
  const decoded = decodeUtf8(given);
  return decoded.ok ? decoded.text : { line: decoded.line, column: decoded.column, says: decoded.says };
}

const topKeys = Object.keys(scenarioFields);

function readData(source: ScenarioSource, yaml: YamlRead & { readonly ok: true }, faults: readonly Problem[]): ScenarioRead {
  const { file } = source;
  const data = applySet({ value: yaml.value, spot: yaml.root }, source.set ?? [], topKeys);
  const problems: Problem[] = [...faults, ...data.faults.map((fault) => ({ file, line: 1, column: 1, ...fault }))];
  const books: Books = { issues: [], references: [] };
  const scenario = isTable(data.value) ? readTable(source, data.value, books) : undefined;
  if (!isTable(data.value)) books.issues.push({ path: [], on: 'value', says: `expected a table with run, pools, routes, traffic, … at the top, found ${describe(data.value)}` });
  for (const issue of books.issues) {
    const problem = located(issue, data.spot, yaml.positionOf, file);
    if (problem !== null) problems.push(problem);
  }
  if (problems.length > 0 || scenario === undefined) return { ok: false, problems: sorted(problems) };
  return { ok: true, scenario, notes: [...unusedNotes(data.value as Data, books.references), ...timeNotes(scenario)] };
}

type Data = { readonly [key: string]: unknown };
type Books = Pick<Found, 'issues' | 'references'>;

const { run: runShape, ...otherFields } = scenarioFields;

/** All of a scenario from its data; the mistakes go into the books. Undefined when there were any. */
function readTable(source: ScenarioSource, data: Data, books: Books): Scenario | undefined {
  const found: Found = { ...books, fileText: source.files, ...clocklessly };
  const top = new Place(found);
  const meant = unknownKeys(data, topKeys, top);
  const { run, calendar, length } = readRun(data, top, source.set ?? [], meant);
  const rest = readFields(otherFields, data, new Place(calendar === null ? found : { ...found, instantOf: calendar.instantOf, cronTicks: calendar.cronTicks }), meant);
  books.issues.push(...missingNames(data, books.references, meant), ...crossIssues(data, meant), ...timeIssues(data, length, isShortened(source.set ?? [])));
  if (run === undefined || rest === undefined || calendar === null || books.issues.length > 0) return undefined;
  const title = data.scenario === undefined ? titleFrom(source.file) : rest.scenario;
  return assembled({ ...rest, scenario: title }, source.file, { ...run, starts: calendar.starts });
}

/** Where the calendar itself is wrong, no wall-clock time is wrong because of it. */
const clocklessly: Pick<Found, 'instantOf' | 'cronTicks'> = { instantOf: () => ({ at: 0 }), cronTicks: () => ({ ticks: [] }) };

interface RunRead {
  readonly run: ReadFields<typeof runFields> | undefined;
  /** Null when the start or the zone is wrong. */
  readonly calendar: Calendar | null;
  /** `forever` when it is wrong. */
  readonly length: Duration;
}

/** Reads `run` and makes its calendar, which is there even when other keys of `run` are wrong. */
function readRun(data: Data, top: Place, sets: readonly string[], meant: ReadonlySet<string>): RunRead {
  if (data.run === undefined) {
    if (!meant.has('run')) top.wrong('"run" is missing: say at least how long, run: { length: 10m }');
    return { run: undefined, calendar: null, length: forever };
  }
  const here = top.at('run');
  const run = runShape.read(data.run, here);
  if (!isTable(data.run)) return { run, calendar: null, length: forever };
  const scratch = new Place({ ...here.found, issues: [], references: [] });
  const quietly = <T>(field: Shape<T>, value: unknown): T | undefined => (value === undefined ? field.fallback : field.read(value, scratch));
  const [starts, zone, length = forever] = [quietly(runFields.starts, data.run.starts), quietly(runFields.zone, data.run.zone), quietly(runFields.length, data.run.length)];
  if (starts === undefined || zone === undefined) return { run, calendar: null, length };
  const made = calendarOf(starts, zone, length, isShortened(sets) ? forever : length);
  if (!made.ok) here.at(made.on).wrong(made.says);
  return { run, calendar: made.ok ? made.calendar : null, length };
}

/** Somebody who shortens a run on purpose does not want to hear that later events no longer come. */
const isShortened = (sets: readonly string[]): boolean => sets.some((set) => /^\s*run(\.length)?\s*=/.test(set));

const titleFrom = (file: string | null): string => file?.split(/[/\\]/).pop()?.replace(/\.ya?ml$/i, '') || 'Untitled scenario';

/** Six hundred points or one a second, whichever is fewer, unless the scenario says otherwise. */
const usualInterval = (length: Duration): Duration => Math.max(second, Math.round(length / 600));

function assembled(read: ReadFields<typeof otherFields>, file: string | null, run: ReadFields<typeof runFields>): Scenario {
  const { scenario: title, question, lookFor, answer, source, ...world } = read;
  const measureFrom: number = run.measureFrom;
  const plan: RunPlan = { ...run, measureFrom, every: run.every ?? usualInterval(run.length) };
  const { seed: _seed, ...timing } = plan;
  return { title, file, question, lookFor, answer, source, fingerprint: fingerprintOf({ run: timing, ...world }), run: plan, ...world };
}
