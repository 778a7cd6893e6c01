/** Builds a living world from a plan: resolves every name once, hands out streams, sets traffic, jobs and incidents going. */

import { assert } from '../assert.ts';
import { Rank, type Sleeper } from '../engine/calendar.ts';
import { Simulation } from '../engine/simulation.ts';
import { Streams } from '../random/streams.ts';
import type { Instant } from '../units/time.ts';
import { Cron } from './cron.ts';
import { Database } from './database/database.ts';
import { replicate } from './database/replication.ts';
import { App } from './fleet.ts';
import type { ClassView, Witness, WorldView } from './happening.ts';
import type { Stage } from './incidents/incident.ts';
import { act } from './incidents/index.ts';
import { Life, type RequestClass } from './life.ts';
import { PoolGroup } from './pool/group.ts';
import { Pooler } from './pooler/pooler.ts';
import type { PoolTracer } from './pool/tracer.ts';
import { Breaker, Patience, Retry, Shedding } from './retry.ts';
import { Route } from './route.ts';
import type { IncidentPlan } from './incident-plan.ts';
import type { Scenario } from './scenario.ts';
import type { CronPlan, TrafficPlan } from './traffic-plan.ts';
import { OpenSource, type Source, type SourceParts, TraceSource } from './traffic.ts';
import { Users } from './users.ts';

/** Somebody who looks at the world at known instants, in order, when everything that happens at each is done. Looking is no event and changes nothing. */
export interface Looks {
  readonly at: readonly Instant[];
  readonly look: () => void;
}

/** Pools that no app names belong to an app of one instance that has no name. */
const unnamedApp = { instances: 1, cores: Number.POSITIVE_INFINITY, pools: [], balance: 'roundRobin' as const };

export class World implements WorldView, Stage {
  readonly simulation = new Simulation();
  readonly scenario: Scenario;
  readonly classes: readonly ClassView[];
  readonly requestClasses: readonly RequestClass[];
  readonly pools: readonly PoolGroup[];
  /** Databases, and after them the side of each pooler that its clients see. */
  readonly databases: readonly Database[];
  readonly poolers: readonly Pooler[];
  readonly life: Life;
  readonly coins;
  readonly #streams: Streams;
  readonly #witness: Witness;
  readonly #apps = new Map<string, App>();
  readonly #sources = new Map<string, Source>();
  readonly #jobs: Cron[] = [];
  readonly #routes = new Map<string, Route[]>();

