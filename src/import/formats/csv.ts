/** CSV with any header: a column of times (named, or guessed), perhaps of durations, routes and demands. A trace file of poolsim is one of these too. */

import { type WallClock, wallClockIn } from '../../reading/clock.ts';
import { suggestion } from '../../shape.ts';
import { CsvRecords, separatorOf } from '../csv-records.ts';
import { type ArrivalReader, type ArrivalSink, type ArrivalsFormat, type ArrivalsInfo, type Fault, type Head, headLines, type ImportWords, type Remark, type SpanUnit } from '../format.ts';
import { routeName } from '../route-names.ts';
import { demandOf, spanOf } from '../spans.ts';
import { stampOf, type TimeUnit, unitIn } from '../time-stamp.ts';

const times = ['arrival_s', 'arrival', 'arrived_at', 'arrived', 'timestamp', '@timestamp', 'ts', 'time', 'datetime', 'date_time', 'started_at', 'start_time', 'start', 'created_at', 'epoch', 'date'];

export const csv: ArrivalsFormat = {
  name: 'csv',
  says: 'CSV with a header and a column of times (epoch s, ms, µs, or ISO 8601); --time-column where its name is not the usual',
  makes: 'trace',
  recognises: (head) => {
    const [header = '', row = ''] = headLines(head);
    const separator = separatorOf(header);
    const [names, cells] = [cellsOf(header, separator), cellsOf(row, separator)];
    return names.length === cells.length && (names.length > 1 || times.includes(names[0]?.trim().toLowerCase() ?? ''));
  },
  begin: (words, head, sink) => {
    const plan = planOf(words, head);
    return 'says' in plan ? plan : new CsvReader(words, plan, sink);
  },
};

const cellsOf = (line: string, separator: string): readonly string[] => new CsvRecords(separator).add(line, 1) ?? [];

interface Column {
  readonly index: number;
  readonly name: string;
  readonly unit: SpanUnit;
}

interface Plan {
  readonly header: readonly string[];
  readonly separator: string;
  readonly clock: WallClock;
  readonly time: number;
  readonly timeUnit: TimeUnit | undefined;
  readonly relative: boolean;
  readonly guessed: boolean;
  readonly took: Column | null;
  readonly route: number;
  readonly cpu: Column | null;
  readonly blocked: Column | null;
}

function planOf(words: ImportWords, head: Head): Plan | Fault {
  const [top = '', first = ''] = headLines(head);
  const separator = separatorOf(top.replace(/^\uFEFF/, ''));
  const header = cellsOf(top.replace(/^\uFEFF/, ''), separator).map((cell) => cell.trim());
  const row = cellsOf(first, separator);
  const clock = wallClockIn(words.zone ?? 'UTC');
  if (clock === null) return { line: 1, says: `"${words.zone}" is not a time zone: write a name like UTC or Europe/Berlin` };
  for (const asked of [words.timeColumn, words.durationColumn, words.routeColumn, words.cpuColumn, words.blockedColumn]) {
    if (asked !== undefined && !header.includes(asked)) return { line: 1, says: `there is no column "${asked}".${suggestion(asked, header)}` };
  }
  const isTime = (index: number): boolean => stampOf(row[index] ?? '', words.timeUnit ?? unitIn(header[index] ?? ''), clock) !== null;
  const time = words.timeColumn === undefined ? guessTime(header, isTime) : header.indexOf(words.timeColumn);
  if (time < 0) return { line: 1, says: `none of the columns is a time by its name: say which, --time-column NAME. Columns: ${header.join(', ')}` };
  const timeUnit = words.timeUnit ?? unitIn(header[time] ?? '');
  const column = (name: string | undefined, usual: RegExp): Column | null | Fault => {
    const index = name === undefined ? header.findIndex((one) => usual.test(one)) : header.indexOf(name);
    if (index < 0) return null;
    const unit = words.durationUnit ?? unitIn(header[index] ?? '');
    const bare = /^[\d.]+$/.test(row[index]?.trim() ?? '');
    return unit === undefined && bare ? { line: 1, says: `"${header[index]}" has no unit in its name: say --duration-unit s, ms, us or ns` } : { index, name: header[index] ?? '', unit: unit ?? 's' };
  };
  const took = words.durationColumn === undefined ? null : column(words.durationColumn, /^$/);
  const cpu = column(words.cpuColumn, /^cpu_(?:s|ms|us)$/);
  const blocked = column(words.blockedColumn, /^blocked_(?:s|ms|us)$/);
  for (const one of [took, cpu, blocked]) if (one !== null && 'says' in one) return one;
  return {
    header, separator, clock, time, timeUnit, guessed: words.timeColumn === undefined, relative: stampOf(row[time] ?? '', timeUnit, clock)?.relative ?? false,
    took: took as Column | null, cpu: cpu as Column | null, blocked: blocked as Column | null, route: header.indexOf(words.routeColumn ?? 'route'),
  };
}

