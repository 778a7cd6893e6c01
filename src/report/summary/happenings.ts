/** What happened at known times, as short lines: failure windows, alerts, the timeline. */

import type { RunResult, TimelineEntry } from '../../result.ts';
import { type Clock, clockOf } from '../clock.ts';
import { troubles, troubleText } from '../spells.ts';
import { count, oneLine } from '../wording.ts';

export interface Line {
  /** "23:00:05–23:12:32". */
  readonly when: string;
  readonly what: string;
  readonly tone: 'bad' | 'warm' | 'cool';
}

/** Windows of trouble, the longest first, at most `most`; one more line counts the rest. */
export function windowLines(result: RunResult, most: number): Line[] {
  const clock = clockOf(result.run);
  const all = troubles(result).toSorted((a, b) => (b.toS - b.fromS) - (a.toS - a.fromS) || a.fromS - b.fromS);
  const lines = all.slice(0, most).toSorted((a, b) => a.fromS - b.fromS).map((window): Line => ({
    when: clock.between(window.fromS, window.toS), tone: window.what === 'failures' ? 'bad' : 'warm',
    what: troubleText(window),
  }));
  return all.length <= most ? lines : [...lines, { when: '', what: `and ${count(all.length - most)} shorter ones`, tone: 'cool' }];
}

/** Alerts in order of firing, at most `most`. */
export function alertLines(result: RunResult, most: number): Line[] {
  const clock = clockOf(result.run);
  const lines = result.alerts.slice(0, most).map((one): Line => ({
    when: one.resolvedAtS === null ? `${clock.at(one.firedAtS)}–` : clock.between(one.firedAtS, one.resolvedAtS), what: `alert ${one.name}: ${one.when}`, tone: 'warm',
  }));
  return result.alerts.length <= most ? lines : [...lines, { when: '', what: `and ${count(result.alerts.length - most)} more alerts`, tone: 'cool' }];
}

/** The same thing happening again and again is one entry, with how often and when last. */
function grouped(timeline: readonly TimelineEntry[], clock: Clock): TimelineEntry[] {
  const seen = new Map<string, { readonly first: TimelineEntry; times: number; lastS: number }>();
  for (const entry of timeline) {
    const known = seen.get(`${entry.kind} ${entry.what}`);
    if (known === undefined) seen.set(`${entry.kind} ${entry.what}`, { first: entry, times: 1, lastS: entry.atS });
    else {
      known.times++;
      known.lastS = entry.atS;
    }
  }
  return [...seen.values()].map(({ first, times, lastS }) => (times === 1 ? first : { ...first, untilS: null, what: `${first.what} (${count(times)} times, the last at ${clock.at(lastS)})` }));
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
