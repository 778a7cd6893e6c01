/** Promises, claims and alert conditions: one small grammar, "p99(api) < 250ms", read here and judged in promise/judge.ts. */

import { type GrammarResult, parseCondition, type ReadCondition, type Use } from './promise/grammar.ts';
import type { About } from './promise/measures.ts';
import { describe, optional, type Place, type Shape, shape, turned, withDefault } from './shape.ts';
import { isTable, record } from './shape/tables.ts';
import { duration, text } from './shape/values.ts';
import type { Duration } from './units/time.ts';

/** What a condition looks at and the limit it holds it against. */
export interface Condition {
  readonly measure: string;
  /** The class, pool, database or alert it is about. */
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
  /** `in 90% of runs`: must hold in this share of all possible runs. Without it, what is promised follows from the measure (run/promised.ts). */
  readonly ofRuns?: number;
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

/** Where the name in a condition must exist. */
const referred: { readonly [about in About]: string } = { class: 'classes', pool: 'poolsOrPoolers', database: 'databasesOrPoolers', either: 'poolsOrDatabases', alert: 'alerts' };

const longest = 500;

interface Written extends ReadCondition {
  readonly text: string;
}

/** Text that is a condition; it records the name it is about as a reference. */
const conditionText = (says: string, use: Use, examples: readonly string[]): Shape<Written> =>
  shape(says, { type: 'string', examples }, (value: unknown, here: Place) => {
    if (typeof value === 'string' && value.length > longest) return here.wrong(`a condition has at most ${longest} characters`);
    if (typeof value !== 'string') return here.wrong(`expected a condition like "${examples[0]}", found ${describe(value)}`);
    const parsed: GrammarResult = parseCondition(value, use);
    if (!parsed.ok) return here.wrong(parsed.says);
    here.refer(referred[parsed.read.about], parsed.read.condition.of);
    return { ...parsed.read, text: value.trim() };
  });

/** What is said of a claim or an alert that asks for a confidence. */
const aboutOne = (what: string, { ofRuns }: Written): string => (ofRuns === null ? `${what} has no confidence: take the @ away` : `${what} is about one run: take "in … of runs" away`);

const promised = turned(conditionText('what must hold', 'final', ['p99(api) < 250ms', 'failedShare(api) < 1%', 'recovered(api, within: 60s)']), ({ text: written, condition, confidence, ofRuns }): PromisePlan => ({ text: written, condition, confidence, ...(ofRuns === null ? {} : { ofRuns }) }));

/** A promise: text, or `{ promise: text }`. */
export const promiseShape: Shape<PromisePlan> = textOrTable(promised, turned(record('a promise', { promise: promised }), ({ promise }) => promise));

const claimed = turned(conditionText('a published figure with its tolerance', 'final', ['failedShare(api) between 15% and 17%']), (read, here) =>
  read.confidence === null ? read : here.wrong(aboutOne('a claim', read)));

/** A claim: `{ claim: text, published: "16-17 %" }`, or text alone, which then is its own published figure. */
export const claimShape: Shape<Claim> = textOrTable(
  turned(claimed, ({ text: written, condition, limitText }) => ({ text: written, condition, published: limitText })),
  turned(record('a claim', { claim: claimed, published: optional(text('the published figure, as written')) }), ({ claim, published }) => ({
    text: claim.text, condition: claim.condition, published: published ?? claim.limitText,
  })),
);

/** An alert: it fires when its condition on the simulated metrics has held for a while. */
export const alertShape: Shape<Alert> = turned(
  record('an alert', {
    name: text('a name for the alert'),
    when: conditionText('the condition it watches', 'live', ['utilisation(main) > 80%', 'waiting(main) > 0']),
    for: withDefault(duration('fires when the condition has held for this long'), 0, '0s'),
  }),
  (read, here) => (read.when.confidence === null ? { name: read.name, when: read.when.text, condition: read.when.condition, for: read.for } : here.at('when').wrong(aboutOne('an alert', read.when))),
);

/** Text is the short way of writing; a table the long one. Text with a colon that lacks its quotes is a table to YAML, with half of a condition as its key. */
function textOrTable<T>(short: Shape<T>, long: Shape<T>): Shape<T> {
  return shape(short.says, { anyOf: [short.schema, long.schema] }, (value, here) => {
    if (!isTable(value)) return short.read(value, here);
    const [[key = '', rest] = []] = Object.entries(value);
    return /\([^)]*$/.test(key) ? here.wrong(`put it in quotes, because of its colon: "${key}: ${String(rest)}"`) : long.read(value, here);
  });
}
