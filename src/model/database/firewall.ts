/**
 * A firewall, a load balancer or a NAT gateway between app and server: it forgets sessions that were silent for too long and tells neither side. The
 * connection looks alive to its pool. Its next user meets a reset, or nothing at all until the operating system stops sending again: on Linux after
 * 15 retransmissions, about 924 s (`net.ipv4.tcp_retries2`). The server keeps the session until the client has closed its end.
 */

import { type Duration, forever } from '../../units/time.ts';
import { Outcome } from '../happening.ts';
import { type Connection, ConnectionState, Watch } from '../pool/connection.ts';
import type { Database } from './database.ts';

export class Firewall {
  readonly #server: Database;

  constructor(server: Database) {
    this.#server = server;
  }

  get isThere(): boolean {
    return this.#server.plan.firewallIdle !== forever;
  }

  /** A session lies idle: the firewall's patience begins, or goes on. The watch is looked at again when it wakes, so one is enough. */
  nowIdle(connection: Connection): void {
    if (connection.session >= 0) connection.watch(Watch.firewall, this.#server.plan.firewallIdle);
  }

  /** Its time is up unless something was said meanwhile. */
  woken(connection: Connection): void {
    if (connection.dead !== 0 || connection.state === ConnectionState.closed || connection.session < 0) return;
    const { plan, simulation } = this.#server;
    const speaks = connection.holder !== null && connection.holder.executing === connection;
    const due = speaks ? simulation.now + plan.firewallIdle : Math.max(connection.idleSince, connection.heardAt) + plan.firewallIdle;
    if (due > simulation.now) return connection.watch(Watch.firewall, due - simulation.now);
    connection.dead = Outcome.severed;
    simulation.onlooker?.changed(connection);
    connection.silent = plan.firewallAnswers === 'silence';
    connection.deadText = (connection.silent ? plan.texts.silent : undefined) ?? plan.texts.severed;
  }

  /** How long one exchange on this connection takes before it is answered or given up; `limit`: the patience of whoever asks. */
  exchange(connection: Connection, limit: Duration): Duration {
    const { roundTrip, tcpTimeout } = this.#server.plan;
    return connection.silent ? Math.min(limit, tcpTimeout) : roundTrip;
  }
}
