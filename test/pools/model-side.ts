/** The simulator's side: the same script played on the model of the library, and what its tracer hears written down in the same words. */

import { Rank } from '../../src/engine/calendar.ts';
import { Outcome, type Witness } from '../../src/model/happening.ts';
import { type Connection, ConnectionState } from '../../src/model/pool/connection.ts';
import { poolShape } from '../../src/model/pool/plan.ts';
import type { PoolEvent } from '../../src/model/pool/tracer.ts';
import { type Request, Wake } from '../../src/model/request.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { AcquireStep, ReleaseStep } from '../../src/model/steps/acquire.ts';
import { onward, type Step } from '../../src/model/steps/step.ts';
import { World } from '../../src/model/world.ts';
import type { Law } from '../../src/random/samplers.ts';
import { Place } from '../../src/shape.ts';
import { scenarioOf } from '../helpers/worlds.ts';
import { instants, type Library } from './library-side.ts';
import { horizon, refusalText, type Script } from './script.ts';

const nobody: Witness = {
  begins: () => {}, arrived: () => {}, retried: () => {}, ended: () => {}, wasted: () => {}, lent: () => {}, returned: () => {}, leaked: () => {}, acquireTimedOut: () => {},
  noted: () => {}, logged: () => {}, sampled: () => {}, measuringBegins: () => {}, finished: () => {},
};

/** A world with one pool and one class that sends nothing by itself. */
const template = scenarioOf({
  run: { coldStart: true, length: `${horizon}ms`, every: `${horizon}ms` }, databases: { d: { kind: 'plain' } }, pools: { p: { kind: 'plain', database: 'd' } },
  routes: { r: [{ query: { pool: 'p', blocked: '1ms' } }] }, traffic: { callers: { route: 'r', size: 1, every: '1h' } },
});

/** The pool of a scenario with these options. A mistake in them is a mistake of the test. */
function planOf(library: Library, script: Script): Scenario {
  const issues: { readonly says: string }[] = [];
  const missing = { problem: 'none here' };
  const here = new Place({ issues: issues as never[], references: [], fileText: () => missing, instantOf: () => missing, cronTicks: () => missing });
  const options = library.inScenario(script.options);
  const plan = poolShape.read({ kind: library.kind, database: 'd', ...options }, here);
  if (plan === undefined || issues.length > 0) throw new Error(issues.map(({ says }) => says).join('; '));
  const d = template.databases.d as Scenario['databases'][string];
  const callers = { ...template.traffic.callers, from: Number.MAX_SAFE_INTEGER };
  return { ...template, traffic: { callers } as Scenario['traffic'], pools: { p: plan }, databases: { d: { ...d, close: { law: 'constant', value: script.closeTakes * 1000 } } as typeof d } };
}

/** Logins go as the script says. */
function scriptLogins(world: World, { logins }: Script): void {
  const { admission } = world.databases[0];
  const login = admission.login.bind(admission);
  admission.login = (connection: Connection) => {
    const { takes, ends } = logins[(connection.id - 1) % logins.length];
    const pending = login(connection, { draw: () => (ends === 'hangs' ? 1e12 : takes * 1000) } as Law);
    if (ends === 'refuses') connection.refusal = refusalText;
    return pending;
  };
}

/** Holds what was borrowed for as long as its caller says. */
class Hold implements Step {
  readonly #world: World;
  readonly #script: Script;

  constructor(world: World, script: Script) {
    this.#world = world;
    this.#script = script;
  }

  begin(request: Request): number {
    const { simulation } = this.#world;
    return request.park(simulation.calendar, simulation.after(this.#script.callers[request.number - 1].holds * 1000, Rank.completion, request, Wake.delayOver));
  }

  resume(request: Request): number {
    return this.#script.callers[request.number - 1].ends === 'breaks' ? request.fails(Outcome.callFailed, 'broken') : onward;
  }
}

const told: { readonly [event in PoolEvent]?: (connection: number, request: number, detail: string) => string } = {
  ask: (_, request) => `ask ${request}`,
  open: (connection) => `open #${connection}`,
  opened: (connection) => `opened #${connection}`,
  refused: (connection) => `refused #${connection}`,
  lend: (connection, request) => `lend #${connection} ${request}`,
  return: (connection, request) => `return #${connection} ${request}`,
  close: (connection) => `close #${connection}`,
  timeout: (_, request, text) => `fail ${request} ${text}`,
  fail: (_, request, text) => `fail ${request} ${text}`,
};

/** Plays a script on the model; returns what happened, line by line. */
export function playModel(library: Library, script: Script): string[] {
  const world = new World(planOf(library, script), 1, 0, nobody);
  const { simulation, life } = world;
  const [group] = world.pools;
  const [pool] = group.pools;
  const [requestClass] = world.requestClasses;
  const record: string[] = [];
  scriptLogins(world, script);
  (requestClass.route.steps as Step[]).splice(0, 99, new AcquireStep(group, null), new Hold(world, script), new ReleaseStep());
  pool.closing.spoils = (request) => script.callers[request.number - 1].ends === 'breaks';
  world.trace('p', {
    heard: (at, _pool, event, connection, request, detail) => {
      const line = told[event]?.(connection, request, detail);
      if (line !== undefined) record.push(`${at / 1000} ${line}`);
    },
  });
  const at = (time: number, rank: Rank, deed: () => void): void => void simulation.calendar.once(time * 1000, rank, { wake: deed }, 0);
  for (const caller of script.callers) at(caller.at, Rank.arrival, () => life.start(requestClass));
  for (const { at: time, of, which } of script.kills) {
    at(time, Rank.incident, () => {
      const found = pool.roster.connections.filter(({ state, dead }) => dead === 0 && state === (of === 'idle' ? ConnectionState.idle : ConnectionState.lent)).sort((a, b) => a.id - b.id);
      const one = found[which % found.length];
      if (one !== undefined) world.databases[0].admission.endSession(one, Outcome.severed, 'killed');
    });
  }
  for (const time of instants(script)) at(time, Rank.end, () => {
    record.push(`${time} has ${pool.roster.count}, ${pool.shelf.count} idle, ${pool.waiting.count} waiting`);
  });
  world.run(null);
  return record;
}

