/** What the worker does for the animated view: a placeholder until the film is there. */

import type { Job } from '../jobs/job.ts';

export const film: Job<{ readonly text: string }, { readonly frames: number }> = () => ({ frames: 0 });
