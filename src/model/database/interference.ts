/** Who slows whom: while statements of one class run, blocked time of others takes longer, as a scan that saturates the disks does. The factor is
 *  looked up when a blocked time begins and holds for all of it; where several classes slow one, the largest factor counts. */

export class Interference {
  /** How many times as long blocked time takes now, by class. */
  readonly factors: Float64Array;
  readonly #rules: (Float64Array | null)[];
  readonly #running: Int32Array;
  /** Whether anybody slows anybody. */
  any = false;

  constructor(classes: number) {
    this.factors = new Float64Array(classes).fill(1);
    this.#rules = new Array<Float64Array | null>(classes).fill(null);
    this.#running = new Int32Array(classes);
  }

  /** While statements of `classIndex` run, class i takes `times[i]` as long. */
  rule(classIndex: number, times: Float64Array): void {
    this.#rules[classIndex] = times;
    this.any = true;
  }

  begins(classIndex: number): void {
    if (this.#rules[classIndex] === null) return;
    this.#running[classIndex] = (this.#running[classIndex] as number) + 1;
    if (this.#running[classIndex] === 1) this.#weigh();
  }

  ends(classIndex: number): void {
    if (this.#rules[classIndex] === null) return;
    this.#running[classIndex] = (this.#running[classIndex] as number) - 1;
    if (this.#running[classIndex] === 0) this.#weigh();
  }

  #weigh(): void {
    this.factors.fill(1);
    for (const [slower, times] of this.#rules.entries()) {
      if (times === null || this.#running[slower] === 0) continue;
      for (let i = 0; i < times.length; i++) this.factors[i] = Math.max(this.factors[i] as number, times[i] as number);
    }
  }
}
