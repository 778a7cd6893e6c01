/** Worlds for tests: a scenario from plain data or YAML, its result, a run under a watch that stops a world which never gets done, and a scripted pool. */

import { stringify } from 'yaml';
import { Collector, type Measured } from '../../src/measure/collector.ts';
import { Outcome, outcomes, type Witness } from '../../src/model/happening.ts';
import { ConnectionState } from '../../src/model/pool/connection.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { World } from '../../src/model/world.ts';
import { readScenario } from '../../src/reading/scenario-file.ts';
import type { ClassResult, RunResult } from '../../src/result.ts';
import { runScenario } from '../../src/run/run.ts';

/** Files that a scenario names, by name. */
export type Files = { readonly [name: string]: string };

/** A scenario from text or from plain data. A mistake in it is a mistake of the test. */
export function scenarioOf(given: string | object, files: Files = {}): Scenario {
  const text = typeof given === 'string' ? given : stringify(given);
  const read = readScenario({ text, file: null, files: (name) => (name in files ? { text: files[name] as string } : { problem: `there is no file ${name}` }) });
  if (!read.ok) throw new Error(`${read.problems.map(({ path, says }) => `${path}: ${says}`).join('\n')}\n${text}`);
  return read.scenario;
}

/** The result of running text or plain data. */
export const resultOf = (given: string | object, files: Files = {}): RunResult => runScenario(scenarioOf(given, files));

/** Why requests of a class failed, and how often; kinds that did not happen are left out. */
export const failuresOf = (one: ClassResult | undefined): { readonly [kind: string]: number } =>
  Object.fromEntries(Object.entries(one?.failures ?? {}).filter(([, count]) => count > 0));

/** What a watched run leaves behind. */
export interface Watched extends Measured {
  readonly events: number;
  readonly requests: number;
  /** Pools that had more connections than any size they were given so far, in words. */
  readonly overfull: readonly string[];
}

/** Runs a scenario, stops it with an error when it has fired more events than `budget`, and looks at every pool at every sample. */
export function watched(scenario: Scenario, budget: number): Watched {
  const { measureFrom, length, every } = scenario.run;
  const collector = new Collector({ measureFrom, length, every, alerts: scenario.alerts });
  const world = new World(scenario, scenario.run.seed, 0, collector);
  let events = 0;
  Object.defineProperty(world.simulation, 'events', {
    get: () => events,
    set: (count: number) => {
      events = count;
      if (count > budget) throw new Error(`${count} events at ${world.now} µs and no end in sight, after ${world.life.begun} requests`);
    },
  });
  const overfull: string[] = [];
  const largest = world.pools.map((group) => largestEver(scenario, group.name, group.policy.max));
  world.run(() => {
    for (const [i, group] of world.pools.entries()) {
      for (const copy of group.pools) if (copy.roster.connections.length > (largest[i] as number)) overfull.push(`${copy.name}: ${copy.roster.connections.length} connections, at most ${largest[i]} allowed`);
    }
  });
  return { ...collector.result(), events, requests: world.life.begun, overfull };
}

/** The largest size that a pool has at any time of a scenario. */
export function largestEver(scenario: Scenario, pool: string, planned: number): number {
  return scenario.incidents.reduce((most, { action }) => (action.do === 'resize' && action.pool === pool ? Math.max(most, action.to) : most), planned);
}

// ------------------------------------------------------------------------------------------------------------------- the pool bench

/** How long a caller holds what it gets (in a call outside, which costs the database nothing), or works on it (in one statement). */
export interface Use {
  readonly holds?: number;
  readonly works?: number;
  /** Works in a transaction instead: keys of its one query, which is blocked for ten seconds. */
  readonly transaction?: object;
  /** Keys of the query or of the nested acquisition, such as acquireTimeout. */
  readonly with?: object;
  /** Steps to take while holding it, instead of a call. */
  readonly inside?: readonly object[];
  /** Keys of the traffic, such as patience or priority. */
  readonly client?: object;
}

/** What there is at an instant. */
interface Count {
  readonly at: number;
  readonly total: number;
  readonly idle: number;
  readonly refused: number;
  readonly sessions: number;
  readonly ids: readonly number[];
}

const forGood = 3_600_000;

/**
 * A scripted pool: named callers come at exact milliseconds, things are done to the pool and its database, and everything is written down with
 * its time. Each caller is a class of one request, so a script reads like the tables of the pool notes.
 */
export class PoolBench {
  readonly #pool: object;
  readonly #database: object;
  readonly #run: object;
  readonly #callers: { readonly name: string; readonly at: number; readonly use: Use }[] = [];
  readonly #incidents: object[] = [];
  /** What happened, in order: `A got #1 at 20`, `A gave back at 50`, `B failed at 200: acquireTimeout`. */
  readonly log: string[] = [];
  /** When each caller got its connection, in ms. */
  readonly granted: { [caller: string]: number } = {};
  /** Which connection each caller got, by its number in the pool. */
  readonly connection: { [caller: string]: number } = {};
  readonly returned: { [caller: string]: number } = {};
  /** `acquireTimeout at 200`, by caller; and the text that it saw. */
  readonly failed: { [caller: string]: string } = {};
  readonly texts: { [caller: string]: string } = {};
  readonly lines: string[] = [];
  /** Every event of the pool, as its tracer hears it: `20 lend #1 7` (ms, event, connection, request, and a detail where there is one). */
  readonly events: string[] = [];
  readonly #census: Count[] = [];

