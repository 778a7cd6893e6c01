/**
 * A pooler: clients on one side, told as a server (`front`), a pool of connections to the real server on the other (`group`). A statement comes through
 * its door, gets a server connection (steps/through-pooler.ts), and leaves it when the pooler's mode says so. Server connections are lent by the
 * same frame as those of any pool; who opens them is told in logins.ts, what the maintenance rounds do in janitor.ts.
 */

import type { Simulation } from '../../engine/simulation.ts';
import type { Stream, Streams } from '../../random/streams.ts';
import { Database } from '../database/database.ts';
import { Outcome } from '../happening.ts';
import { type Connection, Watch } from '../pool/connection.ts';
import { PoolGroup } from '../pool/group.ts';
import type { Pool } from '../pool/pool.ts';
import { comesHome, rests, resumes } from '../pool/tenure.ts';
import type { CloseReason } from '../pool/tracer.ts';
import type { Request } from '../request.ts';
import { onward, parked, type Verdict } from '../steps/step.ts';
import { Janitor } from './janitor.ts';
import { Logins } from './logins.ts';
import { type PoolerPlan, sized } from './plan.ts';

/** What a pooler is built of. */
export interface PoolerParts {
  readonly simulation: Simulation;
  readonly index: number;
  readonly name: string;
  readonly plan: PoolerPlan;
  readonly database: Database;
  readonly classes: number;
  readonly streams: Streams;
}

export class Pooler {
  readonly name: string;
  readonly plan: PoolerPlan;
  readonly front: Database;
  readonly group: PoolGroup;
  readonly logins: Logins;
  readonly janitor: Janitor;
  readonly #coins: Stream;

  constructor({ simulation, index, name, plan, database, classes, streams }: PoolerParts) {
    this.name = name;
    this.plan = plan;
    this.front = new Database(simulation, name, plan.front, classes, streams);
    this.front.pooler = this;
    const policy = sized(plan, database.plan.maxConnections);
    this.group = new PoolGroup({ simulation, index, name, plan: { kind: plan.kind, policy }, database, instances: 1, classes, streams, pooler: this });
    this.logins = new Logins(this);
    this.janitor = new Janitor(this);
    this.#coins = streams.named(`pooler/${name}/pins`);
  }

  get pool(): Pool {
    return this.group.pools[0] as Pool;
  }

  // ------------------------------------------------------------------------------------------------------------ a statement comes

  /** A statement of a client wants its server connection. Onward: it has one; parked: it waits; else it was disconnected. */
  link(request: Request, client: Connection): Verdict {
    const { server } = client;
    if (server !== null) {
      if (server.holder === null) resumes(server, request);
      return onward;
    }
    if (this.pool.waiting.count > 0) this.logins.demand();
    if (this.pool.shelf.count === 0 && this.logins.failFast) return this.#turnedAway(request, client);
    const verdict = this.pool.acquire(request, null);
    if (verdict === onward) this.linked(request, client);
    else if (verdict !== parked) this.disconnect(client, Outcome.severed, request.text);
    return verdict;
  }

  /** The request has got a server connection: it works for this client from now on. */
  linked(request: Request, client: Connection): void {
    const server = request.latest as Connection;
    server.client = client;
    if (this.plan.mode === 'session') client.server = server;
  }

  /** A statement, BEGIN or COMMIT is through: the server connection stays or goes. */
  unlink(server: Connection, request: Request): Verdict {
    const client = server.client as Connection;
    if (server.inTransaction) {
      if (this.plan.mode !== 'statement') return onward;
      this.disconnect(client, Outcome.severed, this.plan.noTransactions);
      return request.fails(Outcome.severed, this.plan.noTransactions);
    }
    if (client.server === null && this.plan.pins > 0 && this.#coins.uniform() < this.plan.pins) client.server = server;
    if (client.server === server) rests(server, request);
    else this.#letGo(server, request, null);
    return onward;
  }

  /** A failed attempt ends while it holds a server connection: the app rolls back, or the client's connection breaks, or the server's did. */
  takesBack(server: Connection, request: Request, failed: boolean): void {
    const { client } = server;
    const gone = client === null || client.session < 0;
    const broken = server.inTransaction && (gone || (failed && client.pool.group.policy.discardOnError));
    if (server.dead !== 0) {
      this.#letGo(server, request, 'dead');
      if (client !== null) this.disconnect(client, server.dead, server.deadText);
    } else if (broken || (gone && failed)) this.#letGo(server, request, 'broken');
    else if (client?.server === server) {
      if (server.inTransaction) server.database.transactionOver(server, false);
      rests(server, request);
    } else this.#letGo(server, request, null);
  }

  // -------------------------------------------------------------------------------------------------------- somebody disconnects

  /** Disconnects a client with these words; whoever uses its connection next finds out. */
  disconnect(client: Connection, why: Outcome, text: string): void {
    if (client.session >= 0) this.front.admission.endSession(client, why, text);
  }

  /** A client has gone that kept a server connection: that one is cleaned, and then free. One that still works for a request of the client breaks. */
  clientGone(client: Connection): void {
    const server = client.server as Connection;
    client.server = null;
    if (server.holder !== null) return;
    server.client = null;
    this.#clean(server);
  }

  /** A server connection died while its client kept it for later. */
  serverLost(server: Connection): void {
    const client = server.client as Connection;
    client.server = null;
    server.client = null;
    comesHome(server, 'dead');
    this.disconnect(client, Outcome.severed, this.plan.crashed);
  }

  /** Whether a request that holds this client's connection waits or works behind it at this moment. */
  serves(request: Request, client: Connection): boolean {
    return request.executing?.client === client || (request.waitsInLine && request.latest === client);
  }

  /** The reset query is through. */
  cleaned(server: Connection): void {
    this.#home(server, null);
  }

  #letGo(server: Connection, request: Request, closeFor: CloseReason | null): void {
    const { client } = server;
    const wasKept = client === null ? this.plan.mode === 'session' : client.server === server;
    if (client?.server === server) client.server = null;
    server.client = null;
    rests(server, request);
    if (closeFor === null && (wasKept || this.plan.cleansAlways)) this.#clean(server);
    else this.#home(server, closeFor);
  }

  /** One round trip for all that the reset query says; a server out of reach lets nobody notice. */
  #clean(server: Connection): void {
    const lane = this.plan.cleanRoundTrips === 0 ? null : server.database.tripLane;
    if (lane === null) this.#home(server, null);
    else lane.set(server, Watch.cleaned);
  }

  #home(server: Connection, closeFor: CloseReason | null): void {
    const late = server.dead !== 0 ? 'dead' : this.pool.upkeep.tooOldToKeep(server) ? 'moved' : this.janitor.lifeOver(server) ? 'age' : null;
    comesHome(server, closeFor ?? late);
  }

  /** The login has been failing and no server connection is left: the client is told so, and another login is tried if it is time. */
  #turnedAway(request: Request, client: Connection): Verdict {
    const text = (this.plan.failing as string).replace('{error}', this.logins.error);
    request.askedAt = this.pool.simulation.now;
    this.disconnect(client, Outcome.severed, text);
    this.logins.launch();
    return request.fails(Outcome.refused, text);
  }
}
