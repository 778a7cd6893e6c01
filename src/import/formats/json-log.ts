/** Logs with one JSON object a line: nginx with `escape=json`, Apache, Caddy, Traefik and most application loggers. Fields may lie inside others: "request.uri". */

import { type WallClock, wallClockIn } from '../../reading/clock.ts';
import { suggestion } from '../../shape.ts';
import { type ArrivalReader, type ArrivalSink, type ArrivalsFormat, type ArrivalsInfo, type Fault, type Head, headLines, type ImportWords, type Remark, type SpanUnit } from '../format.ts';
import { requestRoute, routeName } from '../route-names.ts';
import { demandOf, spanOf } from '../spans.ts';
import { stampOf, unitIn } from '../time-stamp.ts';

type Fields = { readonly [key: string]: unknown };

const times = ['time_iso8601', 'msec', '@timestamp', 'timestamp', 'StartUTC', 'StartLocal', 'time_local', 'time', 'ts', 'datetime', 'date'];
/** Fields that loggers fill when a request came in; the others are filled when its line is written. */
const starts = ['StartUTC', 'StartLocal', 'start', 'start_time', 'started_at', 'arrival'];
const spans = ['request_time', 'duration', 'Duration', 'duration_ms', 'durationMs', 'latency', 'latency_ms', 'latencyMs', 'response_time', 'responseTime', 'response_time_ms', 'elapsed', 'elapsed_ms', 'took', 'took_ms', 'upstream_response_time'];
const methods = ['request_method', 'method', 'request.method', 'http.request.method', 'RequestMethod', 'req.method'];
const paths = ['uri', 'request_uri', 'path', 'url', 'request.uri', 'url.path', 'RequestPath', 'req.url', 'http.url'];

export const jsonLog: ArrivalsFormat = {
  name: 'json-log',
  says: 'logs with one JSON object a line; --time-column, --duration-column and --route-column name other fields than the usual',
  makes: 'trace',
  recognises: (head) => headLines(head).slice(0, 5).some((line) => line.startsWith('{') && objectOf(line) !== null),
  begin: (words, head, sink) => {
    const columns = columnsOf(words, head);
    return 'says' in columns ? columns : new JsonLogReader(words, columns, sink);
  },
};

function objectOf(line: string): Fields | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

/** The value under a name, or under a path of names with dots; as text. */
function textAt(fields: Fields, name: string): string | null {
  let value: unknown = fields[name];
  if (value === undefined && name.includes('.')) value = name.split('.').reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? (part as Fields)[key] : undefined), fields);
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

interface Columns {
  readonly time: string;
  readonly took: string | null;
  readonly unit: SpanUnit;
  readonly guessedUnit: boolean;
  readonly relative: boolean;
}

function columnsOf(words: ImportWords, head: Head): Columns | Fault {
  const lines = headLines(head);
  const line = lines.findIndex((one) => objectOf(one) !== null);
  const first = objectOf(lines[line] ?? '') ?? {};
  const clock = wallClockIn(words.zone ?? 'UTC');
  if (clock === null) return { line: 1, says: `"${words.zone}" is not a time zone: write a name like UTC or Europe/Berlin` };
  const known = Object.keys(first);
  for (const asked of [words.timeColumn, words.durationColumn, words.routeColumn]) {
    if (asked !== undefined && textAt(first, asked) === null) return { line: line + 1, says: `there is no field "${asked}".${suggestion(asked, known)}` };
  }
  const time = words.timeColumn ?? times.find((name) => stampOf(textAt(first, name) ?? '', words.timeUnit, clock) !== null);
  if (time === undefined) return { line: line + 1, says: `none of the fields is a time I know: say which, --time-column NAME. Fields: ${known.join(', ')}` };
  const took = words.durationColumn ?? spans.find((name) => textAt(first, name) !== null) ?? null;
  const unit = words.durationUnit ?? (took === null ? 's' : usualUnit(took, textAt(first, took) ?? ''));
  return { time, took, unit: unit ?? 'ms', guessedUnit: unit === undefined, relative: stampOf(textAt(first, time) ?? '', words.timeUnit, clock)?.relative ?? false };
}

