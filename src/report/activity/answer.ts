/** A statement that somebody types into a database client, with the table that it answers. */

/** `numbers` are the columns that stand on the right. */
export interface Answer {
  readonly asks: string;
  readonly sql: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
}

/** How often each key occurs, the most frequent first, then by name. */
export function countedBy<T>(all: readonly T[], key: (one: T) => string): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Seconds as PostgreSQL prints an interval: "00:04:12.345", "2 days 01:00:00". */
export function intervalText(seconds: number): string {
  const ticks = Math.max(0, Math.round(seconds * 1000));
  const days = Math.floor(ticks / 86_400_000);
  const whole = Math.floor(ticks / 1000) % 86_400;
  const rest = ticks % 1000 === 0 ? '' : `.${String(ticks % 1000).padStart(3, '0')}`;
  return `${days === 0 ? '' : `${days} day${days === 1 ? '' : 's'} `}${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}${rest}`;
}

/** A fraction as a percentage with one decimal, as round(100.0 * a / b, 1) gives it; '' where there is no limit. */
export const percentText = (part: number, whole: number | null): string => (whole === null ? '' : (Math.round((1000 * part) / whole) / 10).toFixed(1));
