/** What a worker does for the page: a job takes plain data and answers with plain data. */

/** What a job is given beside its input. */
export interface Hooks {
  /** How much is done, 0..1; the page hears of it at most twenty times a second. */
  progress(share: number): void;
  /** A buffer in the answer that is moved to the page instead of being copied. */
  transfer(buffer: ArrayBuffer): void;
}

export type Job<In, Out> = (input: In, hooks: Hooks) => Out | Promise<Out>;

/** A letter to the worker: one job at a time. */
export interface Order {
  readonly kind: string;
  readonly input: unknown;
}

/** Letters back. The worker's own mistakes come as `failed`, in a sentence. */
export type Letter =
  | { readonly is: 'ready' }
  | { readonly is: 'progress'; readonly share: number }
  | { readonly is: 'done'; readonly answer: unknown }
  | { readonly is: 'failed'; readonly says: string };
