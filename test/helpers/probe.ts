/**
 * A second pair of eyes on a run: it hears every happening exactly (no histogram), passes it on to the product's own collector, and counts what
 * a result does not tell: who waited at all, how many waited longer than a given time, how long exactly n connections were out.
 */

import { type ClassView, Outcome, type RequestView, type Witness, type WorldView } from '../../src/model/happening.ts';

/** Count, sum and sum of squares of times in seconds, and how many were above each of some limits. */
export class Times {
  count = 0;
  sum = 0;
  squares = 0;
  max = 0;
  readonly limits: readonly number[];
  readonly above: number[];

  constructor(limits: readonly number[]) {
    this.limits = limits;
    this.above = limits.map(() => 0);
  }

  add(seconds: number): void {
    this.count++;
    this.sum += seconds;
    this.squares += seconds * seconds;
    if (seconds > this.max) this.max = seconds;
    const { limits, above } = this;
    for (let i = 0; i < limits.length; i++) if (seconds > (limits[i] as number)) above[i] = (above[i] as number) + 1;
  }

  get mean(): number {
    return this.sum / this.count;
  }

  /** Mean square distance from a known mean: without the bias that a mean of one's own would bring. */
  varianceAbout(mean: number): number {
    return this.squares / this.count - 2 * mean * this.mean + mean * mean;
  }

  /** Share of them above one of the limits. */
  shareAbove(limit: number): number {
    const at = this.limits.indexOf(limit);
    if (at < 0) throw new Error(`${limit} is not among the limits`);
    return (this.above[at] as number) / this.count;
  }
}

/** How long a whole quantity stood at each of its values, in seconds, from `from` on. */
export class Occupancy {
  value = 0;
  readonly #from: number;
  #since = 0;
  readonly #time: number[] = [];

  constructor(from: number) {
    this.#from = from;
  }

  add(now: number, delta: number): void {
    this.settle(now);
    this.value += delta;
  }

  /** Counts the time up to now. */
  settle(now: number): void {
    const since = this.#since > this.#from ? this.#since : this.#from;
    if (now > since) this.#time[this.value] = (this.#time[this.value] ?? 0) + now - since;
    this.#since = now;
  }

  /** Share of the time in which `holds` was true of the value. */
  shareWhere(holds: (value: number) => boolean): number {
    let [part, whole] = [0, 0];
    for (const [value, time] of this.#time.entries()) {
      whole += time ?? 0;
      if (holds(value)) part += time ?? 0;
    }
    return part / whole;
  }

  /** Time average of a function of the value. */
  mean(of: (value: number) => number = (value) => value): number {
    let [sum, whole] = [0, 0];
    for (const [value, time] of this.#time.entries()) {
      whole += time ?? 0;
      sum += of(value) * (time ?? 0);
    }
    return sum / whole;
  }
}

/** Limits in seconds at which a probe counts. */
export interface Limits {
  readonly wait?: readonly number[];
  readonly response?: readonly number[];
}

/** What a probe knows of one class: of its requests that arrived in measured time and have ended. */
export class ClassCounts {
  readonly name: string;
  /** Waiting of all that ended, of the served, of the failed. */
  readonly waitAll: Times;
  readonly waitServed: Times;
  readonly waitFailed: Times;
  readonly response: Times;
  readonly hold = new Times([]);
  readonly inside: Occupancy;
  /** Ended without any waiting, served. */
  servedAtOnce = 0;
  readonly outcomes: number[] = [];
  arrived = 0;
  retries = 0;
  /** Requests whose first attempt failed and was tried again. */
  triedAgain = 0;
  /** Work that arrived: the sum of what the requests drew, in seconds. */
  work = 0;

  constructor(view: ClassView, limits: Limits, from: number) {
    this.name = view.name;
    this.waitAll = new Times([]);
    this.waitServed = new Times(limits.wait ?? []);
    this.waitFailed = new Times([]);
    this.response = new Times(limits.response ?? []);
    this.inside = new Occupancy(from);
  }

  /** How many ended so. */
  ended(outcome: keyof typeof Outcome): number {
    return this.outcomes[Outcome[outcome]] ?? 0;
  }
}

/** What a request is besides what a witness may officially look at. */
interface Drawn {
  readonly demands: Float64Array;
  readonly attempts: number;
}

