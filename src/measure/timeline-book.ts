/** What happened when: incidents and jobs paired from beginning to end, log lines of libraries, alerts; in order of time. */

import type { AlertResult, TimelineEntry } from '../result.ts';
import { inSeconds, type Instant } from '../units/time.ts';

type Entry = { -readonly [field in keyof TimelineEntry]: TimelineEntry[field] };

/** A run may log a line for each of a million requests; the first ones tell the story. */
const mostLogs = 500;
const mostEntries = 5000;

/** Collects the entries of a run. What passes the limits is counted and told in one line. */
export class TimelineBook {
  readonly #entries: Entry[] = [];
  readonly #open = new Map<string, Entry>();
  #logs = 0;
  #omittedLogs: Entry | null = null;
  #omittedLogCount = 0;
  #omitted: Entry | null = null;
  #omittedCount = 0;

  /** A beginning opens an entry, its end closes it; an end without a beginning stands for itself. */
  noted(now: Instant, kind: 'incident' | 'cron', id: string, what: string, phase: 'begin' | 'end' | 'moment'): void {
    const key = `${kind} ${id}`;
    const begun = phase === 'end' ? this.#open.get(key) : undefined;
    if (begun !== undefined) {
      begun.untilS = inSeconds(now);
      this.#open.delete(key);
      return;
    }
    const entry = this.#add({ atS: inSeconds(now), untilS: null, kind, what });
    if (phase === 'begin' && entry !== null) this.#open.set(key, entry);
  }

  logged(now: Instant, of: string, text: string): void {
    if (this.#logs < mostLogs) {
      this.#logs += 1;
      this.#entries.push({ atS: inSeconds(now), untilS: null, kind: 'log', what: `${of}: ${text}` });
      return;
    }
    this.#omittedLogs ??= { atS: inSeconds(now), untilS: null, kind: 'log', what: '' };
    this.#omittedLogCount += 1;
  }

  /** Everything in order of time, alerts among it. */
  results(alerts: readonly AlertResult[]): TimelineEntry[] {
    const all: TimelineEntry[] = this.#entries.map(entry => ({ ...entry }));
    for (const alert of alerts) all.push({ atS: alert.firedAtS, untilS: alert.resolvedAtS, kind: 'alert', what: alert.name });
    if (this.#omittedLogs !== null) all.push({ ...this.#omittedLogs, what: `(${this.#omittedLogCount} more log lines)` });
    if (this.#omitted !== null) all.push({ ...this.#omitted, what: `(${this.#omittedCount} more entries)` });
    return all.sort((a, b) => a.atS - b.atS);
  }

  #add(entry: Entry): Entry | null {
    if (this.#entries.length - this.#logs < mostEntries) {
      this.#entries.push(entry);
      return entry;
    }
    this.#omitted ??= { ...entry };
    this.#omittedCount += 1;
    return null;
  }
}
