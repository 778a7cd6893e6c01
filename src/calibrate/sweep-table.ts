/** A table of a client sweep: CSV (or semicolons, or tabs) with a header; clients and a throughput or a latency in each row, perhaps the server's processor time and the cores. */

import { brief } from '../units/text.ts';
import { type Column, columnsOf, type Header } from './columns.ts';
import type { Gathered, InputFile, Observation, Slip } from './observation.ts';

export interface TableOptions {
  /** Columns by role, where the header does not say it: { tps: "w_tps" }. */
  readonly columns: { readonly [role: string]: string };
  /** Only rows whose cell in this column is this text. */
  readonly where: readonly { readonly column: string; readonly value: string }[];
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Cells of one line; a quoted cell may hold the separator, and a quote written twice (RFC 4180). */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (let i = 0; i < line.length; i++) {
    const letter = line[i] ?? '';
    if (letter === '"' && quoted && line[i + 1] === '"') cell += line[++i];
    else if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}

/** A number as people write it: "1,234", "26.8k", "1.05M", "5.6 ms" (then in ms); null when it is none. */
export function numberIn(text: string): { readonly value: number; readonly unitMs: number | null } | null {
  const found = /^([+-]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?)\s*([a-zµμ]*)$/i.exec(text.trim());
  if (found === null) return null;
  const value = Number((found[1] ?? '').replaceAll(',', ''));
  const unit = found[2] ?? '';
  const spans: { readonly [unit: string]: number } = { us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1000 };
  if (unit === '') return { value, unitMs: null };
  if (spans[unit] !== undefined) return { value, unitMs: spans[unit] };
  const times = { k: 1e3, K: 1e3, M: 1e6 }[unit];
  return times === undefined ? null : { value: value * times, unitMs: null };
}

/** Reads a table; every mistake with its line. */
export function sweepTable({ name, text }: InputFile, options: TableOptions): Gathered {
  const rows = text.replace(/^\uFEFF/, '').split(/\r?\n/).map((line, i) => ({ line: i + 1, text: line })).filter((row) => row.text.trim() !== '' && !row.text.trimStart().startsWith('#'));
  const first = rows[0];
  const wrong = (line: number, says: string): Gathered => ({ observations: [], slips: [{ file: name, line, says }], notes: [], cores: null, statements: [] });
  if (first === undefined) return wrong(1, 'the table is empty');
  const separator = [',', ';', '\t'].sort((a, b) => first.text.split(b).length - first.text.split(a).length)[0] ?? ',';
  const names = cellsOf(first.text, separator);
  const header = columnsOf(names, options.columns);
  const unknown = options.where.filter(({ column }) => !names.includes(column));
  const problems = [...header.problems, ...unknown.map(({ column }) => `--where ${column}=…: there is no such column; its columns are ${names.join(', ')}`)];
  if (problems.length > 0) return { ...wrong(first.line, ''), slips: problems.map((says) => ({ file: name, line: first.line, says })) };
  const chosen = rows.slice(1).map((row) => ({ line: row.line, cells: cellsOf(row.text, separator) })).filter(({ cells }) => options.where.every(({ column, value }) => cells[names.indexOf(column)] === value));
  if (chosen.length === 0) return wrong(first.line, options.where.length === 0 ? 'there is no row below the header' : `no row has ${options.where.map(({ column, value }) => `${column}=${value}`).join(' and ')}`);
  return new TableReader(name, header).read(chosen, names.length);
}

/** Turns rows into observations; gathers what is wrong with them. */
class TableReader {
  readonly #name: string;
  readonly #columns: Header['columns'];
  readonly #slips: Slip[] = [];
  readonly #notes: string[] = [];

  constructor(name: string, header: Header) {
    this.#name = name;
    this.#columns = header.columns;
  }

