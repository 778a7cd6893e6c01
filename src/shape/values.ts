/** Shapes of single values: text, numbers, words, times, rates, shares, sizes, and names of things declared elsewhere. */

import { describe, type Place, type Shape, shape, suggestion } from '../shape.ts';
import { durationText, type Parsed, parseDuration, parseRate, parseShare, parseSize, rateText } from '../units/text.ts';
import { day, type Duration, forever, type Instant, ms, type Rate, seconds } from '../units/time.ts';


export const text = (says: string): Shape<string> =>
  shape(says, { type: 'string' }, (value, here) => (typeof value === 'string' && value.trim() !== '' ? value : here.wrong(`expected text, found ${describe(value)}`)));

export const flag = (says: string): Shape<boolean> =>
  shape(says, { type: 'boolean' }, (value, here) => (typeof value === 'boolean' ? value : here.wrong(`expected true or false, found ${describe(value)}`)));

export interface Bounds {
  readonly atLeast?: number;
  readonly atMost?: number;
}

const bounded = (value: number, bounds: Bounds, show: (n: number) => string, here: Place): number | undefined => {
  if (bounds.atLeast !== undefined && value < bounds.atLeast) return here.wrong(`${show(value)} is too small: at least ${show(bounds.atLeast)}`);
  if (bounds.atMost !== undefined && value > bounds.atMost) return here.wrong(`${show(value)} is too large: at most ${show(bounds.atMost)}`);
  return value;
};

/** A whole number; bounds default to 0 … 10 million. */
export const count = (says: string, bounds: Bounds = {}): Shape<number> => {
  const limits = { atLeast: 0, atMost: 10_000_000, ...bounds };
  return shape(says, { type: 'integer', minimum: limits.atLeast, maximum: limits.atMost }, (value, here) =>
    typeof value === 'number' && Number.isInteger(value) ? bounded(value, limits, String, here) : here.wrong(`expected a whole number, found ${describe(value)}`));
};

/** Any finite number; bounds default to 0 … 1e12. */
export const amount = (says: string, bounds: Bounds = {}): Shape<number> => {
  const limits = { atLeast: 0, atMost: 1e12, ...bounds };
  return shape(says, { type: 'number', minimum: limits.atLeast, maximum: limits.atMost }, (value, here) =>
    typeof value === 'number' && Number.isFinite(value) ? bounded(value, limits, String, here) : here.wrong(`expected a number, found ${describe(value)}`));
};

/** One of a few words. */
export const oneOf = <const W extends string>(says: string, words: readonly W[]): Shape<W> =>
  shape(says, { enum: words }, (value, here) => {
    const word = words.find((w) => w === value);
    return word ?? here.wrong(`${describe(value)} is not known here.${suggestion(value, words)}`);
  });


const fromText = (value: unknown, parse: (text: string) => Parsed, example: string, here: Place): number | undefined => {
  const asText = typeof value === 'number' ? String(value) : value;
  if (typeof asText !== 'string') return here.wrong(`expected ${example}, found ${describe(value)}`);
  const parsed = parse(asText);
  return parsed.ok ? parsed.value : here.wrong(parsed.says);
};

export interface DurationOptions extends Bounds {
  /** The unit of a bare number, where a real library has one. Without it a bare number is a mistake. */
  readonly bare?: 'ms' | 's';
  /** Words such as `none` and, where the library says so, a bare 0 or -1, that mean "never ends". */
  readonly foreverAs?: readonly (string | number)[];
}

/** A span of time; bounds default to 0 … 10 years. */
export const duration = (says: string, options: DurationOptions = {}): Shape<Duration> => {
  const limits = { atLeast: 0, atMost: 3650 * day, ...options };
  const words = options.foreverAs ?? [];
  const schema = { anyOf: [{ type: 'string', examples: ['250ms', '45s', '1h30m'] }, ...(options.bare ? [{ type: 'number' }] : [])] };
  return shape(says, schema, (value, here) => {
    if (words.some((word) => word === value)) return forever;
    const bare = typeof value === 'number' && options.bare !== undefined && Number.isFinite(value);
    if (bare && value < 0) return here.wrong('a time cannot be negative');
    const span = bare ? (options.bare === 's' ? seconds(value) : ms(value)) : fromText(value, parseDuration, 'a time like 250ms or 45s', here);
    return span === undefined ? undefined : bounded(span, limits, durationText, here);
  });
};

/** A point in time: a span from the start of the run ("35m") or a wall-clock time ("23:30", "2024-06-15T23:30:15"). */
export const moment = (says: string): Shape<Instant> =>
  shape(says, { type: 'string', examples: ['35m', '23:30', '2024-06-15T23:30:15'] }, (value, here) => {
    if (typeof value !== 'string' || !/[0-9]:[0-9]|^\s*[0-9]{4}-[0-9]/.test(value)) return fromText(value, parseDuration, 'a time like 35m or 23:30', here);
    const found = here.found.instantOf(value);
    return 'at' in found ? found.at : here.wrong(found.problem);
  });

/** Happenings per second; bounds default to 0 … 10 million a second. */
export const rate = (says: string, bounds: Bounds = {}): Shape<Rate> =>
  shape(says, { type: 'string', examples: ['110/s', '2/min'] }, (value, here) => {
    const read = fromText(value, parseRate, 'a rate like 110/s', here);
    return read === undefined ? undefined : bounded(read, { atLeast: 0, atMost: 1e7, ...bounds }, rateText, here);
  });

/** A fraction from 0 to 1, written 5% or 0.05. */
export const share = (says: string, bounds: Bounds = {}): Shape<number> =>
  shape(says, { anyOf: [{ type: 'string', examples: ['5%'] }, { type: 'number' }] }, (value, here) => {
    const read = fromText(value, parseShare, 'a share like 5%', here);
    return read === undefined ? undefined : bounded(read, { atLeast: 0, atMost: 1, ...bounds }, (n) => `${Number((n * 100).toPrecision(6))}%`, here);
  });

/** A size in bytes. */
export const size = (says: string): Shape<number> =>
  shape(says, { type: 'string', examples: ['8MB'] }, (value, here) => fromText(value, parseSize, 'a size like 8MB', here));

/** The name of something declared elsewhere in the scenario: `to` is the top-level key it must stand under. */
export const nameIn = (to: string, says: string): Shape<string> =>
  shape(says, { type: 'string' }, (value, here) => {
    if (typeof value !== 'string') return here.wrong(`expected a name from ${to}, found ${describe(value)}`);
    here.refer(to, value);
    return value;
  });
