/** The arrivals of a log to a trace file: read line by line, sorted in bounded memory, written whole or not at all, and told as the blocks of a scenario. */

import { basename, dirname, resolve } from 'node:path';
import type { ArrivalReader, ArrivalSink, ArrivalsFormat, ArrivalsInfo, ImportWords, Remark } from '../import/format.ts';
import { routeName } from '../import/route-names.ts';
import { oneLine, scalar } from '../import/yaml-text.ts';
import { Stream } from '../random/streams.ts';
import { wallClockIn } from '../reading/clock.ts';
import { localText } from '../reading/local-time.ts';
import { durationText, rateText } from '../units/text.ts';
import { Exit, orCannot, Stop } from './exit.ts';
import { Outbox } from './outbox.ts';
import { RowSorter } from './row-sorter.ts';
import { Progress } from './screen.ts';
import type { TextStream } from './text-stream.ts';

/** What came of a log. */
export interface TraceMade {
  readonly rows: number;
  readonly bad: number;
  readonly yaml: string;
  readonly remarks: readonly Remark[];
}

export interface TraceWords extends ImportWords {
  /** Whether arrivals within one step of a coarse clock are spread over it at random. */
  readonly spread?: 'random' | 'none' | undefined;
}

/** Bad lines that are told one by one; the rest is counted. */
const mostTold = 10;
/** Names of routes that are told apart while reading; what comes after is `other` at once. */
const mostNames = 100_000;
/** Routes that a trace keeps unless --top says otherwise. */
const usualTop = 50;
/** Clocks of whole seconds and coarser are spread, in µs. */
const coarse = 1e6;
const other = 'other';
/** Characters that are written together. */
const most = 1 << 16;

/** Hears arrivals, places them within the grain of their clock, and hands them to the sorter. */
class ArrivalBook implements ArrivalSink {
  readonly sorter: RowSorter;
  readonly names: string[] = [other];
  readonly counts: number[] = [0];
  readonly told: { readonly line: number; readonly says: string }[] = [];
  badLines = 0;
  spread = 0;
  readonly #numbers = new Map<string, number>([[other, 0]]);
  readonly #spreads: boolean;
  readonly #chance = new Stream('import/spread');

  constructor(sorter: RowSorter, spreads: boolean) {
    this.sorter = sorter;
    this.#spreads = spreads;
  }

