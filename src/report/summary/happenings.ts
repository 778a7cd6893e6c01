/** What happened at known times, as short lines: failure windows, alerts, the timeline. */

import type { RunResult, TimelineEntry, WindowResult } from '../../result.ts';
import { type Clock, clockOf } from '../clock.ts';
import { lengthOf, troubles, troubleText } from '../spells.ts';
import { count, counted, oneLine, span } from '../wording.ts';

export interface Line {
  /** "23:00:05–23:12:32". */
  readonly when: string;
  readonly what: string;
  readonly tone: 'bad' | 'warm' | 'cool';
}

/** Above this many windows of one class or pool only their number matters. */
const mostOfOne = 3;

/** The windows of each class and pool: one by one, or as a single line where there are many. */
function windowsOf(result: RunResult, clock: Clock): (Line & { readonly fromS: number; readonly long: number })[] {
  const groups = new Map<string, WindowResult[]>();
  for (const window of troubles(result)) groups.set(`${window.what} ${window.of}`, [...(groups.get(`${window.what} ${window.of}`) ?? []), window]);
  return [...groups.values()].flatMap((windows) => {
    const [first] = windows;
    const toS = Math.max(...windows.map((one) => one.toS));
    if (first === undefined) return [];
    const tone = first.what === 'failures' ? 'bad' as const : 'warm' as const;
    if (windows.length <= mostOfOne) return windows.map((one) => ({ when: clock.between(one.fromS, one.toS), what: troubleText(one), tone, fromS: one.fromS, long: one.toS - one.fromS }));
    const spells = `, in ${count(windows.length)} spells${lengthOf(windows) < 1 ? '' : ` of ${span(lengthOf(windows))} in all`}`;
    const counts = windows.map((one) => one.count);
    const all = { ...first, toS: first.fromS, count: first.what === 'failures' ? counts.reduce((sum, n) => sum + n, 0) : Math.max(...counts) };
    return [{ when: clock.between(first.fromS, toS), what: troubleText(all) + spells, tone, fromS: first.fromS, long: toS - first.fromS }];
  });
}

/** Windows of trouble, the longest first, at most `most`; one more line counts the rest. */
export function windowLines(result: RunResult, most: number): Line[] {
  const clock = clockOf(result.run);
  const all = windowsOf(result, clock).toSorted((a, b) => b.long - a.long || a.fromS - b.fromS);
  const lines = all.slice(0, most).toSorted((a, b) => a.fromS - b.fromS).map(({ when, what, tone }): Line => ({ when, what, tone }));
  return all.length <= most ? lines : [...lines, { when: '', what: all.length - most === 1 ? 'and a shorter one' : `and ${count(all.length - most)} shorter ones`, tone: 'cool' }];
}

/** Alerts in order of firing, at most `most`. */
export function alertLines(result: RunResult, most: number): Line[] {
  const clock = clockOf(result.run);
  const lines = result.alerts.slice(0, most).map((one): Line => ({
    when: one.resolvedAtS === null ? `${clock.at(one.firedAtS)}–` : clock.between(one.firedAtS, one.resolvedAtS), what: `alert ${one.name}: ${one.when}`, tone: 'warm',
  }));
  return result.alerts.length <= most ? lines : [...lines, { when: '', what: `and ${counted(result.alerts.length - most, 'more alert')}`, tone: 'cool' }];
}

/** The same thing happening again and again is one entry, with how often and when last; log lines are the same when only their numbers differ. */
function grouped(timeline: readonly TimelineEntry[], clock: Clock): TimelineEntry[] {
  const seen = new Map<string, { readonly first: TimelineEntry; times: number; lastS: number }>();
  for (const entry of timeline) {
    const key = `${entry.kind} ${entry.kind === 'log' ? entry.what.replace(/\d+/g, '#') : entry.what}`;
    const known = seen.get(key);
    if (known === undefined) seen.set(key, { first: entry, times: 1, lastS: entry.atS });
    else {
      known.times++;
      known.lastS = entry.atS;
    }
  }
  return [...seen.values()].map(({ first, times, lastS }) => (times === 1 ? first : { ...first, untilS: null, what: `${count(times)} times, the last at ${clock.at(lastS)}: ${first.what}` }));
}

/** Incidents, cron ticks and log lines in order of time, at most `most`; alerts have lines of their own. */
export function timelineLines(result: RunResult, most: number): Line[] {
  const clock = clockOf(result.run);
  const all = grouped(result.timeline.filter((entry) => entry.kind !== 'alert'), clock);
  const kept = all.length <= most ? all : [...all.filter((one) => one.kind === 'incident'), ...all.filter((one) => one.kind !== 'incident')].slice(0, most);
  const lines = kept.toSorted((a, b) => a.atS - b.atS).map((one): Line => ({
    when: one.untilS === null ? clock.at(one.atS) : clock.between(one.atS, one.untilS), what: `${one.kind} ${oneLine(one.what)}`, tone: one.kind === 'incident' ? 'warm' : 'cool',
  }));
  return all.length <= most ? lines : [...lines, { when: '', what: `and ${count(all.length - most)} more on the timeline`, tone: 'cool' }];
}
