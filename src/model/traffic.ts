/** Where requests come from: open arrivals by a rate, a law of gaps, bursts, or a trace. Closed users and cron jobs stand in users.ts and cron.ts. */

import { Rank, type Sleeper, type Slot } from '../engine/calendar.ts';
import type { Simulation } from '../engine/simulation.ts';
import type { Stream } from '../random/streams.ts';
import { never } from '../units/time.ts';
import { type Clockwork, clockworkFor } from './clockwork.ts';
import type { Outcome } from './happening.ts';
import type { Life, Origin, RequestClass } from './life.ts';
import type { Request } from './request.ts';
import type { Route } from './route.ts';
import type { TraceRows, TrafficPlan } from './traffic-plan.ts';

/** A source of traffic that can be set going and, by an incident, made stronger or weaker. */
export interface Source extends Origin {
  begin(): void;
  /** Multiplies its rate from now on (1: as planned). */
  scale(times: number): void;
}

/** What every source is made of. */
export interface SourceParts {
  readonly simulation: Simulation;
  readonly life: () => Life;
  readonly requestClass: () => RequestClass;
  readonly plan: TrafficPlan;
  readonly stream: (purpose: string) => Stream;
}

/** Tells how many requests come together at each arrival. */
export class Batches {
  readonly #plan: TrafficPlan['batch'];
  readonly #coins: Stream;

  constructor(plan: TrafficPlan['batch'], coins: Stream) {
    this.#plan = plan;
    this.#coins = coins;
  }

  /** A fixed size, or a geometric one: 1, 2, 3, … with the mean of the plan. */
  next(): number {
    if (this.#plan.kind === 'fixed') return this.#plan.size;
    let size = 1;
    while (this.#coins.uniform() > 1 / this.#plan.mean) size++;
    return size;
  }
}

/** Requests that come whatever becomes of those before them. */
export class OpenSource implements Source, Sleeper {
  readonly #parts: SourceParts;
  readonly #clockwork: Clockwork;
  readonly #batches: Batches;
  readonly #slot: Slot;
  /** Known when it begins. */
  #life!: Life;
  #requestClass!: RequestClass;

  constructor(parts: SourceParts) {
    this.#parts = parts;
    this.#clockwork = clockworkFor(parts.plan.arrivals, parts.stream);
    this.#batches = new Batches(parts.plan.arrivals.kind === 'bursts' ? { kind: 'fixed', size: parts.plan.arrivals.size } : parts.plan.batch, parts.stream('batch'));
    this.#slot = parts.simulation.calendar.source(this);
  }

  begin(): void {
    this.#life = this.#parts.life();
    this.#requestClass = this.#parts.requestClass();
    this.#clockwork.first(this.#parts.plan.from);
    this.#schedule();
  }

  scale(times: number): void {
    this.#clockwork.scale(times, this.#parts.simulation.now);
    this.#schedule();
  }

  wake(): void {
    const size = this.#batches.next();
    for (let i = 0; i < size; i++) this.#life.start(this.#requestClass);
    this.#clockwork.next();
    this.#schedule();
  }

  over(_request: Request, _outcome: Outcome): void {
    // An open source does not care.
  }

  #schedule(): void {
    const at = this.#clockwork.due;
    if (at < this.#parts.plan.until && at < never) this.#parts.simulation.calendar.put(this.#slot, at, Rank.arrival);
    else this.#parts.simulation.calendar.leave(this.#slot);
  }
}

/** Requests exactly when a file says, with the demands and routes it gives. */
export class TraceSource implements Source, Sleeper {
  readonly #parts: SourceParts;
  readonly #rows: TraceRows;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #slot: Slot;
  #next = 0;

  constructor(parts: SourceParts, rows: TraceRows, routes: ReadonlyMap<string, Route>) {
    this.#parts = parts;
    this.#rows = rows;
    this.#routes = routes;
    this.#slot = parts.simulation.calendar.source(this);
  }

  begin(): void {
    this.#schedule();
  }

  /** A trace is what it is: it cannot be scaled. */
  scale(): void {}

  wake(): void {
    const row = this.#next++;
    const { cpu, blocked, route: routes } = this.#rows;
    const requestClass = this.#parts.requestClass();
    const route = routes === null ? requestClass.route : (this.#routes.get(routes[row] as string) ?? requestClass.route);
    requestClass.route = route;
    const request = this.#parts.life().prepare(requestClass, 0);
    if (cpu !== null && route.firstCpu >= 0) request.demands[route.firstCpu] = cpu[row] as number;
    if (blocked !== null && route.firstBlocked >= 0) request.demands[route.firstBlocked] = blocked[row] as number;
    this.#parts.life().attempt(request);
    this.#schedule();
  }

  over(): void {
    // A trace does not care.
  }

  #schedule(): void {
    const { from, until } = this.#parts.plan;
    while (this.#next < this.#rows.at.length && (this.#rows.at[this.#next] as number) < from) this.#next++;
    const at = this.#rows.at[this.#next] ?? never;
    if (at < until && at < never) this.#parts.simulation.calendar.put(this.#slot, at, Rank.arrival);
  }
}