  row(at: number, grain: number, route: string | null, cpu: number, blocked: number): void {
    const coarsely = grain >= coarse && this.#spreads;
    if (coarsely) this.spread++;
    this.sorter.add(coarsely ? at + Math.floor(this.#chance.uniform() * grain) : at, route === null ? -1 : this.#counted(route), cpu, blocked);
  }

  bad(line: number, says: string): void {
    this.badLines++;
    if (this.told.length < mostTold) this.told.push({ line, says });
  }

  #counted(route: string): number {
    let number = this.#numbers.get(route);
    if (number === undefined) {
      number = this.names.length < mostNames ? this.names.push(route) - 1 : 0;
      if (number > 0) this.#numbers.set(route, number);
    }
    this.counts[number] = (this.counts[number] ?? 0) + 1;
    return number;
  }
}

/** Reads a log and writes its trace to `out`. Stops with exit code 2 where the log is not what its format says. */
export async function importTrace(text: TextStream, file: string, format: ArrivalsFormat, words: TraceWords, out: string): Promise<TraceMade> {
  const box = new Outbox(dirname(resolve(out)));
  const sorter = new RowSorter((name) => orCannot('write', out, () => box.scratch(name)));
  const progress = new Progress();
  const book = new ArrivalBook(sorter, words.spread !== 'none');
  try {
    const reader = format.begin(words, { name: basename(file), text: text.head, whole: text.isShort }, book);
    if ('says' in reader) throw new Stop(Exit.badInput, `${file}:${reader.line}: ${reader.says}`);
    await text.lines((line, number) => reader.read(line, number), () => progress.show(text.share * 0.8, `${sorter.total} arrivals`));
    reader.end();
    checkRead(book, file, format.name);
    return written(book, reader, { file, out, box, words, progress });
  } finally {
    progress.done();
    sorter.close();
    box.discard();
    text.close();
  }
}

/** A file with more bad lines than good ones is something else. */
function checkRead(book: ArrivalBook, file: string, format: string): void {
  if (book.badLines < book.sorter.total || (book.badLines === 0 && book.sorter.total > 0)) return;
  const told = book.told.map(({ line, says }) => `${file}:${line}: ${oneLine(says)}`);
  const more = book.badLines > book.told.length ? [`${file}: ${book.badLines - book.told.length} more bad lines`] : [];
  throw new Stop(Exit.badInput, [...told, ...more, `${file}: read as ${format}, ${book.sorter.total} lines are good and ${book.badLines} bad; nothing was written. --as FORMAT reads it as something else.`].join('\n'));
}

interface Desk {
  readonly file: string;
  readonly out: string;
  readonly box: Outbox;
  readonly words: TraceWords;
  readonly progress: Progress;
}

function written(book: ArrivalBook, reader: ArrivalReader & ArrivalsInfo, desk: Desk): TraceMade {
  const { out, box, words, progress } = desk;
  const { sorter } = book;
  const kept = keptRoutes(book, words.top ?? usualTop);
  const file = orCannot('write', out, () => box.stream(basename(out)));
  const columns = ['arrival_s', ...(reader.hasRoutes ? ['route'] : []), ...(reader.hasCpu ? ['cpu_s'] : []), ...(reader.hasBlocked ? ['blocked_s'] : [])];
  let lines = `${columns.join(',')}\n`;
  let [base, last, done, unknown] = [Number.NaN, 0, 0, 0];
  for (const row of sorter.sorted()) {
    if (Number.isNaN(base)) base = reader.relative ? Math.min(0, row.at) : Math.floor(row.at / 1e6) * 1e6;
    last = row.at - base;
    lines += inSeconds(last);
    if (reader.hasRoutes) lines += `,${kept.names[row.route] ?? other}`;
    if ((reader.hasCpu && Number.isNaN(row.cpu)) || (reader.hasBlocked && Number.isNaN(row.blocked))) unknown++;
    if (reader.hasCpu) lines += `,${inSeconds(row.cpu || 0)}`;
    if (reader.hasBlocked) lines += `,${inSeconds(row.blocked || 0)}`;
    lines += '\n';
    if (lines.length >= most) {
      write(file, lines, out);
      lines = '';
      progress.show(0.8 + 0.2 * (done / sorter.total), `${sorter.total} arrivals, writing`);
    }
    done++;
  }
  write(file, lines, out);
  orCannot('write', out, () => file.close());
  orCannot('write', out, () => box.deliver());
  const note = (says: string): Remark => ({ sort: 'note', line: null, says });
  const remarks = [
    ...book.told.map(({ line, says }): Remark => ({ sort: 'note', line, says: `left out: ${oneLine(says)}` })),
    ...(book.badLines > book.told.length ? [note(`${book.badLines - book.told.length} more lines left out`)] : []),
    ...reader.remarks(),
    ...(book.spread > 0 ? [note(`the log has whole seconds: ${book.spread} arrivals were spread at random over theirs (--spread none leaves them together)`)] : []),
    ...(kept.lumped > 0 ? [note(`${kept.lumped} rarer routes with ${kept.lumpedRows} arrivals became "${other}" (--top N keeps more)`)] : []),
    ...(unknown > 0 ? [note(`${unknown} arrivals have no measured time: their demand is 0`)] : []),
    ...(sorter.spilled > 0 ? [note(`sorted on disk in ${sorter.spilled + 1} parts`)] : []),
  ];
  return { rows: sorter.total, bad: book.badLines, remarks, yaml: yamlOf(reader, desk, { rows: sorter.total, base, last, routes: reader.hasRoutes ? kept.list : [] }) };
}

const write = (file: { write(text: string): void }, text: string, out: string): void => orCannot('write', out, () => file.write(text));

/** Whole µs as seconds with six decimals. */
const inSeconds = (us: number): string => `${Math.floor(us / 1e6)}.${String(us % 1e6).padStart(6, '0')}`;

/** The most frequent routes by name; the others are lumped together. */
function keptRoutes(book: ArrivalBook, top: number): { readonly names: readonly string[]; readonly list: readonly { readonly name: string; readonly count: number }[]; readonly lumped: number; readonly lumpedRows: number } {
  const all = book.names.map((name, i) => ({ name, count: book.counts[i] ?? 0 })).filter((one) => one.count > 0 && one.name !== other).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const list = all.slice(0, top);
  const names = new Set(list.map((one) => one.name));
  const rest = all.slice(top).reduce((sum, one) => sum + one.count, 0);
  const others = rest + (book.counts[0] ?? 0);
  return { names: book.names.map((name) => (names.has(name) ? name : other)), list: others > 0 ? [...list, { name: other, count: others }] : list, lumped: Math.max(0, all.length - top), lumpedRows: rest };
}

/** Run, routes and traffic for the trace, ready to be pasted. */
function yamlOf(reader: ArrivalsInfo, { file, out, words }: Desk, made: { readonly rows: number; readonly base: number; readonly last: number; readonly routes: readonly { readonly name: string; readonly count: number }[] }): string {
  const zone = words.zone ?? 'UTC';
  const startMs = made.base / 1000;
  const starts = reader.relative ? '' : `starts: "${localText({ ms: wallClockIn(zone)?.localAt(startMs) ?? startMs, us: 0 })}", zone: ${scalar(zone)}, `;
  const pool = scalar(words.pool ?? 'main');
  const demands = `cpu: 1ms, blocked: 4ms`;
  const replaced = reader.hasCpu || reader.hasBlocked ? ' (the trace brings its own)' : '';
  const routes = made.routes.length > 0 ? made.routes : [{ name: 'request', count: made.rows }];
  const source = routeName(basename(file).replace(/\.gz$/, '').replace(/\.[^.]*$/, '')) || 'recorded';
  const rate = made.last > 0 ? `, ${rateText(made.rows / (made.last / 1e6))}` : '';
  return [
    `# ${made.rows} arrivals in ${durationText(made.last)}${rate}, from ${oneLine(file)}. The demands of the routes are yours to say${replaced}.`,
    `run: { ${starts}length: ${Math.ceil(made.last / 1e6) + 1}s }`,
    'routes:',
    ...routes.map(({ name, count }) => `  ${scalar(name)}: [ { query: { pool: ${pool}, ${demands} } } ]${made.routes.length > 0 ? `  # ${count} arrivals` : ''}`),
    'traffic:',
    `  ${scalar(source)}: { route: ${scalar(routes[0]?.name ?? 'request')}, trace: ${scalar(out)} }`,
    '',
  ].join('\n');
}
