/** Promises, claims and alert conditions: one small grammar, "p99(api) < 250ms", read here and judged against a result. */

import type { Shape } from './shape.ts';
import type { Duration } from './units/time.ts';

/** What a condition looks at and the limit it holds it against. */
export interface Condition {
  readonly measure: string;
  /** The class, pool or database it is about. */
  readonly of: string;
  readonly part: 'latency' | 'wait' | 'hold';
  /** A failure kind, for `failures(class, kind)`. */
  readonly kind: string | null;
  /** For `recovered(class, within: 60s)`. */
  readonly within: Duration | null;
  readonly compare: '<' | '<=' | '>' | '>=' | '==' | 'between' | 'holds';
  /** In the unit of the measure: ms, fraction, count, per second, seconds. */
  readonly limit: number;
  /** The upper end of `between`. */
  readonly upper: number | null;
}

export interface PromisePlan {
  readonly text: string;
  readonly condition: Condition;
  /** `@95%`: must hold at this confidence over replications; null: in the one run. */
  readonly confidence: number | null;
}

export interface Claim {
  readonly text: string;
  readonly condition: Condition;
  /** The published figure, as written. */
  readonly published: string;
}

export interface Alert {
  readonly name: string;
  readonly when: string;
  readonly condition: Condition;
  /** It fires when the condition has held for this long. */
  readonly for: Duration;
}

export declare const promiseShape: Shape<PromisePlan>;
export declare const claimShape: Shape<Claim>;
export declare const alertShape: Shape<Alert>;
