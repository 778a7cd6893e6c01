/** Moments of a run in words from outside a scenario file, as on the command line: "7m" from the start, or the wall clock of the run, "23:02". */

import type { RunPlan } from '../model/scenario.ts';
import { brief, durationText, parseDuration } from '../units/text.ts';
import { calendarOf, type InstantRead } from './clock.ts';

/** The instant that a word means in this run, or what is wrong with it. */
export function momentIn(run: RunPlan, word: string): InstantRead {
  if (!/[0-9]:[0-9]|^\s*[0-9]{4}-[0-9]/.test(word)) {
    const parsed = parseDuration(word);
    if (/^\s*[\d.]+\s*$/.test(word) && !parsed.ok) return { problem: parsed.says };
    if (!parsed.ok) return { problem: `"${brief(word)}" is neither a time of day like 23:02 nor a span from the start like 7m` };
    return parsed.value > run.length ? { problem: `${brief(word.trim())} is after the end: the run lasts ${durationText(run.length)}` } : { at: parsed.value };
  }
  const read = calendarOf(run.starts, run.zone, run.length);
  return read.ok ? read.calendar.instantOf(word) : { problem: read.says };
}
