/** Numbers in running text, as people read them: counts with thousands, spans in the unit that fits. Text that is read back in has `text.ts`. */

/** Digits without the zeros that say nothing: "1.50" becomes "1.5". */
export const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** Digits in groups of three: "15218.2" becomes "15,218.2". */
export const grouped = (digits: string): string => digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');

/** Milliseconds in the unit that fits, to about three digits: "0.42 ms", "212 ms", "5.03 s", "4 min 5 s"; "–" when there is none. */
export function millis(ms: number | null): string {
  if (ms === null) return '–';
  if (ms >= 119_950) return span(ms / 1000);
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

/** Seconds to four digits, so that what stands beside a limit shows on which side it lies: "0.023 ms", "195.6 ms", "42.82 s"; from a minute on "12 min 28 s". */
export function exactSpan(seconds: number): string {
  if (seconds >= 60) return span(seconds);
  return seconds < 1 ? `${Number((seconds * 1000).toPrecision(4))} ms` : `${Number(seconds.toPrecision(4))} s`;
}