  read(rows: readonly Row[], width: number): Gathered {
    const { clients, tps, latency, cpu, cores, workload } = this.#columns;
    const latencyUnit = latency === undefined ? null : (latency.unitMs ?? this.#unitByLittle(rows, latency));
    const observations: Observation[] = [];
    const counts = new Set<number>();
    for (const row of rows) {
      const before = this.#slips.length;
      if (row.cells.length !== width) this.#wrong(row, `${row.cells.length} cells where the header has ${width}`);
      const n = this.#number(row, clients, 'a whole number of clients', (x) => Number.isInteger(x) && x >= 1 && x <= 1_000_000);
      const rate = this.#number(row, tps, 'transactions per second, above 0', (x) => x > 0);
      const latencyMs = this.#span(row, latency, latencyUnit);
      const cpuMs = this.#span(row, cpu, cpu?.unitMs ?? null);
      const core = this.#number(row, cores, 'a number of cores', (x) => x > 0);
      if (core !== null) counts.add(core);
      const perS = rate ?? (n !== null && latencyMs !== null ? (n / latencyMs) * 1000 : null);
      if (perS === null && this.#slips.length === before) this.#wrong(row, 'there is neither a throughput nor a latency in this row');
      if (n === null || perS === null || this.#slips.length > before) continue;
      observations.push({ clients: n, perS, latencyMs, percentilesMs: null, cpuMs, workload: workload === undefined ? null : (row.cells[workload.index] ?? null), from: `${this.#name}:${row.line}` });
    }
    if (counts.size > 1) this.#wrong(rows[0] as Row, `the runs were made on different numbers of cores (${[...counts].join(', ')}): choose with --where ${cores?.header}=${[...counts][0]}`);
    if (tps === undefined) this.#notes.push(`${this.#name}: no throughput in it, so it is taken as clients / latency`);
    return { observations, slips: this.#slips, notes: this.#notes, cores: counts.size === 1 ? ([...counts][0] ?? null) : null, statements: [] };
  }

  #wrong(row: Row, says: string): void {
    if (this.#slips.length < 10) this.#slips.push({ file: this.#name, line: row.line, says });
  }

  /** The number in a cell; null when the column or the cell is missing, or (told) when it is none. */
  #number(row: Row, column: Column | undefined, wanted: string, fits: (x: number) => boolean): number | null {
    const cell = column === undefined ? '' : (row.cells[column.index] ?? '');
    if (column === undefined || (cell === '' && wanted !== 'a whole number of clients')) return null;
    const read = numberIn(cell);
    if (read !== null && read.unitMs === null && fits(read.value)) return read.value;
    this.#wrong(row, `${column.header} is "${brief(cell)}": expected ${wanted}`);
    return null;
  }

  /** A span in ms. */
  #span(row: Row, column: Column | undefined, unitMs: number | null): number | null {
    const cell = column === undefined ? '' : (row.cells[column.index] ?? '');
    if (column === undefined || cell === '') return null;
    const read = numberIn(cell);
    const unit = read?.unitMs ?? unitMs;
    if (read !== null && read.value > 0 && unit !== null) return read.value * unit;
    this.#wrong(row, read === null || read.value <= 0 ? `${column.header} is "${brief(cell)}": expected a time above 0` : `"${column.header}" has no unit: name the column ${column.header}_ms, ${column.header}_us or ${column.header}_s`);
    return null;
  }

  /** A latency without a unit, told by Little's law from the throughput beside it: clients = throughput × latency. Null where that does not decide. */
  #unitByLittle(rows: readonly Row[], latency: Column): number | null {
    const { clients, tps } = this.#columns;
    if (tps === undefined || clients === undefined) return null;
    const ratios = rows.map(({ cells }) => (1000 * Number(cells[clients.index])) / (numberIn(cells[tps.index] ?? '')?.value ?? Number.NaN) / Number(cells[latency.index])).filter((x) => x > 0).sort((a, b) => a - b);
    const middle = ratios[Math.floor(ratios.length / 2)] ?? Number.NaN;
    const unit = ([['s', 1000], ['ms', 1], ['us', 1e-3]] as const).find(([, ms]) => middle / ms > 1 / 3 && middle / ms < 3);
    if (unit === undefined) return null;
    this.#notes.push(`${this.#name}: "${latency.header}" has no unit; it is in ${unit[0]}, for clients = throughput × latency (Little)`);
    return unit[1];
  }
}
