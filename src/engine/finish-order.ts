/**
 * Who finishes first: jobs by tag, then by order of joining. The nearest few stand in a short row, the nearest at its end, where joining shifts a
 * few neighbours and leaving shifts nobody; everyone behind them waits in a binary heap. With a dozen jobs inside, which is the rule, a row
 * costs a third of a heap, because its branches can be foreseen.
 */

/** The number of a job: small, and used again by whoever hands them out. */
export type Job = number;

/** Jobs in the row. */
const rowLength = 32;
const inRow = -1;

export class FinishOrder {
  count = 0;
  /** By job: its tag. Whoever calls `join` writes it here first: a double in a call would be boxed. */
  tags = new Float64Array(16);
  /** By job: its number among all that ever joined, and its position in the heap (or `inRow`). */
  #numbers = new Float64Array(16);
  #places = new Int32Array(16);
  #joined = 0;
  /** The nearest jobs, the farthest of them first; nobody in the heap is nearer. */
  readonly #row = new Int32Array(rowLength);
  #rowCount = 0;
  #heap = new Int32Array(16);
  #heapCount = 0;

  /** The job with the least tag; ask only when somebody is here. */
  get first(): Job {
    return this.#row[this.#rowCount - 1] as Job;
  }

  /** The job whose tag is in `tags` joins, behind those of the same tag. */
  join(job: Job): void {
    const { tags } = this;
    const row = this.#row;
    const tag = tags[job] as number;
    this.#numbers[job] = this.#joined++;
    this.count++;
    let at = this.#rowCount;
    if (at === rowLength || this.#heapCount > 0) {
      if (!(tag < (tags[row[0] as Job] as number))) return this.#rise(this.#heapCount++, job);
      if (at === rowLength) at = this.#makeRoom();
    }
    this.#places[job] = inRow;
    this.#rowCount = at + 1;
    for (; at > 0; at--) {
      const nearer = row[at - 1] as Job;
      if ((tags[nearer] as number) > tag) break;
      row[at] = nearer;
    }
    row[at] = job;
  }

  /** The first job is done. */
  leaveFirst(): void {
    this.count--;
    this.#rowCount--;
    if (this.#rowCount === 0 && this.#heapCount > 0) this.#comeForward();
  }

  /** A job leaves, wherever it stands. */
  leave(job: Job): void {
    const place = this.#places[job] as number;
    if (place !== inRow) {
      this.count--;
      this.#takeOut(place);
      return;
    }
    const row = this.#row;
    for (let at = row.indexOf(job) + 1; at < this.#rowCount; at++) row[at - 1] = row[at] as Job;
    this.leaveFirst();
  }

  /** Room for jobs numbered below `jobs`. */
  makeRoomFor(jobs: number): void {
    const tags = new Float64Array(jobs);
    const numbers = new Float64Array(jobs);
    const places = new Int32Array(jobs);
    const heap = new Int32Array(jobs);
    tags.set(this.tags);
    numbers.set(this.#numbers);
    places.set(this.#places);
    heap.set(this.#heap);
    this.tags = tags;
    this.#numbers = numbers;
    this.#places = places;
    this.#heap = heap;
  }

  /** Visits everyone, the row from its far end first. */
  sumOver(weight: (tag: number) => number): number {
    let sum = 0;
    for (let i = 0; i < this.#rowCount; i++) sum += weight(this.tags[this.#row[i] as Job] as number);
    for (let i = 0; i < this.#heapCount; i++) sum += weight(this.tags[this.#heap[i] as Job] as number);
    return sum;
  }

  /** The farthest of a full row goes to the heap. Returns how many stay. */
  #makeRoom(): number {
    const farthest = this.#row[0] as Job;
    this.#row.copyWithin(0, 1);
    this.#rise(this.#heapCount++, farthest);
    return rowLength - 1;
  }

  /** The row is empty: the first of the heap comes forward. */
  #comeForward(): void {
    const job = this.#heap[0] as Job;
    this.#takeOut(0);
    this.#places[job] = inRow;
    this.#row[0] = job;
    this.#rowCount = 1;
  }

  #takeOut(place: number): void {
    const last = this.#heap[--this.#heapCount] as Job;
    if (place === this.#heapCount) return;
    if (place > 0 && this.#isBefore(last, this.#heap[(place - 1) >> 1] as Job)) this.#rise(place, last);
    else this.#sink(place, last);
  }

  #isBefore(one: Job, other: Job): boolean {
    const tag = this.tags[one] as number;
    const otherTag = this.tags[other] as number;
    return tag < otherTag || (tag === otherTag && (this.#numbers[one] as number) < (this.#numbers[other] as number));
  }

  #rise(from: number, job: Job): void {
    const heap = this.#heap;
    let hole = from;
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      if (this.#isBefore(heap[above] as Job, job)) break;
      this.#put(hole, heap[above] as Job);
      hole = above;
    }
    this.#put(hole, job);
  }

  #sink(from: number, job: Job): void {
    const heap = this.#heap;
    let hole = from;
    for (let below = hole * 2 + 1; below < this.#heapCount; below = hole * 2 + 1) {
      if (below + 1 < this.#heapCount && this.#isBefore(heap[below + 1] as Job, heap[below] as Job)) below++;
      if (this.#isBefore(job, heap[below] as Job)) break;
      this.#put(hole, heap[below] as Job);
      hole = below;
    }
    this.#put(hole, job);
  }

  #put(place: number, job: Job): void {
    this.#heap[place] = job;
    this.#places[job] = place;
  }
}
