/**
 * Simulated time: whole microseconds since the start of the run. Ties are exact and sums are exact up to 2^53 µs (285 years).
 * The optional tags let the compiler tell a point in time from a span; arithmetic on either gives a plain number again.
 */

/** A point in simulated time, in whole microseconds since the start of the run. */
export type Instant = number & { readonly __time?: 'instant' };
/** A span of simulated time in microseconds; whole wherever it is scheduled. `forever` never ends. */
export type Duration = number & { readonly __time?: 'duration' };
/** Happenings per second. */
export type Rate = number & { readonly __rate?: 'per second' };

export const forever: Duration = Number.POSITIVE_INFINITY;
/** An instant that never comes. */
export const never: Instant = Number.POSITIVE_INFINITY;

export const microsecond = 1;
export const millisecond = 1_000;
export const second = 1_000_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** `n` milliseconds as a whole number of microseconds (rounded to the nearest). */
export const ms = (n: number): Duration => Math.round(n * millisecond);
/** `n` seconds as a whole number of microseconds (rounded to the nearest). */
export const seconds = (n: number): Duration => Math.round(n * second);
/** `n` minutes as a whole number of microseconds (rounded to the nearest). */
export const minutes = (n: number): Duration => Math.round(n * minute);

/** A span in milliseconds, for numbers that leave the house. `forever` stays infinite. */
export const inMs = (span: Duration): number => span / millisecond;
/** A span or instant in seconds, for numbers that leave the house. `forever` stays infinite. */
export const inSeconds = (span: Duration | Instant): number => span / second;
