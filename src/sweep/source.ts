/** A scenario as text and plain data, so that it can cross into a worker thread and be read there. */

import type { Scenario } from '../model/scenario.ts';
import { readScenario, type ScenarioRead, type ScenarioSource, scenarioReader } from '../reading/scenario-file.ts';
import { runScenario } from '../run/run.ts';
import { type Column, columnsOf, type Row, rowOf } from './columns.ts';

export interface SweepSource {
  /** The scenario file (YAML). */
  readonly text: string;
  readonly file: string | null;
  /** Text of the files that it names (traces, lists of times), by name. */
  readonly files?: { readonly [name: string]: string };
  /** Overrides such as "pools.main.maximumPoolSize=20", in force at every point. */
  readonly set?: readonly string[];
}

type Files = ScenarioSource['files'];

/** The files that came with the source. */
const filesOf = ({ files = {} }: SweepSource): Files => (name) => (Object.hasOwn(files, name) ? { text: files[name] ?? '' } : { problem: `there is no file ${name}` });

/** Reads the scenario with more overrides laid over it; `files` fetches those that only some of them name. Never throws on bad input. */
export const readWith = (source: SweepSource, sets: readonly string[], files: Files = filesOf(source)): ScenarioRead =>
  readScenario({ text: source.text, file: source.file, set: [...(source.set ?? []), ...sets], files });

/** The same for many lists of overrides: the text itself is understood once. */
export const readerOf = (source: SweepSource, files: Files = filesOf(source)): ((sets: readonly string[]) => ScenarioRead) =>
  scenarioReader({ text: source.text, file: source.file, files, ...(source.set === undefined ? {} : { set: source.set }) });

/** Runs points of one source, one run at a time; remembers the point it read last. */
export class PointRunner {
  readonly #reader: (sets: readonly string[]) => ScenarioRead;
  #sets = '';
  #point: { readonly scenario: Scenario; readonly columns: readonly Column[] } | null = null;

  constructor(source: SweepSource) {
    this.#reader = readerOf(source);
  }

  /** The figures of one run of the scenario with these overrides. */
  run(sets: readonly string[], seed: number | string): Row {
    const { scenario, columns } = this.#read(sets);
    return rowOf(columns, runScenario(scenario, { seed }));
  }

  #read(sets: readonly string[]): { readonly scenario: Scenario; readonly columns: readonly Column[] } {
    const key = JSON.stringify(sets);
    if (this.#point !== null && this.#sets === key) return this.#point;
    const read = this.#reader(sets);
    if (!read.ok) throw new Error(`a point that was read before cannot be read again: ${read.problems[0]?.says}`);
    this.#sets = key;
    this.#point = { scenario: read.scenario, columns: columnsOf(read.scenario) };
    return this.#point;
  }
}
