/**
 * A primary is lost and a replica takes its place: pools keep trying the old address until it leads to the new server. Nobody tells them that the connections they
 * have are dead: cut ones answer the next user with an error, black-holed ones with silence until its operating system gives up (`tcpTimeout`).
 * Source: incidents of managed databases whose fail-over changes a DNS name; libpq and Linux on unanswered segments (`tcp_retries2`).
 */

import { Rank } from '../../engine/calendar.ts';
import { lawFrom } from '../../random/samplers.ts';
import type { Database } from '../database/database.ts';
import { Outcome } from '../happening.ts';
import type { Connection } from '../pool/connection.ts';
import { type Request, Wake } from '../request.ts';
import { warmUp } from './coming-up.ts';
import type { Deed, Stage } from './incident.ts';

/** Whoever waits for this server's answer goes on waiting, now for its own operating system. */
function meetSilence(request: Request, server: Database): void {
  const { simulation, plan } = server;
  request.unpark();
  if (request.executing === null) request.dropDeadline();
  else server.statementOver(request);
  request.park(simulation.calendar, simulation.after(plan.tcpTimeout, Rank.timeout, request, Wake.silence));
}

/** Every session is gone at the server, and no client hears of it. Logins under way begin anew, and hang. */
function blackhole(server: Database, stage: Stage): void {
  const { silent, severed } = server.plan.texts;
  server.state = 'hangs';
  server.speedChanged();
  const mute = new Set<Connection>();
  for (const connection of [...server.admission.connected]) {
    if (connection.isOpening) continue;
    if (connection.holder !== null && connection.holder.orphan === connection) {
      server.admission.endSession(connection, Outcome.severed, severed);
      continue;
    }
    server.admission.sessionEnds(connection);
    connection.dead = Outcome.severed;
    connection.deadText = silent ?? severed;
    connection.silent = true;
    server.simulation.onlooker?.changed(connection);
    mute.add(connection);
  }
  const waiting = stage.life.all.filter((request) => request.classIndex >= 0 && ((request.executing !== null && mute.has(request.executing)) || request.parking === server));
  for (const request of waiting.sort((a, b) => a.number - b.number)) meetSilence(request, server);
}

function cut(server: Database): void {
  server.state = 'refuses';
  server.speedChanged();
  for (const connection of [...server.admission.connected]) server.admission.endSession(connection, Outcome.severed, server.plan.texts.severed);
  server.openGate();
}

export const failover: Deed<'failover'> = ({ database, to, takes, sessions, coldCache }, stage) => {
  const lost = stage.database(database);
  const next = stage.database(to);
  next.copying.follows?.promoted();
  next.copying.follows = null;
  if (sessions === 'lost') cut(lost);
  else blackhole(lost, stage);
  const wake = (): void => {
    for (const group of stage.pools) if (group.target === lost) group.target = next;
    lost.state = 'refuses'; // logins that hung at the old address fail now
    lost.speedChanged();
    lost.openGate();
    next.copying.followers = [...next.copying.followers, ...lost.copying.followers.filter((copy) => copy !== next.copying.record)]; // the other replicas follow the new primary
    lost.copying.followers = [];
    if (coldCache !== null) warmUp(next, coldCache);
  };
  const span = Math.max(0, lawFrom(takes, stage.coins).draw());
  if (span > 0) stage.simulation.after(span, Rank.incident, { wake }, 0);
  else wake();
  return null;
};
