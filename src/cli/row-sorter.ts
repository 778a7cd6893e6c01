/**
 * Arrivals in order of time, however many: half a million are sorted in memory at once (16 MB), more go to disk as sorted runs that are merged at the end
 * (external merge sort: Knuth, The Art of Computer Programming 3, §5.4). Rows of the same time keep the order in which they came.
 */

import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { orCannot } from './exit.ts';

/** One arrival: µs, number of its route (−1: none), demands in µs (NaN: not known). */
export interface Row {
  readonly at: number;
  readonly route: number;
  readonly cpu: number;
  readonly blocked: number;
}

const fields = 4;
/** Rows of a run that are in memory while runs are merged. */
const window = 4096;

/** Takes rows in any order and gives them back sorted, once. `scratch` names a file to work in; it is called only when rows do not fit into memory. */
export class RowSorter {
  readonly #most: number;
  readonly #scratch: (name: string) => string;
  readonly #rows: Float64Array<ArrayBuffer>;
  readonly #runs: SortedRun[] = [];
  #count = 0;
  #total = 0;
  #inOrder = true;

  constructor(scratch: (name: string) => string, most = 1 << 19) {
    this.#scratch = scratch;
    this.#most = most;
    this.#rows = new Float64Array(most * fields);
  }

  get total(): number {
    return this.#total;
  }

  /** Runs on disk so far: 0 while everything fits into memory. */
  get spilled(): number {
    return this.#runs.length;
  }

  add(at: number, route: number, cpu: number, blocked: number): void {
    if (this.#count === this.#most) this.#spill();
    const base = this.#count * fields;
    if (this.#count > 0 && at < (this.#rows[base - fields] ?? 0)) this.#inOrder = false;
    this.#rows[base] = at;
    this.#rows[base + 1] = route;
    this.#rows[base + 2] = cpu;
    this.#rows[base + 3] = blocked;
    this.#count++;
    this.#total++;
  }

  /** All rows, the earliest first. */
  *sorted(): Generator<Row> {
    const last = this.#sortedRows();
    if (this.#runs.length === 0) {
      for (let i = 0; i < this.#count; i++) yield rowAt(last, i);
      return;
    }
    const sources: RowSource[] = [...this.#runs, new RowsInMemory(last, this.#count)].filter((source) => source.next());
    const heap = new SourceHeap(sources);
    for (let first = heap.first(); first !== null; first = heap.first()) {
      yield rowAt(first.rows, first.at);
      heap.advance();
    }
  }

  /** Lets go of the files. */
  close(): void {
    for (const run of this.#runs) run.close();
  }

  #spill(): void {
    const name = `run-${this.#runs.length}`;
    const path = this.#scratch(name);
    const rows = this.#sortedRows();
    this.#runs.push(orCannot('write', path, () => SortedRun.written(path, rows.subarray(0, this.#count * fields), this.#runs.length)));
    this.#count = 0;
    this.#inOrder = true;
  }

  #sortedRows(): Float64Array<ArrayBuffer> {
    if (this.#inOrder) return this.#rows;
    const order = Uint32Array.from({ length: this.#count }, (_, i) => i).sort((a, b) => (this.#rows[a * fields] ?? 0) - (this.#rows[b * fields] ?? 0) || a - b);
    const sorted = new Float64Array(this.#count * fields);
    for (const [to, from] of order.entries()) sorted.set(this.#rows.subarray(from * fields, (from + 1) * fields), to * fields);
    return sorted;
  }
}

const rowAt = (rows: Float64Array, i: number): Row => ({ at: rows[i * fields] ?? 0, route: rows[i * fields + 1] ?? -1, cpu: rows[i * fields + 2] ?? Number.NaN, blocked: rows[i * fields + 3] ?? Number.NaN });

/** Sorted rows of which one is at hand. `rank` settles ties: earlier runs came first. */
interface RowSource {
  readonly rows: Float64Array;
  readonly at: number;
  readonly rank: number;
  /** Goes to the next row; false at the end. */
  next(): boolean;
}

class RowsInMemory implements RowSource {
  readonly rows: Float64Array;
  readonly rank = Number.POSITIVE_INFINITY;
  at = -1;
  readonly #count: number;

  constructor(rows: Float64Array, count: number) {
    this.rows = rows;
    this.#count = count;
  }

  next(): boolean {
    return ++this.at < this.#count;
  }
}

class SortedRun implements RowSource {
  readonly rows = new Float64Array(window * fields);
  readonly rank: number;
  at = -1;
  readonly #file: number;
  #left: number;
  #here = 0;

  private constructor(file: number, count: number, rank: number) {
    this.#file = file;
    this.#left = count;
    this.rank = rank;
  }

  static written(path: string, rows: Float64Array<ArrayBuffer>, rank: number): SortedRun {
    const file = openSync(path, 'w+');
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, done);
    return new SortedRun(file, rows.length / fields, rank);
  }

  #read = 0;

  next(): boolean {
    if (++this.at < this.#here) return true;
    if (this.#left === 0) return false;
    const count = Math.min(window, this.#left);
    const bytes = new Uint8Array(this.rows.buffer, 0, count * fields * 8);
    for (let done = 0; done < bytes.length; ) done += readSync(this.#file, bytes, done, bytes.length - done, this.#read + done);
    this.#read += bytes.length;
    this.#left -= count;
    this.#here = count;
    this.at = 0;
    return true;
  }

  close(): void {
    closeSync(this.#file);
  }
}

const isBefore = (a: RowSource, b: RowSource): boolean => {
  const [mine, theirs] = [a.rows[a.at * fields] ?? 0, b.rows[b.at * fields] ?? 0];
  return mine === theirs ? a.rank < b.rank : mine < theirs;
};

/** A binary heap of sources by their row at hand. */
class SourceHeap {
  readonly #heap: RowSource[];

  constructor(sources: readonly RowSource[]) {
    this.#heap = [...sources];
    for (let i = this.#heap.length >> 1; i >= 0; i--) this.#sink(i);
  }

  first(): RowSource | null {
    return this.#heap[0] ?? null;
  }

  /** Moves the first source on by one row. */
  advance(): void {
    const [first] = this.#heap;
    if (first === undefined) return;
    if (!first.next()) {
      const last = this.#heap.pop();
      if (this.#heap.length === 0 || last === undefined) return;
      this.#heap[0] = last;
    }
    this.#sink(0);
  }

  #sink(from: number): void {
    for (let i = from; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        const [a, b] = [this.#heap[child], this.#heap[least]];
        if (a !== undefined && b !== undefined && isBefore(a, b)) least = child;
      }
      if (least === i) return;
      const moved = this.#heap[i] as RowSource;
      this.#heap[i] = this.#heap[least] as RowSource;
      this.#heap[least] = moved;
      i = least;
    }
  }
}
