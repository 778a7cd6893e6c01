/** The way of a statement through the pooler in front of its database: to its door, across its processor, to a server connection; and what becomes of that one
 *  afterwards. Compiled around each statement, BEGIN and COMMIT of a scenario that has poolers; a pool that goes to its database straight passes both. */

import { Outcome } from '../happening.ts';
import type { Connection } from '../pool/connection.ts';
import type { Pool } from '../pool/pool.ts';
import type { Pooler } from '../pooler/pooler.ts';
import { type Request, Wake } from '../request.ts';
import { metDead } from './acquire.ts';
import { onward, parked, type Step, type Verdict } from './step.ts';

/** The client's connection of a request: what it holds, or what the server connection that it holds works for. */
function clientOf(request: Request): Connection {
  const held = request.connection as Connection;
  return held.client ?? held;
}

/** To the pooler, through its event loop, to a server connection. The answer's way back is in the same round trip and the same processor time. */
export class ToServerStep implements Step {
  begin(request: Request): Verdict {
    const client = clientOf(request);
    if (client.database.pooler === null) return onward;
    if (client.dead !== 0) return metDead(request, client);
    const lane = client.database.tripLane;
    return lane === null ? this.#atDoor(request, client) : request.park(lane, lane.set(request, Wake.tripDone));
  }

  resume(request: Request, what: Wake): Verdict {
    switch (what) {
      case Wake.tripDone:
      case Wake.gateOpen: return this.#atDoor(request, clientOf(request));
      case Wake.workDone: return this.#link(request, clientOf(request));
      case Wake.checked: return this.#got(request, (request.latest as Connection).pool.checks.over(request));
      case Wake.lent: return this.#got(request, onward);
      case Wake.refused: return this.#disconnected(request, request.fails(Outcome.refused, this.#poolerOf(request).logins.refusal));
      default: return this.#disconnected(request, (request.leftLineOf as Pool).waiting.timedOut(request));
    }
  }

  #atDoor(request: Request, client: Connection): Verdict {
    const { database } = client;
    if (client.dead !== 0) return request.fails(client.dead, client.deadText);
    if (database.isHanging) return database.waitAtGate(request);
    database.statements++;
    request.work = (database.pooler as Pooler).plan.cpu;
    database.charge(request);
    if (request.work <= 0) return this.#link(request, client);
    const { cpu } = database;
    cpu.demand = request.work;
    return request.park(cpu, cpu.admit(request, Wake.workDone));
  }

  #link(request: Request, client: Connection): Verdict {
    if (client.dead !== 0) return request.fails(client.dead, client.deadText);
    if ((request.connection as Connection).client === client) return onward;
    return (client.database.pooler as Pooler).link(request, client);
  }

  /** The server connection lies on top of the client's. */
  #got(request: Request, verdict: Verdict): Verdict {
    if (verdict === parked) return parked;
    if (verdict !== onward) return this.#disconnected(request, verdict);
    const server = request.latest as Connection;
    const client = server.below ?? (request.parent as Request).connection as Connection;
    if (client.dead !== 0) return request.fails(client.dead, client.deadText);
    (client.database.pooler as Pooler).linked(request, client);
    return onward;
  }

  /** PgBouncer does not fail a statement that it cannot serve: it disconnects the client. */
  #disconnected(request: Request, verdict: Verdict): Verdict {
    if (verdict > 0) this.#poolerOf(request).disconnect(clientOf(request), Outcome.severed, request.text);
    return verdict;
  }

  #poolerOf(request: Request): Pooler {
    return clientOf(request).database.pooler as Pooler;
  }
}

/** Away from the server: the pooler's mode says whether the connection goes back. */
export class FromServerStep implements Step {
  begin(request: Request): Verdict {
    const server = request.latest;
    if (server === null || server.client === null) return onward;
    return (server.client.database.pooler as Pooler).unlink(server, request);
  }

  resume(): Verdict {
    return onward;
  }
}
