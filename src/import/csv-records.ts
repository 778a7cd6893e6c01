/** CSV (RFC 4180) line by line: quoted cells may hold separators, doubled quotes and line ends, so a record may need several lines. */

/** Gathers lines into records. Feed it every line; a record comes back when its last line is in. */
export class CsvRecords {
  readonly #separator: string;
  #cells: string[] = [];
  /** The quoted cell that has not ended yet. */
  #open: string | null = null;
  #line = 0;

  constructor(separator: string) {
    this.#separator = separator;
  }

  /** The line on which the last record began. */
  get line(): number {
    return this.#line;
  }

  /** Inside a quoted cell that has not ended: at the end of a file that is a mistake. */
  get unfinished(): boolean {
    return this.#open !== null;
  }

  /** The record that ends with this line, or null while a quoted cell goes on. */
  add(line: string, number: number): readonly string[] | null {
    if (this.#open === null) {
      this.#line = number;
      this.#cells = [];
      if (!line.includes('"')) return line.split(this.#separator);
    }
    let at = 0;
    if (this.#open !== null) at = this.#quoted(`${this.#open}\n`, line, 0);
    else at = this.#cell(line, 0);
    while (at >= 0 && at < line.length) at = this.#cell(line, at + 1);
    return at < 0 ? null : this.#cells;
  }

  /** Reads one cell from `from`; returns where its separator stands, the length of the line after the last, or -1 while it goes on. */
  #cell(line: string, from: number): number {
    if (line[from] === '"') return this.#quoted('', line, from + 1);
    const found = line.indexOf(this.#separator, from);
    const end = found < 0 ? line.length : found;
    this.#cells.push(line.slice(from, end));
    return end;
  }

  #quoted(begun: string, line: string, from: number): number {
    let text = begun;
    let at = from;
    for (;;) {
      const quote = line.indexOf('"', at);
      if (quote < 0) {
        this.#open = text + line.slice(at);
        return -1;
      }
      text += line.slice(at, quote);
      if (line[quote + 1] !== '"') {
        const found = line.indexOf(this.#separator, quote + 1);
        const end = found < 0 ? line.length : found;
        this.#open = null;
        this.#cells.push(text + line.slice(quote + 1, end));
        return end;
      }
      text += '"';
      at = quote + 2;
    }
  }
}

/** The separator of a header line: the one of comma, semicolon, tab and bar that it has most of. */
export function separatorOf(header: string): string {
  const counts = [',', ';', '\t', '|'].map((one) => ({ one, count: header.split(one).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one;
}

/** All records of a text with the lines they begin on, or the line of a quote that never ends. Empty lines are left out. */
export function csvOf(text: string): { readonly records: readonly { readonly line: number; readonly cells: readonly string[] }[] } | { readonly unfinished: number } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const reader = new CsvRecords(separatorOf(lines[0] ?? ''));
  const records: { line: number; cells: readonly string[] }[] = [];
  for (const [i, line] of lines.entries()) {
    if (line === '' && !reader.unfinished) continue;
    const cells = reader.add(line, i + 1);
    if (cells !== null) records.push({ line: reader.line, cells });
  }
  return reader.unfinished ? { unfinished: reader.line } : { records };
}
