/** A scripted pooler: named clients come at exact milliseconds, each with a connection of its own, and everything that happens behind the pooler is written down. */

import { Outcome, outcomes, type Witness } from '../../src/model/happening.ts';
import { ConnectionState } from '../../src/model/pool/connection.ts';
import { World } from '../../src/model/world.ts';
import { scenarioOf } from './worlds.ts';

const forGood = 3_600_000;

/** What one client does on its connection: statements of so many milliseconds, or steps as a route has them. */
export type Doing = number | readonly object[];

export class PoolerBench {
  readonly #pooler: object;
  readonly #database: object;
  readonly #client: object;
  readonly #callers: { readonly name: string; readonly at: number; readonly steps: readonly object[] }[] = [];
  readonly #incidents: object[] = [];
  /** Sessions of somebody else at the database, from the start; `sever: { pool: others }` ends them. */
  others = 0;
  /** When each client got a server connection, in ms, and which one; again and again where it lets go between statements. */
  readonly linked: { [caller: string]: number[] } = {};
  readonly servers: { [caller: string]: number[] } = {};
  readonly served: { [caller: string]: number } = {};
  /** `acquireTimeout at 200`, and the text that the client saw. */
  readonly failed: { [caller: string]: string } = {};
  readonly texts: { [caller: string]: string } = {};
  /** When server connections were opened and closed, the reasons, and the logins begun and refused. */
  readonly opened: number[] = [];
  readonly closed: string[] = [];
  readonly logins: number[] = [];
  readonly refused: number[] = [];
  world: World | null = null;

  /** `pooler` without its database; it costs no time of its own unless it says so. Clients have a connection for each request that they close afterwards,
   *  unless `client` names another pool. */
  constructor(pooler: object, database: object = {}, client: object = { kind: 'no-pool' }) {
    this.#pooler = { connect: '0ms', roundTrip: '0ms', cpu: '0us', ...pooler };
    this.#database = { kind: 'plain', ...database };
    this.#client = client;
  }

  at(ms: number): { comes(caller: string, doing: Doing): PoolerBench; does(deed: object): PoolerBench } {
    return {
      comes: (name, doing) => {
        this.#callers.push({ name, at: ms, steps: typeof doing === 'number' ? [{ query: { blocked: `${doing}ms` } }] : doing });
        return this;
      },
      does: (deed) => {
        this.#incidents.push({ at: `${ms}ms`, ...deed });
        return this;
      },
    };
  }

  run(ms: number): this {
    const world: World = new World(scenarioOf(this.#scenario(ms)), 1, 0, this.#witness(() => world));
    this.world = world;
    world.trace('bouncer', { heard: (at, _pool, event, connection, _request, detail) => {
      if (event === 'opened') this.opened.push(at / 1000);
      if (event === 'open') this.logins.push(at / 1000);
      if (event === 'refused') this.refused.push(at / 1000);
      if (event === 'close') this.closed.push(`#${connection} at ${Math.round(at / 1000)}: ${detail}`);
    } });
    world.run(null);
    return this;
  }

  /** Server connections at the end: free, and lent. */
  get idle(): number {
    return this.#servers.filter(({ state }) => state === ConnectionState.idle).length;
  }

  get lent(): number {
    return this.#servers.filter(({ state }) => state === ConnectionState.lent).length;
  }

  get #servers() {
    return this.world?.pooler('bouncer')?.pool.roster.connections ?? [];
  }

  #scenario(ms: number): object {
    return {
      run: { length: `${ms}ms`, every: `${Math.max(1, Math.ceil(ms / 1000))}ms` },
      databases: { d: this.#database },
      poolers: { bouncer: { kind: 'pgbouncer', database: 'd', ...this.#pooler } },
      pools: { app: { ...this.#client, database: 'bouncer' }, ...(this.others === 0 ? {} : { others: { kind: 'plain', max: this.others, min: this.others, database: 'd' } }) },
      routes: Object.fromEntries(this.#callers.map(({ name, steps }) => [name, [{ nested: { pool: 'app', steps } }]])),
      traffic: Object.fromEntries(this.#callers.map(({ name, at }) => [name, { route: name, size: 1, every: `${forGood}ms`, from: `${at}ms` }])),
      incidents: this.#incidents,
    };
  }

  #witness(world: () => World): Witness {
    const now = (): number => world().now / 1000;
    const name = (index: number): string => world().classes[index]?.name ?? '?';
    return {
      begins: () => {}, arrived: () => {}, retried: () => {}, wasted: () => {}, leaked: () => {}, acquireTimedOut: () => {}, noted: () => {}, measuringBegins: () => {}, finished: () => {},
      sampled: () => {}, returned: () => {}, logged: () => {},
      lent: (pool, index) => {
        if (world().pools[pool]?.name !== 'bouncer') return;
        const id = this.#servers.find(({ holder }) => holder?.classIndex === index)?.id ?? 0;
        (this.linked[name(index)] ??= []).push(now());
        (this.servers[name(index)] ??= []).push(id);
      },
      ended: ({ classIndex }, outcome, text) => {
        if (outcome === Outcome.served) {
          this.served[name(classIndex)] = now();
          return;
        }
        this.failed[name(classIndex)] = `${outcomes[outcome]} at ${now()}`;
        this.texts[name(classIndex)] = text;
      },
    };
  }
}
