/** A recorded run played again: a scenario goes through the reader as any other, and its requests come out one by one as the recordings have them. */

import { outcomes, type Outcome, type RequestView, type Witness, type WorldView } from '../../src/model/happening.ts';
import { World } from '../../src/model/world.ts';
import { problemText } from '../../src/reading/problem.ts';
import { readScenario } from '../../src/reading/scenario-file.ts';
import { inSeconds } from '../../src/units/time.ts';
import type { Recorded } from './recorded.ts';

/** A scenario as text, and the files it names. */
export interface Replay {
  readonly text: string;
  readonly files: { readonly [name: string]: string };
}

type Row = { -readonly [key in keyof Recorded]: Recorded[key] };

/** The recordings' words for what poolsim calls otherwise. */
const outcomeWord = (outcome: Outcome): string => {
  const name = outcomes[outcome] as string;
  return name === 'served' ? 'ok' : name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
};

const ms = (us: number): number => us / 1000;
const nothing = (): void => undefined;

/** Writes down every request: where it came from, when it got a connection, when and how it ended. */
class Recorder implements Witness {
  readonly rows: Row[] = [];
  readonly #inside = new Map<RequestView, Row>();
  /** A text is told once for each kind of failure. */
  readonly #texts = new Map<Outcome, string>();
  #world: WorldView | null = null;

  begins = (world: WorldView): void => {
    this.#world = world;
  };

  arrived = (request: RequestView): void => {
    const row = { stream: this.#world?.classes[request.classIndex]?.name ?? '', arrive: ms(request.arrivedAt), acquire: null, end: null, outcome: 'unfinished', text: '', kind: '', demand: 0 };
    this.rows.push(row);
    this.#inside.set(request, row);
  };

  ended = (request: RequestView, outcome: Outcome, text: string): void => {
    const row = this.#inside.get(request);
    if (row === undefined) return;
    this.#inside.delete(request);
    row.end = ms(this.#world?.now ?? 0);
    row.outcome = outcomeWord(outcome);
    if (text !== '') this.#texts.set(outcome, text);
    row.text = text || (this.#texts.get(outcome) ?? '');
    if (request.everHeld) row.acquire = row.arrive + ms(request.waited);
  };

  retried = nothing; wasted = nothing; lent = nothing; returned = nothing; leaked = nothing; acquireTimedOut = nothing;
  noted = nothing; logged = nothing; sampled = nothing; measuringBegins = nothing; finished = nothing;
}

/** The requests of a replay, in order of arrival, and the processor seconds that its first database worked. A mistake in the scenario is a mistake of ours and stops with its text. */
export function played({ text, files }: Replay, seed: number | string = 1): { readonly requests: readonly Recorded[]; readonly workS: number } {
  const read = readScenario({ text, file: 'replay.yaml', files: (name) => (files[name] === undefined ? { problem: `there is no file ${name}` } : { text: files[name] }), set: [] });
  if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
  const recorder = new Recorder();
  const world = new World(read.scenario, seed, 0, recorder);
  world.run(null);
  return { requests: recorder.rows, workS: inSeconds(world.databases[0]?.workAreaAt(world.now) ?? 0) };
}

export const replayed = (replay: Replay, seed: number | string = 1): readonly Recorded[] => played(replay, seed).requests;

/** A trace file of recorded arrivals; demands in ms, the route where there are several. */
export function traceOf(rows: readonly { readonly arrive: number; readonly cpuMs: number; readonly blockedMs?: number; readonly route?: string }[]): string {
  const lines = rows.map((row) => [(row.arrive / 1000).toFixed(6), (row.cpuMs / 1000).toFixed(9), ((row.blockedMs ?? 0) / 1000).toFixed(6), row.route ?? 'work'].join(','));
  return ['arrival_s,cpu_s,blocked_s,route', ...lines, ''].join('\n');
}
