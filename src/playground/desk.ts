/**
 * The desk: the scenario that everybody on the page works on, its last result, and how to run things. A change runs by itself; while a run goes on, the
 * newest text waits for it a moment, and then ends it. What would take minutes is asked about first.
 */

import type { Scenario } from '../model/scenario.ts';
import type { Problem } from '../reading/problem.ts';
import type { Picture } from '../report/charts/chart.ts';
import type { Verdict } from '../report/verdict.ts';
import type { RunResult } from '../result.ts';
import { type AskOptions, Crew, stopped } from './crew.ts';
import type { AnswerOf, InputOf, JobName } from './jobs/index.ts';
import type { Form } from './form/control.ts';
import { libraryText, titleOf } from './library.ts';
import { type Store, storeOf } from './store.ts';

/** A finished run and the text it belongs to. */
export interface Done {
  readonly text: string;
  readonly seed: number | string | null;
  readonly scenario: Scenario;
  readonly result: RunResult;
  readonly pictures: readonly Picture[];
  readonly notes: readonly string[];
  readonly verdict: Verdict;
  /** The simulation alone, in the worker. */
  readonly wallMs: number;
}

export interface DeskState {
  /** The YAML in the editor as it is, right or wrong. */
  readonly text: string;
  /** The scenario of the library that it began as; null for one from elsewhere. */
  readonly name: string | null;
  /** Another seed than the scenario's own. */
  readonly seed: number | string | null;
  readonly problems: readonly Problem[];
  /** The controls of the text; those of an older text while it is no YAML. */
  readonly form: Form | null;
  /** The run that goes on; `share` is null before anything is known of it. */
  readonly busy: { readonly since: number; readonly share: number | null } | null;
  /** Why the run was not begun by itself. */
  readonly doubt: string | null;
  /** Why there is no result: the worker died, the run was stopped. */
  readonly trouble: string | null;
  readonly done: Done | null;
  /** The scenario that the present one is compared with. */
  readonly pinned: Pinned | null;
}

export interface Pinned {
  readonly text: string;
  readonly name: string | null;
}

/** One empty list for all, so that nobody is drawn again because of another one. */
const none: readonly Problem[] = [];

/** Above this a run waits to be asked for: about five seconds of work in a browser. */
const mostUnasked = 5_000_000;
/** Above this the page declines: at half a million requests a second it would take minutes, and the command line is faster. */
const mostAtAll = 100_000_000;
/** A run that is no longer wanted may end by itself within this time, in ms: its worker stays hot. */
const grace = 400;

const about = (n: number): string => (n >= 1e6 ? `${Number((n / 1e6).toPrecision(2)).toLocaleString('en')} million` : Math.round(n).toLocaleString('en'));

