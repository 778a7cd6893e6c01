/** A world moved by hand: a test sets the clock and the levels, tells what happens, and reads the result. It can also be made to lie. */

import { Collector, type CollectorPlan, type Measured } from '../../src/measure/collector.ts';
import type { ClassView, DatabaseView, LevelView, OutcomeName, PoolView, RequestView, WorldView } from '../../src/model/happening.ts';
import { Outcome } from '../../src/model/happening.ts';
import type { Alert, Condition } from '../../src/promise.ts';
import { type Duration, forever, inSeconds, type Instant, second, seconds } from '../../src/units/time.ts';

/** The instant `atS` seconds after the start. */
export const instant = (atS: number): Instant => Math.round(atS * second);

type Writable<T> = { -readonly [field in keyof T]: T[field] };

/** A level set by hand; its integral is exact. */
export class ScriptedLevel implements LevelView {
  readonly #world: { readonly now: Instant };
  #value = 0;
  #area = 0;
  #at = 0;
  #max = 0;

  constructor(world: { readonly now: Instant }) {
    this.#world = world;
  }

  set(value: number): void {
    this.#area = this.areaAt(this.#world.now);
    this.#at = this.#world.now;
    this.#value = value;
    this.#max = Math.max(this.#max, value);
  }

  add(change: number): void {
    this.set(this.#value + change);
  }

  get value(): number {
    return this.#value;
  }

  areaAt(now: Instant): number {
    return this.#area + this.#value * (now - this.#at);
  }

  get max(): number {
    return this.#max;
  }

  restartMax(): void {
    this.#max = this.#value;
  }
}

type PoolLevels = 'lent' | 'idle' | 'opening' | 'leaked' | 'waiting' | 'exhausted';
export type ScriptedPool = Writable<Omit<PoolView, PoolLevels | 'lentBy' | 'waitingBy'>> & { readonly [level in PoolLevels]: ScriptedLevel } & {
  readonly lentBy: readonly ScriptedLevel[]; readonly waitingBy: readonly ScriptedLevel[];
};
export type ScriptedDatabase = Writable<Omit<DatabaseView, 'running' | 'sessions'>> & {
  readonly running: ScriptedLevel; readonly sessions: ScriptedLevel; readonly busy: ScriptedLevel; readonly work: ScriptedLevel;
};
export type ScriptedRequest = Writable<RequestView>;

interface Setting {
  readonly classes?: readonly string[];
  readonly pools?: readonly string[];
  readonly databases?: readonly string[];
  /** Seconds. */
  readonly measureFrom?: number;
  readonly length?: number;
  readonly every?: number;
  readonly alerts?: readonly Alert[];
}

/** A world of classes, pools and databases by name, with a collector listening. Times are given in seconds. */
export class ScriptedWorld implements WorldView {
  now: Instant = 0;
  readonly classes: readonly ClassView[];
  readonly pools: readonly ScriptedPool[];
  readonly databases: readonly ScriptedDatabase[];
  readonly collector: Collector;
  readonly plan: CollectorPlan;
  #nextSample: Instant;
  #began = false;
  #inside: number[];

