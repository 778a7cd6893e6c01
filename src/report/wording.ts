/** Numbers as people read them: counts with thousands, spans with the unit that fits, shares that never round a failure to nothing. */

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** A whole number with commas: 24310 becomes "24,310"; from ten million on "12.3M". */
export function count(n: number): string {
  const size = Math.abs(n);
  if (size >= 1e10) return `${trimmed((n / 1e9).toFixed(1))}G`;
  if (size >= 1e7) return `${trimmed((n / 1e6).toFixed(1))}M`;
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A count and its noun: "1 request", "24,310 requests". The plural is the noun with an s unless given. */
export const counted = (n: number, noun: string, plural = `${noun}s`): string => `${count(n)} ${Math.round(n) === 1 ? noun : plural}`;

/** A level or rate to about three digits: "0.04", "3.7", "41.2", "1,204"; "–" when there is none. */
export function level(x: number | null): string {
  if (x === null) return '–';
  const size = Math.abs(x);
  if (size >= 100) return count(x);
  if (size === 0) return '0';
  return size < 0.005 ? '<0.01' : trimmed(x.toFixed(size >= 10 ? 1 : 2));
}

/** A fraction as a percentage: "14.7%"; what is not quite nothing or all says so ("<0.1%", ">99.9%"). */
export function share(x: number): string {
  if (x === 0) return '0%';
  if (x > 0 && x < 0.001) return '<0.1%';
  if (x < 1 && x > 0.999) return '>99.9%';
  return `${trimmed((x * 100).toFixed(Math.abs(x) >= 0.2 ? 0 : 1))}%`;
}

/** Milliseconds in the unit that fits, to about three digits: "0.42 ms", "212 ms", "5.03 s", "4 min 5 s"; "–" when there is none. */
export function millis(ms: number | null): string {
  if (ms === null) return '–';
  if (ms >= 120_000) return span(ms / 1000);
  if (ms >= 999.5) return `${trimmed((ms / 1000).toFixed(ms >= 9995 ? 1 : 2))} s`;
  if (ms >= 99.95) return `${ms.toFixed(0)} ms`;
  return ms > 0 && ms < 0.005 ? '<0.01 ms' : `${trimmed(ms.toFixed(ms >= 9.995 ? 1 : 2))} ms`;
}

const parts = [['d', 86_400], ['h', 3600], ['min', 60], ['s', 1]] as const;

/** Seconds in the two largest units that matter: "5 s", "12 min 27 s", "1 h 3 min". Below ten seconds to a tenth, below one in ms. */
export function span(seconds: number): string {
  if (seconds < 1) return millis(seconds * 1000);
  if (seconds < 9.95) return `${trimmed(seconds.toFixed(1))} s`;
  const finest = seconds >= 86_400 ? 3600 : seconds >= 3600 ? 60 : 1;
  let rest = Math.round(seconds / finest) * finest;
  const words: string[] = [];
  for (const [unit, size] of parts) {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0) words.push(`${whole} ${unit}`);
  }
  return words.join(' ');
}

/** "a", "a and b", "a, b and c". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** The sentence with its first letter capital; names that begin it keep their own spelling. */
export const sentence = (text: string): string => (text === '' ? '' : text[0]?.toUpperCase() + text.slice(1));

/** Text from outside on one line, without control characters that could move a terminal's cursor. */
export const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
