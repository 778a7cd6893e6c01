/** Round wall-clock times on the time axis of a run: every terminal line and every chart marks the same ones. */

import { clockOf, type ClockRun, dateFromDays } from './clock.ts';

export interface Tick {
  /** Seconds from the start of the run. */
  readonly atS: number;
  /** "23:05", "23:05:30", or "16 Jun" at midnight of a longer run. */
  readonly label: string;
}

const minute = 60;
const hour = 3600;
const day = 86_400;
const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
  hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (n: number): string => String(n).padStart(2, '0');

function labelOf(moment: number, step: number): string {
  const ofDay = moment - Math.floor(moment / day) * day;
  if (ofDay < 0.001 && (step >= day || step >= hour * 3)) {
    const date = dateFromDays(Math.round(moment / day));
    return `${date.day} ${months[date.month - 1]}`;
  }
  const hours = `${two(Math.floor(ofDay / hour))}:${two(Math.floor(ofDay / minute) % 60)}`;
  if (step >= minute) return hours;
  const whole = `${hours}:${two(Math.floor(ofDay) % 60)}`;
  return step >= 1 ? whole : `${whole}.${Math.round((ofDay - Math.floor(ofDay)) * 10)}`;
}

/** At most `most` round times within the run, evenly spaced; none when not even two would fit. */
export function ticksOf(run: ClockRun, most: number): Tick[] {
  const start = clockOf(run).startMs / 1000;
  const step = steps.find((size) => run.lengthS / size <= most) ?? Math.ceil(run.lengthS / most / day) * day;
  const ticks: Tick[] = [];
  for (let k = Math.ceil(start / step - 1e-9); k * step <= start + run.lengthS + 1e-9; k++) {
    const moment = Math.round(k * step * 10) / 10;
    ticks.push({ atS: Math.round((moment - start) * 1000) / 1000, label: labelOf(moment, step) });
  }
  return ticks;
}