  constructor({ classes = ['api'], pools = ['main'], databases = ['db'], measureFrom = 0, length = 10, every = 1, alerts = [] }: Setting = {}) {
    this.classes = classes.map((name) => ({ name, source: 'traffic' as const, route: `${name}-route` }));
    this.pools = pools.map((name) => this.#pool(name));
    this.databases = databases.map((name) => this.#database(name));
    this.#inside = classes.map(() => 0);
    this.plan = { measureFrom: instant(measureFrom), length: seconds(length), every: seconds(every), alerts };
    this.#nextSample = instant(every);
    this.collector = new Collector(this.plan);
    this.collector.begins(this);
  }

  get pool(): ScriptedPool {
    return this.pools[0];
  }

  get database(): ScriptedDatabase {
    return this.databases[0];
  }

  /** Moves the clock to `atS` seconds; samples and the beginning of measurement happen on the way. */
  to(atS: number): this {
    const until = instant(atS);
    for (;;) {
      const begins = this.#began ? Number.POSITIVE_INFINITY : this.plan.measureFrom;
      const sample = Math.min(this.#nextSample, this.plan.length);
      const next = Math.min(begins, sample);
      if (next > until || this.#nextSample === Number.POSITIVE_INFINITY) break;
      this.now = next;
      if (next === sample) {
        this.collector.sampled();
        this.#nextSample = sample === this.plan.length ? Number.POSITIVE_INFINITY : this.#nextSample + this.plan.every;
      }
      if (next === begins) {
        this.#began = true;
        this.collector.measuringBegins();
      }
    }
    this.now = until;
    return this;
  }

  arrives(className: string = this.classes[0].name): ScriptedRequest {
    const classIndex = this.classes.findIndex(({ name }) => name === className);
    const request: ScriptedRequest = { classIndex, arrivedAt: this.now, waited: 0, held: 0, everHeld: false };
    if (this.now >= this.plan.measureFrom) this.#inside[classIndex] += 1;
    this.collector.arrived(request);
    return request;
  }

  ends(request: ScriptedRequest, how: OutcomeName = 'served', text = how === 'served' ? '' : `it was ${how}`): void {
    if (request.arrivedAt >= this.plan.measureFrom) this.#inside[request.classIndex] -= 1;
    this.collector.ended(request, Outcome[how], text);
  }

  /** A request that arrives at `atS` and ends `lasts` seconds later; the clock is left there. */
  passes(atS: number, lasts: number, how: OutcomeName = 'served', className?: string): ScriptedRequest {
    const request = this.to(atS).arrives(className);
    this.to(atS + lasts).ends(request, how);
    return request;
  }

  /** Lends a connection of the first pool to a class, and takes it back. */
  lends(waited: Duration = 0, classIndex = 0): void {
    this.pool.lent.add(1);
    this.pool.lentBy[classIndex].add(1);
    this.collector.lent(0, classIndex, waited);
  }

  takesBack(held: Duration, classIndex = 0): void {
    this.pool.lent.add(-1);
    this.pool.lentBy[classIndex].add(-1);
    this.collector.returned(0, classIndex, held);
  }

  waits(change: number, classIndex = 0): void {
    this.pool.waiting.add(change);
    this.pool.waitingBy[classIndex].add(change);
  }

  /** Runs to the end and gives the result; `inside` overrides what the world says is unfinished. */
  result(inside: readonly number[] = this.#inside): Measured {
    this.to(inSeconds(this.plan.length));
    this.collector.finished(inside);
    return this.collector.result();
  }

  #pool(name: string): ScriptedPool {
    const level = () => new ScriptedLevel(this);
    let limit = 10;
    const pool: ScriptedPool = {
      name, kind: 'plain', database: 'db', instances: 1, acquireTimeout: seconds(30), largestMax: 10,
      get max() { return limit; },
      set max(to) { limit = to; pool.largestMax = Math.max(pool.largestMax, to); },
      lent: level(), idle: level(), opening: level(), leaked: level(), waiting: level(), exhausted: level(),
      lentBy: this.classes.map(level), waitingBy: this.classes.map(level),
      opened: 0, closed: 0, refused: 0,
      recount: () => ({
        open: pool.opened - pool.closed, idle: pool.idle.value, lent: pool.lent.value, opening: pool.opening.value, waiting: pool.waiting.value,
      }),
    };
    return pool;
  }

  #database(name: string): ScriptedDatabase {
    const [busy, work] = [new ScriptedLevel(this), new ScriptedLevel(this)];
    const database: ScriptedDatabase = {
      name, kind: 'postgresql', cores: 4, contention: 'none', burden: { memory: null, idleCpu: 0 }, maxConnections: 100, refused: 0, statements: 0, locks: { waits: 0, waited: 0, deadlocks: 0, waiting: new ScriptedLevel(this), talliesAt: () => [] }, workGiven: 0,
      running: new ScriptedLevel(this), sessions: new ScriptedLevel(this), busy, work,
      busyAreaAt: (now) => busy.areaAt(now), workAreaAt: (now) => work.areaAt(now), speedAt: (running) => Math.min(running, database.cores),
      workLeftAt: (now) => database.workGiven - work.areaAt(now),
    };
    return database;
  }
}

/** An alert from its parts: `alert('hot', 'utilisation', 'main', '>', 0.8, 120)`, `for` in seconds. */
export function alert(name: string, measure: string, of: string, compare: Condition['compare'], limit: number, forS = 0): Alert {
  const condition: Condition = { measure, of, part: 'latency', kind: null, within: null, compare, limit, upper: null };
  return { name, when: `${measure}(${of}) ${compare} ${limit}`, condition, for: forS === Number.POSITIVE_INFINITY ? forever : seconds(forS) };
}