export class Desk {
  readonly store: Store<DeskState>;
  readonly #crew: Crew;
  /** Ends the run that goes on. */
  #running: { readonly stop: AbortController; readonly since: number } | null = null;
  #wanted: { readonly anyway: boolean } | null = null;
  #looking = false;
  #lookAgain = false;
  #graceTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(workers: Crew, first: { readonly text: string; readonly name: string | null; readonly seed: number | string | null }) {
    this.#crew = workers;
    this.store = storeOf<DeskState>({ ...first, problems: none, form: null, busy: null, doubt: null, trouble: null, done: null, pinned: null });
  }

  /** Has a job done in a worker, beside the desk. Rejects with a sentence fit for the page. */
  ask<K extends JobName>(kind: K, input: InputOf<K>, options: AskOptions = {}): Promise<AnswerOf<K>> {
    return this.#crew.ask(kind, input, options);
  }

  /** Puts another text on the desk and runs it, unless told not to. `name` is the scenario of the library it comes from; left out: the same as before. */
  setText(text: string, { name, run = true }: { readonly name?: string | null; readonly run?: boolean } = {}): void {
    const state = this.store.get();
    if (text === state.text && (name === undefined || name === state.name)) return;
    // A text with another title is no edition of the scenario it replaced.
    const still = state.name !== null && titleOf(text) === titleOf(libraryText(state.name) ?? '') ? state.name : null;
    this.store.set({ text, name: name === undefined ? still : name });
    void this.#look();
    if (run) this.run();
  }

  /** Finds out what is wrong with the text, and what can be turned in it. One look at a time: the last text wins. */
  async #look(): Promise<void> {
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = true;
    do {
      this.#lookAgain = false;
      const { text } = this.store.get();
      try {
        const { problems, form } = await this.#crew.ask('form', { text });
        if (text === this.store.get().text) this.store.set({ problems: problems.length === 0 ? none : problems, ...(form === null ? {} : { form }) });
      } catch {
        // The run says what is wrong with the worker.
      }
    } while (this.#lookAgain);
    this.#looking = false;
  }

  /** Opens a scenario of the library; false where there is none of that name. */
  open(name: string): boolean {
    const text = libraryText(name);
    if (text === null) return false;
    this.store.set({ seed: null, text, name });
    void this.#look();
    this.run();
    return true;
  }

  /** Keeps a scenario for comparison. */
  pin(pinned: Pinned | null): void { this.store.set({ pinned }); }

  setSeed(seed: number | string | null): void {
    if (seed === this.store.get().seed) return;
    this.store.set({ seed });
    this.run();
  }

  run(): void {
    if (this.store.get().form === null) void this.#look();
    this.#want(false);
  }

  /** Runs in spite of the doubt. */
  runAnyway(): void { this.#want(true); }

  /** Ends the run that goes on; the last result stays. */
  stop(): void {
    this.#wanted = null;
    if (this.#running === null) return;
    this.#running.stop.abort();
    this.store.set({ trouble: 'The run was stopped. What you see is the last finished run.' });
  }

  #want(anyway: boolean): void {
    this.#wanted = { anyway };
    if (this.#running === null) return void this.#begin();
    const { stop, since } = this.#running;
    this.#graceTimer ??= setTimeout(() => stop.abort(), Math.max(0, grace - (performance.now() - since)));
  }

  async #begin(): Promise<void> {
    while (this.#wanted !== null) {
      const { anyway } = this.#wanted;
      this.#wanted = null;
      const stop = new AbortController();
      this.#running = { stop, since: performance.now() };
      this.store.set({ busy: { since: performance.now(), share: null }, doubt: null, trouble: null });
      await this.#one(anyway, stop.signal);
      if (this.#graceTimer !== null) clearTimeout(this.#graceTimer);
      this.#graceTimer = null;
      this.#running = null;
    }
    this.store.set({ busy: null });
  }

  async #one(anyway: boolean, signal: AbortSignal): Promise<void> {
    const { text, seed, name } = this.store.get();
    try {
      const answer = await this.#crew.ask('simulate', {
        text, file: fileOf(text, name), ...(seed === null ? {} : { seed }), pictures: true, atMost: anyway ? mostAtAll : mostUnasked,
      }, { signal, onProgress: (share) => this.store.set({ busy: { since: this.#running?.since ?? 0, share } }) });
      if (answer.ok) {
        const { scenario, result, pictures, notes, verdict, wallMs } = answer;
        performance.mark('simulated', { detail: wallMs });
        this.store.set({ done: { text, seed, scenario, result, pictures, notes, verdict, wallMs }, problems: none });
      } else if ('tooMany' in answer) this.store.set({ problems: none, doubt: doubtOf(answer.tooMany) });
      else this.store.set({ problems: answer.problems });
    } catch (error) {
      const says = error instanceof Error ? error.message : String(error);
      if (says !== stopped) this.store.set({ trouble: `The run failed: ${says}.` });
    }
  }
}

/** The file a text came from, as one would type it beside the library; an edited text is no longer that file. */
export const fileOf = (text: string, name: string | null): string | null => (name !== null && libraryText(name) === text ? `scenarios/${name}.yaml` : null);

const doubtOf = (requests: number): string => requests > mostAtAll
  ? `This scenario would make about ${about(requests)} requests, which takes minutes here. Make it shorter or its traffic lighter, or run it from the command line, which needs no more memory for it.`
  : `This scenario makes about ${about(requests)} requests: some ${Math.max(1, Math.round(requests / 1e6))} seconds of work or more. It runs when you ask for it.`;

/** Whether a doubt can be overruled. */
export const mayRun = (doubt: string): boolean => doubt.endsWith('ask for it.');
