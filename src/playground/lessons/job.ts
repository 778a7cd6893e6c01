/** What the worker does for lessons and the quiz: a placeholder until they are there. */

import type { Job } from '../jobs/job.ts';

export const lesson: Job<{ readonly text: string }, { readonly done: boolean }> = () => ({ done: true });
