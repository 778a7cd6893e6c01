/** The worker: takes one order at a time, does the job, sends letters back. The page ends it when it takes too long, and has a spare one ready. */

import { jobs } from './jobs/index.ts';
import type { Job, Letter, Order } from './jobs/job.ts';

/** What this file needs of the worker's own global. */
interface Post {
  postMessage(letter: Letter, transfer: readonly ArrayBuffer[]): void;
  onmessage: ((event: { readonly data: Order }) => void) | null;
}

const post = globalThis as unknown as Post;
const tell = (letter: Letter, transfer: readonly ArrayBuffer[] = []): void => post.postMessage(letter, transfer);

/** Between two letters about progress, in milliseconds. */
const betweenNews = 50;

post.onmessage = async ({ data }) => {
  const moved: ArrayBuffer[] = [];
  let told = performance.now();
  const progress = (share: number): void => {
    const now = performance.now();
    if (now - told < betweenNews) return;
    told = now;
    tell({ is: 'progress', share });
  };
  try {
    const job = (jobs as unknown as { readonly [kind: string]: Job<unknown, unknown> })[data.kind];
    if (job === undefined) throw new Error(`the worker knows no job "${data.kind}"`);
    const answer = await job(data.input, { progress, transfer: (buffer) => void moved.push(buffer) });
    tell({ is: 'done', answer }, moved);
  } catch (error) {
    tell({ is: 'failed', says: error instanceof Error ? error.message : String(error) });
  }
};

tell({ is: 'ready' });