  /** `pool` without its database, `database` with everything but what a plain server lacks, `run` with what is not ordinary, such as coldStart. */
  constructor(pool: object, database: object = {}, run: object = {}) {
    this.#pool = pool;
    this.#run = run;
    this.#database = { kind: 'plain', ...database };
  }

  at(ms: number): { acquire(caller: string, use?: Use): PoolBench; kill(caller: string): PoolBench; does(deed: object): PoolBench } {
    const does = (deed: object): PoolBench => {
      this.#incidents.push({ at: `${ms}ms`, ...deed });
      return this;
    };
    return {
      does,
      kill: (caller) => does({ kill: { class: caller } }),
      acquire: (name, use = {}) => {
        this.#callers.push({ name, at: ms, use });
        return this;
      },
    };
  }

  /** Plays the script for so many milliseconds. */
  run(ms: number): this {
    const scenario = this.#scenario(ms);
    const world: World = new World(scenario, scenario.run.seed, 0, this.#witness(() => world));
    world.trace('p', { heard: (at, _pool, event, connection, request, detail) => void this.events.push(`${at / 1000} ${event} #${connection} ${request}${detail === '' ? '' : ` ${detail}`}`) });
    world.run(null);
    return this;
  }

  /** Connections at an instant, those being opened not counted, after everything that happened at it. */
  total(ms: number): number {
    return this.#then(ms).total;
  }

  idle(ms: number): number {
    return this.#then(ms).idle;
  }

  /** Sessions at the servers, logins under way included. */
  sessions(ms: number): number {
    return this.#then(ms).sessions;
  }

  /** The numbers of the connections at an instant. */
  ids(ms: number): readonly number[] {
    return this.#then(ms).ids;
  }

  /** The milliseconds at which the server had turned one more login away. */
  get refusals(): number[] {
    return this.#census.filter(({ refused }, i) => refused > (this.#census[i - 1]?.refused ?? 0)).map(({ at }) => at);
  }

  /** The milliseconds at which there was one connection more or less. */
  get changes(): number[] {
    return this.#census.filter(({ total }, i) => total !== (this.#census[i - 1]?.total ?? 0)).map(({ at }) => at);
  }

  #then(ms: number): Count {
    const found = this.#census.findLast(({ at }) => at <= ms);
    if (found === undefined) throw new Error(`nothing is known of ${ms} ms`);
    return found;
  }

  #scenario(ms: number): Scenario {
    const steps = ({ holds, works, transaction, inside, with: more = {} }: Use): object[] =>
      transaction !== undefined ? [{ transaction: { pool: 'p', ...more, steps: [{ query: { blocked: '10s', ...transaction } }] } }] : works === undefined ? [{ nested: { pool: 'p', ...more, steps: inside ?? [{ call: `${holds ?? forGood}ms` }] } }] : [{ query: { pool: 'p', blocked: `${works}ms`, ...more } }];
    return scenarioOf({
      run: { length: `${ms}ms`, every: `${Math.ceil(ms / 19_000)}ms`, ...this.#run },
      databases: { d: this.#database },
      pools: { p: { ...this.#pool, database: 'd' } },
      routes: Object.fromEntries(this.#callers.map(({ name, use }) => [name, steps(use)])),
      traffic: Object.fromEntries(this.#callers.map(({ name, at, use }) => [name, { route: name, size: 1, every: `${forGood}ms`, from: `${at}ms`, ...use.client }])),
      incidents: this.#incidents,
    });
  }

  #witness(world: () => World): Witness {
    const now = (): number => world().now / 1000;
    const name = (index: number): string => world().classes[index]?.name ?? '?';
    const census = (): void => {
      const copies = world().pools.flatMap((group) => [...group.pools]);
      const open = copies.flatMap((copy) => copy.roster.connections.filter(({ state }) => state !== ConnectionState.opening && state !== ConnectionState.empty && state !== ConnectionState.closing));
      this.#census.push({ at: now(), total: open.length, idle: open.filter(({ state }) => state === ConnectionState.idle).length, refused: world().databases.reduce((sum, { refused }) => sum + refused, 0), sessions: world().databases.reduce((sum, { sessions }) => sum + sessions.value, 0), ids: open.map(({ id }) => id).sort((a, b) => a - b) });
    };
    return {
      begins: () => {}, arrived: () => {}, retried: () => {}, wasted: () => {}, leaked: () => {}, acquireTimedOut: () => {}, noted: () => {}, measuringBegins: () => {}, finished: () => {},
      sampled: census,
      lent: (_pool, index) => {
        const caller = name(index);
        const id = world().pools.flatMap((group) => [...group.pools]).flatMap((copy) => copy.roster.connections).find(({ holder }) => holder?.classIndex === index)?.id ?? 0;
        this.granted[caller] = now();
        this.connection[caller] = id;
        this.log.push(`${caller} got #${id} at ${now()}`);
      },
      returned: (_pool, index) => {
        this.returned[name(index)] = now();
        this.log.push(`${name(index)} gave back at ${now()}`);
      },
      ended: ({ classIndex }, outcome, text) => {
        if (outcome === Outcome.served) return;
        this.failed[name(classIndex)] = `${outcomes[outcome]} at ${now()}`;
        this.texts[name(classIndex)] = text;
        this.log.push(`${name(classIndex)} failed at ${now()}: ${outcomes[outcome]}`);
      },
      logged: (_of, text) => void this.lines.push(`${now()}: ${text}`),
    };
  }
}
