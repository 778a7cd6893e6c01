/** How a law of chance is written in a scenario: a plain duration is constant, a table names the law: `{ exponential: 10ms }`. */

import { either, type Place, type Shape, saying, shape, turned, withDefault } from '../shape.ts';
import { isTable, keyed, listOf, record } from '../shape/tables.ts';
import { amount, count, duration, share } from '../shape/values.ts';
import { parseDuration } from '../units/text.ts';
import { type Duration, forever } from '../units/time.ts';
import { gammaFrom, hyperexponentialBalanced, type LawPlan, lognormalFrom, paretoFrom } from './samplers.ts';

const span = duration('a span of time like 10ms');
const positive = duration('a span of time above zero', { atLeast: 1 });
const optionalSpan = { ...positive, required: false, fallback: null } as Shape<Duration | null>;
const optionalNumber = (says: string, atLeast: number, atMost: number): Shape<number | null> => ({ ...amount(says, { atLeast, atMost }), required: false, fallback: null });

/** A plan, or the sentence that says why there is no such law. */
const orWrong = (made: LawPlan | string, here: Place): LawPlan | undefined => (typeof made === 'string' ? here.wrong(made) : made);

const given = <T extends object>(fields: T): Partial<{ [K in keyof T]: Exclude<T[K], null> }> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Partial<{ [K in keyof T]: Exclude<T[K], null> }>;

const exponential: Shape<LawPlan> = turned(positive, (mean) => ({ law: 'exponential' as const, mean }));

const uniform: Shape<LawPlan> = turned(listOf('two times, from and to', span, { atLeast: 2, atMost: 2 }), ([from = 0, to = 0], here) =>
  from <= to ? { law: 'uniform' as const, from, to } : here.wrong('the first time must not be later than the second'));

const lognormal: Shape<LawPlan> = turned(
  record('two of mean, median, p95, p99, or mean with cv2', {
    mean: optionalSpan, median: optionalSpan, p95: optionalSpan, p99: optionalSpan, cv2: optionalNumber('squared coefficient of variation', 1e-6, 1e4),
  }),
  (read, here) => (Object.keys(given(read)).length === 2 ? orWrong(lognormalFrom(given(read)), here) : here.wrong('a lognormal law needs exactly two of mean, median, p95, p99, cv2')),
);

const gamma: Shape<LawPlan> = turned(
  record('mean with shape (1: exponential, large: regular) or with cv2', { mean: positive, shape: optionalNumber('shape', 1e-3, 1e6), cv2: optionalNumber('squared coefficient of variation', 1e-6, 1e3) }),
  ({ mean, shape: k, cv2 }, here) => {
    if ((k === null) === (cv2 === null)) return here.wrong('a gamma law needs mean and one of shape or cv2');
    return orWrong(gammaFrom(k === null ? { mean, scv: cv2 ?? 1 } : { mean, shape: k }), here);
  },
);

const erlang: Shape<LawPlan> = turned(record('mean and number of phases', { mean: positive, phases: count('phases', { atLeast: 1, atMost: 1000 }) }), ({ mean, phases }, here) => orWrong(gammaFrom({ mean, shape: phases }), here));

const pareto: Shape<LawPlan> = turned(
  record('alpha with mean (alpha above 1) or with least', { alpha: amount('tail exponent', { atLeast: 0.1, atMost: 1000 }), mean: optionalSpan, least: optionalSpan }),
  ({ alpha, mean, least }, here) => {
    if ((mean === null) === (least === null)) return here.wrong('a pareto law needs alpha and one of mean or least');
    return orWrong(paretoFrom(mean === null ? { scale: least ?? 0, alpha } : { mean, alpha }), here);
  },
);

const phases = listOf('phases', record('one phase', { share: share('its share'), mean: positive }), { atLeast: 1, atMost: 64 });
const hyperexponential: Shape<LawPlan> = either('mean with cv2 (two phases, balanced means), or a list of phases', [
  { when: isTable, of: turned(record('mean and cv2', { mean: positive, cv2: amount('squared coefficient of variation', { atLeast: 1, atMost: 1e4 }) }), ({ mean, cv2 }, here) => orWrong(hyperexponentialBalanced(mean, cv2), here)) },
  { when: Array.isArray, of: turned(phases, (parts, here) => (sumsToOne(parts) ? { law: 'hyperexponential' as const, parts: [...parts] } : here.wrong('the shares of the phases must add up to 100%'))) },
]);

const sumsToOne = (parts: readonly { readonly share: number }[]): boolean => Math.abs(parts.reduce((sum, part) => sum + part.share, 0) - 1) < 1e-6;

/** A file with one time a line ("12ms"; a bare number is milliseconds; # begins a comment), or a list of times. */
const empirical: Shape<LawPlan> = either('the name of a file with one time a line, or a list of times', [
  { when: Array.isArray, of: turned(listOf('times', span, { atLeast: 1 }), (values) => ({ law: 'empirical' as const, values: [...values] })) },
  { when: (value) => typeof value === 'string', of: shape('the name of a file', { type: 'string' }, (value, here) => fromFile(String(value), here)) },
]);

function fromFile(name: string, here: Place): LawPlan | undefined {
  const found = here.found.fileText(name);
  if ('problem' in found) return here.wrong(found.problem);
  const values: number[] = [];
  for (const [i, line] of found.text.split(/\r?\n/).entries()) {
    const word = line.replace(/#.*/, '').trim();
    if (word === '') continue;
    const read = parseDuration(/^[0-9.]+$/.test(word) ? `${word}ms` : word);
    if (!read.ok) return here.wrong(`${name} line ${i + 1}: ${read.says}`);
    values.push(read.value);
  }
  return values.length > 0 ? { law: 'empirical', values } : here.wrong(`${name} has no times in it`);
}

const simple: { readonly [law: string]: Shape<LawPlan> } = { exponential, uniform, lognormal, gamma, erlang, pareto, hyperexponential, empirical };

const mixture: Shape<LawPlan> = turned(
  listOf('laws with their shares', record('one part', { share: share('its share'), of: plainOrNamed(simple) }), { atLeast: 1, atMost: 64 }),
  (parts, here) => (sumsToOne(parts) ? { law: 'mixture' as const, parts: [...parts] } : here.wrong('the shares of the mixture must add up to 100%')),
);

function plainOrNamed(named: { readonly [law: string]: Shape<LawPlan> }): Shape<LawPlan> {
  return either('a time like 10ms, or a law like { exponential: 10ms }', [
    { when: isTable, of: keyed('a law of chance', 'a law of chance', named) },
    { when: () => true, of: turned(span, (value) => ({ law: 'constant' as const, value })) },
  ]);
}

/** A time drawn from a law of chance. */
export const law = (says: string): Shape<LawPlan> => saying(says, plainOrNamed({ ...simple, mixture }));

/** A law with a default. */
export const lawOr = (says: string, fallback: LawPlan, shown: string): Shape<LawPlan> => withDefault(law(says), fallback, shown);

export const constantLaw = (value: Duration): LawPlan => ({ law: 'constant', value });
export const noTime: LawPlan = constantLaw(0);
/** Draws "never": where a timeout is a law, this one does not exist. */
export const foreverLaw: LawPlan = constantLaw(forever);