/** Thrown by a probe that has seen enough: the run ends there. */
export class Enough extends Error {}

export class Probe implements Witness {
  readonly #inner: Witness | null;
  readonly #limits: Limits;
  /** Measured time begins here, in seconds. */
  readonly from: number;
  /** Requests that arrive later do not count: time remains for those before them to end, so that slow ones are not missing. */
  readonly until: number;
  world: WorldView = { now: 0, classes: [], pools: [], databases: [] };
  classes: ClassCounts[] = [];
  /** Connections out, by pool, leaked ones included. */
  out: Occupancy[] = [];

  constructor(inner: Witness | null, measureFromS: number, limits: Limits = {}, untilS = Number.POSITIVE_INFINITY) {
    this.#inner = inner;
    this.#limits = limits;
    this.from = measureFromS;
    this.until = untilS;
  }

  get nowS(): number {
    return this.world.now / 1e6;
  }

  begins(world: WorldView): void {
    this.world = world;
    this.classes = world.classes.map((view) => new ClassCounts(view, this.#limits, this.from));
    this.out = world.pools.map(() => new Occupancy(this.from));
    this.#inner?.begins(world);
  }

  arrived(request: RequestView): void {
    const counts = this.classes[request.classIndex] as ClassCounts;
    counts.inside.add(this.nowS, 1);
    if (this.#counts(request)) {
      counts.arrived++;
      const { demands } = request as unknown as Drawn;
      for (let i = 0; i < demands.length; i++) counts.work += (demands[i] as number) / 1e6;
    }
    this.#inner?.arrived(request);
  }

  retried(request: RequestView, because: Outcome): void {
    const counts = this.classes[request.classIndex] as ClassCounts;
    if (this.#counts(request)) {
      counts.retries++;
      if ((request as unknown as Drawn).attempts === 1) counts.triedAgain++;
    }
    this.#inner?.retried(request, because);
  }

  ended(request: RequestView, outcome: Outcome, text: string): void {
    const counts = this.classes[request.classIndex] as ClassCounts;
    const now = this.nowS;
    counts.inside.add(now, -1);
    if (this.#counts(request)) {
      const waited = request.waited / 1e6;
      counts.outcomes[outcome] = (counts.outcomes[outcome] ?? 0) + 1;
      counts.waitAll.add(waited);
      if (outcome === Outcome.served) {
        counts.waitServed.add(waited);
        counts.response.add((this.world.now - request.arrivedAt) / 1e6);
        counts.hold.add(request.held / 1e6);
        if (request.waited === 0) counts.servedAtOnce++;
      } else counts.waitFailed.add(waited);
    }
    this.#inner?.ended(request, outcome, text);
  }

  #counts(request: RequestView): boolean {
    const arrived = request.arrivedAt / 1e6;
    return arrived >= this.from && arrived < this.until;
  }

  wasted(classIndex: number, work: number): void {
    this.#inner?.wasted(classIndex, work);
  }

  lent(pool: number, classIndex: number, waited: number): void {
    (this.out[pool] as Occupancy).add(this.nowS, 1);
    this.#inner?.lent(pool, classIndex, waited);
  }

  returned(pool: number, classIndex: number, held: number): void {
    (this.out[pool] as Occupancy).add(this.nowS, -1);
    this.#inner?.returned(pool, classIndex, held);
  }

  leaked(pool: number, classIndex: number): void {
    this.#inner?.leaked(pool, classIndex);
  }

  acquireTimedOut(pool: number, classIndex: number): void {
    this.#inner?.acquireTimedOut(pool, classIndex);
  }

  noted(kind: 'incident' | 'cron', id: string, what: string, phase: 'begin' | 'end' | 'moment'): void {
    this.#inner?.noted(kind, id, what, phase);
  }

  logged(of: string, text: string): void {
    this.#inner?.logged(of, text);
  }

  sampled(): void {
    this.#inner?.sampled();
  }

  measuringBegins(): void {
    this.#inner?.measuringBegins();
  }

  finished(insideByClass: readonly number[]): void {
    for (const one of this.out) one.settle(this.nowS);
    for (const one of this.classes) one.inside.settle(this.nowS);
    this.#inner?.finished(insideByClass);
  }
}
