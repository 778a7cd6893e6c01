/**
 * Access logs of nginx, Apache and their like in the common and the combined format, with whatever stands before and after. A request time at the end of
 * the line moves the arrival where it belongs: nginx writes the line, and its time, when the answer is out; Apache's %t is when the request came in.
 * Source: nginx `ngx_http_log_module` ($time_local, $request_time), Apache `mod_log_config` (%t, %D).
 */

import { type WallClock, wallClockIn } from '../../reading/clock.ts';
import { type ArrivalReader, type ArrivalSink, type ArrivalsFormat, type ArrivalsInfo, headLines, type ImportWords, type Remark } from '../format.ts';
import { requestRoute } from '../route-names.ts';
import { demandOf, spanOf } from '../spans.ts';
import { stampOf } from '../time-stamp.ts';

const form = /\[(\d{2}\/[A-Z][a-z]{2}\/\d{4}:[\d:.]+ [+-]\d{4})\] "((?:[^"\\]|\\.)*)" (?:\d{3}|-) (?:\d+|-)(.*)$/;
const named = /(?:^|[\s"])(?:rt|request_time|req_time|reqtime|duration|urt)[=:]"?(\d+(?:\.\d+)?)/;

export const accessLog: ArrivalsFormat = {
  name: 'access-log',
  says: 'access logs in the common or combined format, with or without a request time at the end (nginx, Apache)',
  makes: 'trace',
  recognises: (head) => headLines(head).slice(0, 20).some((line) => form.test(line)),
  begin: (words, _head, sink) => new AccessLogReader(words, sink),
};

/** The request time after the usual fields: named, or the first bare number; its text tells the unit, seconds with a point (nginx) or whole µs (Apache's %D). */
function requestTime(rest: string): string | null {
  const byName = named.exec(rest);
  if (byName !== null) return byName[1] ?? null;
  const withoutQuotes = rest.replace(/"((?:[^"\\]|\\.)*)"/g, (_, inside: string) => (/^\d+(?:\.\d+)?$/.test(inside) ? inside : '"'));
  return withoutQuotes.split(/\s+/).find((word) => /^\d+(?:\.\d+)?$/.test(word)) ?? null;
}

class AccessLogReader implements ArrivalReader, ArrivalsInfo {
  readonly relative = false;
  readonly hasRoutes: boolean;
  readonly hasCpu: boolean;
  readonly hasBlocked: boolean;
  readonly #words: ImportWords;
  readonly #sink: ArrivalSink;
  readonly #clock: WallClock = wallClockIn('UTC') ?? { utcOf: (ms) => ms, localAt: (ms) => ms };
  #timed = 0;
  #moved = 0;
  #untimed = 0;
  #micros = 0;
  #lastText = '';
  #last: { readonly at: number; readonly grain: number } | null = null;

  constructor(words: ImportWords, sink: ArrivalSink) {
    this.#words = words;
    this.#sink = sink;
    this.hasRoutes = words.routes === true;
    this.hasCpu = words.durationAs === 'cpu';
    this.hasBlocked = words.durationAs === 'blocked';
  }

  read(line: string, number: number): void {
    if (line.trim() === '') return;
    const parts = form.exec(line);
    if (parts === null) return this.#sink.bad(number, 'no [time] "request" status bytes in it');
    const stamp = this.#stampOf(parts[1] ?? '');
    if (stamp === null) return this.#sink.bad(number, `[${parts[1]}] is not a time`);
    const text = requestTime(parts[3] ?? '');
    const micros = text !== null && !text.includes('.');
    const took = text === null ? Number.NaN : spanOf(text, this.#words.durationUnit ?? (micros ? 'us' : 's'));
    const moved = this.#words.timeIs === undefined ? text !== null && !micros : this.#words.timeIs === 'end';
    if (text === null) this.#untimed++;
    else this.#timed++;
    if (micros) this.#micros++;
    if (moved && text !== null) this.#moved++;
    const [method = '-', path = ''] = (parts[2] ?? '').split(' ');
    const route = this.hasRoutes ? (/^[A-Z]+$/i.test(method) ? requestRoute(method, path) : 'unnamed') : null;
    this.#sink.row(stamp.at - (moved && text !== null ? took : 0), stamp.grain, route, demandOf(took, this.#words.durationAs, 'cpu'), demandOf(took, this.#words.durationAs, 'blocked'));
  }

  end(): void {
    // Each line was whole in itself.
  }

  /** A busy server writes many lines with the same time. */
  #stampOf(text: string): { readonly at: number; readonly grain: number } | null {
    if (text !== this.#lastText) {
      this.#lastText = text;
      this.#last = stampOf(text, undefined, this.#clock);
    }
    return this.#last;
  }

  remarks(): readonly Remark[] {
    const note = (says: string): Remark => ({ sort: 'note', line: null, says });
    const remarks: Remark[] = [];
    if (this.#moved > 0) remarks.push(note(`${this.#moved} requests arrived at the logged time less their request time; --time-is start if the log tells when requests came in`));
    else if (this.#timed > 0) remarks.push(note('the logged time is taken as the arrival (Apache logs when a request came in); --time-is end if it is the time of the answer'));
    else remarks.push(note('without a request time, the logged time is taken as the arrival; nginx writes the line after the answer: add $request_time to its log_format'));
    if (this.#micros > 0) remarks.push(note("the request time is read as microseconds (Apache's %D); --duration-unit says otherwise"));
    if (this.#timed > 0 && this.#untimed > 0) remarks.push(note(`${this.#untimed} lines have no request time`));
    return remarks;
  }
}
