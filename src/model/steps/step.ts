/** A step of a route: `begin` starts it, `resume` hears why the request was woken. Both say onward, parked, or the outcome that ends the attempt. */

import type { Request, Wake } from '../request.ts';

/** `onward`, `parked`, or an Outcome above 0. */
export type Verdict = number;
export const onward: Verdict = -1;
export const parked: Verdict = -2;

export interface Step {
  begin(request: Request): Verdict;
  resume(request: Request, what: Wake): Verdict;
  /** A statement whose connection was borrowed for it alone, as `pool.query()` does. */
  readonly alone?: boolean;
}
