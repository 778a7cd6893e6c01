/** Trace files: recorded arrivals as CSV with a header. `arrival_s` is required, `route`, `cpu_s` and `blocked_s` are optional; other columns are ignored. */

import { type Place, type Shape, shape } from '../shape.ts';
import { brief } from '../units/text.ts';
import { type Duration, second } from '../units/time.ts';
import type { TraceRows } from './traffic-plan.ts';

/** The name of a trace file; its rows must be in order of time. */
export const traceRows: Shape<TraceRows> = shape('a CSV file with arrival_s, and optionally route, cpu_s, blocked_s', { type: 'string' }, (value, here) => {
  if (typeof value !== 'string') return here.wrong('expected the name of a CSV file');
  const found = here.found.fileText(value);
  return 'problem' in found ? here.wrong(found.problem) : readTrace(value, found.text, here);
});

/** Mistakes in rows are told up to this many; the rest is counted. */
const mostComplaints = 10;
/** Ten years, in seconds. */
const latest = 3.2e8;

/** Gathers rows column by column. A cell that is wrong is told with its line. */
class Rows {
  readonly at: number[] = [];
  readonly route: string[] = [];
  readonly cpu: number[] = [];
  readonly blocked: number[] = [];
  wrong = 0;
  readonly #name: string;
  readonly #header: readonly string[];
  readonly #here: Place;
  readonly #routes = new Set<string>();

  constructor(name: string, header: readonly string[], here: Place) {
    this.#name = name;
    this.#header = header;
    this.#here = here;
  }

  add(line: string, number: number): void {
    const cells = line.split(',');
    if (cells.length !== this.#header.length) return this.#complain(number, `${cells.length} cells where the header has ${this.#header.length}`);
    const at = this.#span(cells, 'arrival_s', number);
    if (at < (this.at[this.at.length - 1] ?? 0)) this.#complain(number, 'arrival_s goes back in time');
    this.at.push(at);
    if (this.#header.includes('cpu_s')) this.cpu.push(this.#span(cells, 'cpu_s', number));
    if (this.#header.includes('blocked_s')) this.blocked.push(this.#span(cells, 'blocked_s', number));
    if (this.#header.includes('route')) this.#addRoute((cells[this.#header.indexOf('route')] ?? '').trim());
  }

  #addRoute(name: string): void {
    if (!this.#routes.has(name)) this.#here.refer('routes', name);
    this.#routes.add(name);
    this.route.push(name);
  }

  #span(cells: readonly string[], column: string, number: number): Duration {
    const cell = (cells[this.#header.indexOf(column)] ?? '').trim();
    const value = Number(cell);
    if (cell !== '' && value >= 0 && value <= latest) return Math.round(value * second);
    this.#complain(number, `${column} is "${brief(cell)}": expected seconds, 0 or more`);
    return this.at[this.at.length - 1] ?? 0;
  }

  #complain(number: number, says: string): void {
    this.wrong++;
    if (this.wrong <= mostComplaints) this.#here.wrong(`${this.#name} line ${number}: ${says}`);
  }
}

function readTrace(name: string, content: string, here: Place): TraceRows | undefined {
  const [first = '', ...lines] = content.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = first.split(',').map((cell) => cell.trim());
  if (!header.includes('arrival_s')) return here.wrong(`${name} line 1: a trace needs a column "arrival_s"; found ${brief(header.slice(0, 6).join(', ')) || 'nothing'}`);
  const rows = new Rows(name, header, here);
  for (const [i, line] of lines.entries()) if (line.trim() !== '') rows.add(line, i + 2);
  if (rows.wrong > mostComplaints) here.wrong(`${name}: ${rows.wrong - mostComplaints} more mistakes`);
  if (rows.wrong === 0 && rows.at.length === 0) here.wrong(`${name} has no rows below its header`);
  if (rows.wrong > 0 || rows.at.length === 0) return undefined;
  const orNull = <T>(list: readonly T[]): readonly T[] | null => (list.length > 0 ? list : null);
  return { at: rows.at, route: orNull(rows.route), cpu: orNull(rows.cpu), blocked: orNull(rows.blocked) };
}
