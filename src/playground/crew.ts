/**
 * A crew of workers. Each does one job at a time; a job that is no longer wanted ends with its worker, and a warm spare takes the next. The worker
 * that worked last is asked first: its code is hot, and a run in it takes half as long as in a fresh one.
 */

import type { AnswerOf, InputOf, JobName } from './jobs/index.ts';
import type { Letter } from './jobs/job.ts';

export interface AskOptions {
  /** Aborted: the job is forgotten, and its worker is ended if it had begun. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

/** A job that waits for a worker, or is being done. */
interface Task {
  readonly kind: string;
  readonly input: unknown;
  readonly onProgress: ((share: number) => void) | undefined;
  done(answer: unknown): void;
  failed(error: Error): void;
}

export const stopped = 'stopped';

export class Crew {
  readonly #file: string;
  readonly #most: number;
  /** Workers with nothing to do; the last one worked last. */
  readonly #idle: Worker[] = [];
  readonly #waiting: Task[] = [];
  readonly #busy = new Map<Task, Worker>();

  /** `most` workers at once; two are started at once, so that a spare is warm. */
  constructor(file: string, most: number) {
    this.#file = file;
    this.#most = Math.max(2, most);
    this.#refill();
  }

  /** Has a job done. Rejects with a sentence when the worker failed or died, or with "stopped" when the signal was aborted. */
  ask<K extends JobName>(kind: K, input: InputOf<K>, { signal, onProgress }: AskOptions = {}): Promise<AnswerOf<K>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new Error(stopped));
      const leave = () => signal?.removeEventListener('abort', abort);
      const task: Task = {
        kind, input, onProgress,
        done: (answer) => { leave(); resolve(answer as AnswerOf<K>); },
        failed: (error) => { leave(); reject(error); },
      };
      const abort = () => { this.#forget(task); task.failed(new Error(stopped)); };
      signal?.addEventListener('abort', abort);
      this.#waiting.push(task);
      this.#next();
    });
  }

  #refill(): void {
    while (this.#idle.length + this.#busy.size < 2) this.#idle.unshift(new Worker(this.#file));
  }

  #next(): void {
    while (this.#waiting.length > 0) {
      const worker = this.#idle.pop() ?? (this.#busy.size < this.#most ? new Worker(this.#file) : null);
      const task = worker === null ? undefined : this.#waiting.shift();
      if (worker === null || task === undefined) return;
      this.#give(worker, task);
    }
  }

  #give(worker: Worker, task: Task): void {
    this.#busy.set(task, worker);
    const over = (): void => {
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      this.#busy.delete(task);
    };
    const died = (says: string): void => {
      over();
      worker.terminate();
      this.#refill();
      task.failed(new Error(says));
      this.#next();
    };
    worker.onmessage = ({ data }: MessageEvent<Letter>) => {
      if (data.is === 'progress') task.onProgress?.(data.share);
      if (data.is !== 'done' && data.is !== 'failed') return;
      over();
      this.#idle.push(worker);
      if (data.is === 'done') task.done(data.answer);
      else task.failed(new Error(data.says));
      this.#next();
    };
    worker.onerror = (event) => { event.preventDefault(); died(event.message === '' ? 'the worker could not be started' : `the worker died: ${event.message}`); };
    worker.onmessageerror = () => died('the answer of the worker could not be read');
    try {
      worker.postMessage({ kind: task.kind, input: task.input });
    } catch (error) {
      died(error instanceof Error ? error.message : String(error));
    }
  }

  #forget(task: Task): void {
    const waits = this.#waiting.indexOf(task);
    if (waits >= 0) this.#waiting.splice(waits, 1);
    const worker = this.#busy.get(task);
    if (worker === undefined) return;
    worker.onmessage = worker.onerror = worker.onmessageerror = null;
    worker.terminate();
    this.#busy.delete(task);
    this.#refill();
    this.#next();
  }
}