  constructor(scenario: Scenario, seed: number | string, replication: number, witness: Witness) {
    this.scenario = scenario;
    this.#witness = witness;
    this.#streams = new Streams(seed, replication);
    this.coins = this.#streams.named('incidents');
    const names = [...Object.keys(scenario.traffic), ...Object.keys(scenario.cron)];
    const servers = new Map(Object.entries(scenario.databases).map(([name, plan]) => [name, new Database(this.simulation, name, plan, names.length, this.#streams)]));
    replicate(servers);
    this.poolers = Object.entries(scenario.poolers).map(([name, plan], i) => new Pooler({
      simulation: this.simulation, index: Object.keys(scenario.pools).length + i, name, plan, database: found(servers.get(plan.database), `database ${plan.database}`),
      classes: names.length, streams: this.#streams,
    }));
    this.databases = [...servers.values(), ...this.poolers.map(({ front }) => front)];
    for (const [name, plan] of [...Object.entries(scenario.apps), ['', unnamedApp] as const]) this.#apps.set(name, new App(name, plan, this.simulation, this.#streams.named(`app/${name}`)));
    const groups = Object.entries(scenario.pools).map(([name, plan], index) =>
      new PoolGroup({
        simulation: this.simulation, index, name, plan, database: this.database(plan.database), instances: this.ownerOf(name).instances.length, user: this.ownerOf(name).name || 'app',
        classes: names.length, streams: this.#streams,
      }));
    this.pools = [...groups, ...this.poolers.map(({ group }) => group)];
    this.requestClasses = [
      ...Object.entries(scenario.traffic).map(([name, plan], i) => this.#trafficClass(name, plan, i)),
      ...Object.entries(scenario.cron).map(([name, plan], i) => this.#cronClass(name, plan, Object.keys(scenario.traffic).length + i)),
    ];
    this.classes = this.requestClasses.map(({ name, source, route }) => ({ name, source, route: route.name }));
    const draws = Math.max(0, ...[...this.#routes.values()].flat().map((route) => route.draws));
    this.life = new Life(this.simulation, witness, this.requestClasses, scenario.run.measureFrom, draws);
    for (const group of this.pools) group.life = this.life;
    this.#interfere();
  }

  get now(): Instant {
    return this.simulation.now;
  }

  /** Fills the pools, or lets them begin empty where the apps start with the run; sets everything going, and lets time run to the end. `onProgress` hears the share of simulated time at each sample. */
  run(onProgress: ((share: number) => void) | null, looks: Looks = { at: [], look: () => {} }): void {
    const { measureFrom, every, coldStart } = this.scenario.run;
    const length = Number(this.scenario.run.length);
    this.#witness.begins(this);
    if (!coldStart) for (const group of this.pools) for (const copy of group.pools) copy.start.warm();
    for (const pooler of this.poolers) pooler.janitor.begin();
    for (const source of this.#sources.values()) source.begin();
    for (const job of this.#jobs) job.begin();
    for (const [i, incident] of this.scenario.incidents.entries()) this.#plan(incident, i);
    if (coldStart) for (const group of this.pools) for (const copy of group.pools) this.#at(0, Rank.incident, () => copy.start.cold());
    this.#at(measureFrom, Rank.sampling, () => this.#witness.measuringBegins());
    this.#sample(every, length, onProgress);
    this.simulation.onlooker?.eventOver(); // what stands before the first event
    for (const at of looks.at) {
      this.simulation.run(at);
      looks.look();
    }
    this.simulation.run(length);
    this.#witness.finished(this.life.insideCounted);
  }

  // ------------------------------------------------------------------------------------------------------- what incidents may reach

  pooler(name: string): Pooler | null {
    return this.poolers.find((one) => one.name === name) ?? null;
  }

  pool(name: string): PoolGroup {
    return found(this.pools.find((group) => group.name === name), `pool ${name}`);
  }

  database(name: string): Database {
    return found(this.databases.find((server) => server.name === name), `database ${name}`);
  }

  app(name: string): App {
    return found(this.#apps.get(name), `app ${name}`);
  }

  requestClass(name: string): RequestClass {
    return found(this.requestClasses.find((one) => one.name === name), `class ${name}`);
  }

  source(name: string): Source {
    return found(this.#sources.get(name), `traffic ${name}`);
  }

  routes(name: string): readonly Route[] {
    return this.#routes.get(name) ?? [];
  }

  /** Tells a tracer every event of a pool from now on, of all its instances. */
  trace(name: string, tracer: PoolTracer): void {
    for (const copy of this.pool(name).pools) copy.tracer = tracer;
  }

  /** The app that has copies of a pool. */
  ownerOf(pool: string): App {
    const owner = Object.entries(this.scenario.apps).find(([, plan]) => plan.pools.includes(pool));
    return this.app(owner?.[0] ?? '');
  }

  poolsOf(app: App): readonly PoolGroup[] {
    return this.pools.filter((group) => group.pooler === null && this.ownerOf(group.name) === app);
  }

  // ---------------------------------------------------------------------------------------------------------------------- assembly

  #route(className: string, routeName: string): Route {
    const plan = found(this.scenario.routes[routeName], `route ${routeName}`);
    const route = new Route(routeName, plan, {
      traced: this.scenario.traffic[className]?.arrivals.kind === 'trace', pooled: this.poolers.length > 0,
      simulation: this.simulation, pool: (name) => this.pool(name), stream: (purpose) => this.#streams.named(`class/${className}/${routeName}/${purpose}`),
    });
    this.#routes.set(routeName, [...(this.#routes.get(routeName) ?? []), route]);
    return route;
  }

  /** The app named, or the one that owns the first pool of the route. */
  #appFor(named: string | null, routeName: string): App {
    if (named !== null) return this.app(named);
    const first = /"pool":"([^"]+)"/.exec(JSON.stringify(this.scenario.routes[routeName]?.steps ?? []));
    return first === null ? this.app('') : this.ownerOf(first[1] as string);
  }

  #class(name: string, index: number, plan: TrafficPlan | CronPlan, origin: RequestClass['origin'], source: 'traffic' | 'cron'): RequestClass {
    const stream = (purpose: string) => this.#streams.named(`class/${name}/${purpose}`);
    const traffic = source === 'traffic' ? (plan as TrafficPlan) : null;
    const route = this.#route(name, plan.route);
    return {
      index, name, source, route, origin, priority: plan.priority, app: this.#appFor(plan.app, plan.route),
      patience: plan.patience === null ? null : new Patience(this.simulation, plan.patience, stream('patience')),
      retry: traffic === null || traffic.retry === null ? null : new Retry(traffic.retry, stream('backoff'), stream('jitter')),
      breaker: traffic === null || traffic.breaker === null ? null : new Breaker(traffic.breaker),
      shedding: new Shedding(stream('shed')),
    };
  }

  #trafficClass(name: string, plan: TrafficPlan, index: number): RequestClass {
    const parts: SourceParts = {
      simulation: this.simulation, plan, life: () => this.life, requestClass: () => this.requestClasses[index] as RequestClass,
      stream: (purpose) => this.#streams.named(`class/${name}/${purpose}`),
    };
    const { arrivals } = plan;
    const source =
      arrivals.kind === 'users' ? new Users(parts, arrivals.users, arrivals.think)
      : arrivals.kind === 'trace' ? new TraceSource(parts, arrivals.rows, new Map([...new Set(arrivals.rows.route ?? [])].map((route) => [route, this.#route(name, route)])))
      : new OpenSource(parts);
    this.#sources.set(name, source);
    return this.#class(name, index, plan, source, 'traffic');
  }

  #cronClass(name: string, plan: CronPlan, index: number): RequestClass {
    const job = new Cron(this.simulation, name, plan, () => this.life, () => this.requestClasses[index] as RequestClass);
    this.#jobs.push(job);
    return this.#class(name, index, plan, job, 'cron');
  }

  /** Turns `slows` of jobs into rules of the databases. */
  #interfere(): void {
    for (const [name, plan] of Object.entries(this.scenario.cron)) {
      const { index } = this.requestClass(name);
      const times = new Float64Array(this.requestClasses.length).fill(1);
      for (const other of this.requestClasses) if (other.index !== index) times[other.index] = plan.slows[other.name] ?? plan.slows.others ?? 1;
      if (times.some((factor) => factor !== 1)) for (const server of this.databases) server.interference.rule(index, times);
    }
  }

  #plan(incident: IncidentPlan, i: number): void {
    const id = `incident#${i}`;
    this.#at(incident.at, Rank.incident, () => {
      this.#witness.noted('incident', id, incident.says, incident.until === null ? 'moment' : 'begin');
      const undo = act(incident.action, this);
      if (incident.until === null) return;
      this.#at(incident.until, Rank.incident, () => {
        undo?.();
        this.#witness.noted('incident', id, incident.says, 'end');
      });
    });
  }

  #sample(every: number, length: number, onProgress: ((share: number) => void) | null): void {
    let taken = 0;
    const sampler: Sleeper = {
      wake: () => {
        taken++;
        this.#witness.sampled();
        onProgress?.(this.simulation.now / length);
        const next = Math.min(length, (taken + 1) * every);
        if (next > this.simulation.now) this.simulation.calendar.put(slot, next, Rank.end);
      },
    };
    const slot = this.simulation.calendar.source(sampler);
    this.simulation.calendar.put(slot, Math.min(length, every), Rank.end);
  }

  #at(time: Instant, rank: Rank, deed: () => void): void {
    if (time <= this.scenario.run.length) this.simulation.calendar.once(time, rank, { wake: deed }, 0);
  }
}

function found<T>(part: T | undefined, what: string): T {
  assert(part !== undefined, `${what} is in the plan`);
  return part as T;
}
