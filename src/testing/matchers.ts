/**
 * Matchers for vitest (and jest): `expect.extend(promiseMatchers)`, then `expect(scenario).toHold('p99(checkout) < 1s')`. Nothing of vitest is loaded here;
 * its types learn of the matchers.
 */

import type {} from 'vitest';
import type { Given } from './base.ts';
import { type Held, holds, type HoldsOptions, holdsPromises } from './holds.ts';

/** What a matcher answers. */
interface Answer {
  readonly pass: boolean;
  readonly message: () => string;
}

const answer = ({ held, message }: Held): Answer => ({ pass: held, message: () => message });

/** For `expect.extend`. */
export const promiseMatchers = {
  /** `expect(scenario).toHold('p99(checkout) < 1s')`: the promise holds in a run of the scenario; with a confidence, over as many runs as it takes. */
  toHold: (scenario: Given, promise: string, options?: HoldsOptions): Answer => answer(holds(scenario, promise, options)),
  /** `expect('checkout.yaml').toHoldPromises()`: everything that the scenario promises holds. */
  toHoldPromises: (scenario: Given, options?: HoldsOptions): Answer => answer(holdsPromises(scenario, options)),
};

declare module 'vitest' {
  interface Matchers<T> {
    toHold(promise: string, options?: HoldsOptions): T;
    toHoldPromises(options?: HoldsOptions): T;
  }
}