/** A column with a usual name and a time in it, or a usual name with a unit ("arrive_ms"), or the only column that holds dates. */
function guessTime(header: readonly string[], isTime: (index: number) => boolean): number {
  const names = header.map((name) => name.toLowerCase());
  const byName = times.map((name) => names.indexOf(name)).find((index) => index >= 0 && isTime(index));
  if (byName !== undefined) return byName;
  return names.findIndex((name, index) => /^(?:arriv|start|time|ts|epoch)\w*_(?:s|ms|us)$/.test(name) && isTime(index));
}

class CsvReader implements ArrivalReader, ArrivalsInfo {
  readonly relative: boolean;
  readonly hasRoutes: boolean;
  readonly hasCpu: boolean;
  readonly hasBlocked: boolean;
  readonly #words: ImportWords;
  readonly #plan: Plan;
  readonly #sink: ArrivalSink;
  readonly #records: CsvRecords;
  #first = true;

  constructor(words: ImportWords, plan: Plan, sink: ArrivalSink) {
    this.#words = words;
    this.#plan = plan;
    this.#sink = sink;
    this.#records = new CsvRecords(plan.separator);
    this.relative = plan.relative;
    this.hasRoutes = plan.route >= 0;
    this.hasCpu = plan.cpu !== null || words.durationAs === 'cpu';
    this.hasBlocked = plan.blocked !== null || words.durationAs === 'blocked';
  }

  read(line: string, number: number): void {
    if (line === '' && !this.#records.unfinished) return;
    const cells = this.#records.add(line, number);
    if (cells === null) return;
    if (this.#first) this.#first = false;
    else this.#record(cells, this.#records.line);
  }

  #record(cells: readonly string[], line: number): void {
    const { header, time, timeUnit, clock, took, cpu, blocked, route } = this.#plan;
    if (cells.length !== header.length) return this.#sink.bad(line, `${cells.length} cells where the header has ${header.length}`);
    const stamp = stampOf(cells[time] ?? '', timeUnit, clock);
    if (stamp === null || stamp.relative !== this.relative) return this.#sink.bad(line, `${header[time]} is "${cells[time]}", not a time like the first one`);
    const spanIn = (column: Column | null): number => (column === null ? Number.NaN : spanOf(cells[column.index] ?? '', column.unit));
    const spent = spanIn(took);
    for (const column of [took, cpu, blocked]) if (column !== null && Number.isNaN(spanIn(column))) return this.#sink.bad(line, `${column.name} is "${cells[column.index]}", not a span of time`);
    const at = took !== null && this.#words.timeIs === 'end' ? stamp.at - spent : stamp.at;
    const of = (column: Column | null, as: 'cpu' | 'blocked'): number => (column === null ? demandOf(spent, this.#words.durationAs, as) : spanIn(column));
    // A bare number of the recording's own clock has no grain to speak of: 12 s is 12 s.
    this.#sink.row(at, stamp.relative ? 1 : stamp.grain, route < 0 ? null : routeName(cells[route] ?? ''), of(cpu, 'cpu'), of(blocked, 'blocked'));
  }

  end(): void {
    if (this.#records.unfinished) this.#sink.bad(this.#records.line, 'a quoted cell begins here and never ends');
  }

  remarks(): readonly Remark[] {
    const { header, time, guessed } = this.#plan;
    return guessed ? [{ sort: 'note', line: null, says: `an arrival is the column "${header[time]}"; --time-column NAME takes another` }] : [];
  }
}