/** nginx and Caddy write seconds, Traefik's Duration is nanoseconds; a suffix of the name tells; undefined where nothing does. */
function usualUnit(name: string, text: string): SpanUnit | undefined {
  if (['request_time', 'upstream_response_time'].includes(name)) return 's';
  if (name === 'Duration') return 'ns';
  return unitIn(name) ?? (/[a-zµ]/i.test(text) || text.includes('.') ? 's' : undefined);
}

class JsonLogReader implements ArrivalReader, ArrivalsInfo {
  readonly relative: boolean;
  readonly hasRoutes: boolean;
  readonly hasCpu: boolean;
  readonly hasBlocked: boolean;
  readonly #words: ImportWords;
  readonly #columns: Columns;
  readonly #sink: ArrivalSink;
  readonly #clock: WallClock;
  readonly #atEnd: boolean;

  constructor(words: ImportWords, columns: Columns, sink: ArrivalSink) {
    this.#words = words;
    this.#columns = columns;
    this.#sink = sink;
    this.#clock = wallClockIn(words.zone ?? 'UTC') ?? { utcOf: (ms) => ms, localAt: (ms) => ms };
    this.#atEnd = columns.took !== null && (words.timeIs === undefined ? !starts.includes(columns.time) : words.timeIs === 'end');
    this.relative = columns.relative;
    this.hasRoutes = words.routes === true || words.routeColumn !== undefined;
    this.hasCpu = words.durationAs === 'cpu';
    this.hasBlocked = words.durationAs === 'blocked';
  }

  read(line: string, number: number): void {
    if (line.trim() === '') return;
    const fields = objectOf(line);
    if (fields === null) return this.#sink.bad(number, 'not a JSON object');
    const text = textAt(fields, this.#columns.time);
    const stamp = text === null ? null : stampOf(text, this.#words.timeUnit, this.#clock);
    if (stamp === null || stamp.relative !== this.relative) return this.#sink.bad(number, text === null ? `no field "${this.#columns.time}"` : `"${text}" is not a time`);
    const spent = this.#columns.took === null ? null : textAt(fields, this.#columns.took);
    const took = spent === null ? Number.NaN : spanOf(spent, this.#columns.unit);
    if (spent !== null && Number.isNaN(took) && spent !== '-') return this.#sink.bad(number, `${this.#columns.took} is "${spent}", not a span of time`);
    const at = this.#atEnd && !Number.isNaN(took) ? stamp.at - took : stamp.at;
    this.#sink.row(at, stamp.grain, this.hasRoutes ? this.#routeOf(fields) : null, demandOf(took, this.#words.durationAs, 'cpu'), demandOf(took, this.#words.durationAs, 'blocked'));
  }

  end(): void {
    // Each line was whole in itself.
  }

  #routeOf(fields: Fields): string {
    if (this.#words.routeColumn !== undefined) return routeName(textAt(fields, this.#words.routeColumn) ?? '');
    const request = textAt(fields, 'request')?.split(' ') ?? [];
    const first = (names: readonly string[]): string | null => names.map((name) => textAt(fields, name)).find((found) => found !== null) ?? null;
    const path = first(paths) ?? request[1];
    return path === undefined ? 'unnamed' : requestRoute(first(methods) ?? request[0] ?? 'GET', path);
  }

  remarks(): readonly Remark[] {
    const note = (says: string): Remark => ({ sort: 'note', line: null, says });
    const { time, took, unit, guessedUnit } = this.#columns;
    const arrival = this.#atEnd ? `an arrival is "${time}" less "${took}"` : `an arrival is "${time}"`;
    return [note(`${arrival}; --time-column, --duration-column and --time-is say otherwise`), ...(took !== null && guessedUnit ? [note(`"${took}" is read as ${unit}; --duration-unit says otherwise`)] : [])];
  }
}
