/** The form of a text, with what is wrong in it: asked at every change. */

import type { Form } from '../form/control.ts';
import { formOfText } from '../form/form.ts';
import { check, type CheckAnswer } from './check.ts';
import type { Job } from './job.ts';

export interface FormAnswer extends CheckAnswer {
  /** Null where the text is not YAML. */
  readonly form: Form | null;
}

export const form: Job<{ readonly text: string }, FormAnswer> = async (input, hooks) => ({ ...(await check(input, hooks)), form: formOfText(input.text) });
