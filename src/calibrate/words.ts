/** Figures of a calibration as text: times down to parts of a microsecond, and relative errors with their sign. */

import { level, millis } from '../report/wording.ts';

/** Milliseconds to three digits, in µs where they are short: "6.35 µs", "0.83 ms", "4.2 s". */
export const spanText = (ms: number | null): string => (ms !== null && ms > 0 && ms < 0.0995 ? `${Number((ms * 1000).toPrecision(3))} µs` : millis(ms));

/** A figure with its unit: 'ms', '1/s' or none. */
export const figureText = (unit: string, x: number): string => (unit === 'ms' ? spanText(x) : unit === '1/s' ? `${level(x)}/s` : String(Number(x.toPrecision(3))));

/** A relative error: "+1.5 %"; "–" for none. */
export const signedText = (error: number | null): string => (error === null ? '–' : `${error >= 0 ? '+' : '−'}${(Math.abs(error) * 100).toFixed(1)} %`);

/** A share to a tenth of a percent; "–" for none. */
export const percentText = (x: number | null): string => (x === null ? '–' : `${(x * 100).toFixed(1)} %`);
