/** A column of numbers that grows: a typed array with room for more, trimmed when it is done. */

/** The typed arrays that a film is made of. */
export type Numbers = Uint8Array | Uint32Array | Float64Array;

export class Column<T extends Numbers> {
  length = 0;
  #numbers: T;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T, room = 1024) {
    this.#make = make;
    this.#numbers = make(room);
  }

  add(value: number): void {
    if (this.length === this.#numbers.length) this.#grow();
    this.#numbers[this.length++] = value;
  }

  at(index: number): number {
    return this.#numbers[index] as number;
  }

  /** What was added, in an array of exactly that length. */
  done(): T {
    return this.#numbers.slice(0, this.length) as T;
  }

  #grow(): void {
    const larger = this.#make(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}

export const bytes = (length: number): Uint8Array => new Uint8Array(length);
export const wholes = (length: number): Uint32Array => new Uint32Array(length);
export const doubles = (length: number): Float64Array => new Float64Array(length);
