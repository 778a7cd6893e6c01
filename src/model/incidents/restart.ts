/** Restarts an app (or the owner of one pool, a pooler, a database): requests under way are lost, connections close, leaked ones too, and after a while its pools begin anew. */

import { Rank } from '../../engine/calendar.ts';
import { lawFrom } from '../../random/samplers.ts';
import { Outcome } from '../happening.ts';
import { ConnectionState } from '../pool/connection.ts';
import type { LawPlan } from '../../random/samplers.ts';
import type { Database } from '../database/database.ts';
import type { ActionPlan } from '../incident-plan.ts';
import { leaveBehind } from '../orphan.ts';
import type { PoolGroup } from '../pool/group.ts';
import type { Pooler } from '../pooler/pooler.ts';
import type { Request } from '../request.ts';
import { comesUp, warmUp } from './coming-up.ts';
import type { Deed, Stage } from './incident.ts';

function goDown(groups: readonly PoolGroup[], stage: Stage): void {
  const lost = new Set<Request>();
  for (const request of stage.life.all) {
    let holds = false;
    for (let held = request.latest; held !== null; held = held.below) holds ||= groups.includes(held.pool.group);
    const waits = request.parking !== null && groups.some((group) => group.pools.some((copy) => request.parking === copy.waiting || request.parking === copy.lock || copy.roster.connections.some((connection) => connection === request.parking)));
    if (request.classIndex >= 0 && (holds || waits || (request.instance?.away ?? false))) lost.add(whole(request));
  }
  for (const request of [...lost].sort((a, b) => a.number - b.number)) {
    for (const one of stage.life.all.filter((other) => other.classIndex >= 0 && other.executing !== null && whole(other) === request)) leaveBehind(one);
    request.interrupt(Outcome.appDown, 'the app was restarted');
  }
  for (const group of groups) {
    for (const copy of group.pools) {
      for (const connection of [...copy.roster.connections]) {
        if (connection.leaked) copy.quirks.abandoned.reclaim(connection);
        else if (connection.state === ConnectionState.idle) copy.close(connection, 'drained');
      }
    }
  }
}

/** The request that a branch belongs to, or itself. */
const whole = (request: Request): Request => (request.parent === null ? request : whole(request.parent));

/** A pooler goes down: all its clients lose their connections, its own to the server close, and nobody gets in until it is back. */
function bouncePooler({ front, pool, group }: Pooler, takes: LawPlan, stage: Stage): void {
  front.state = 'refuses';
  for (const client of [...front.admission.connected]) front.admission.endSession(client, Outcome.severed, front.plan.texts.severed);
  goDown([group], stage);
  const wake = () => {
    front.state = 'up';
  };
  const span = Math.max(0, lawFrom(takes, stage.coins).draw());
  if (span > 0) pool.simulation.after(span, Rank.incident, { wake }, 0);
  else wake();
}

/** A database goes down, in order or by a crash: every session ends with the words of its kind, and logins are refused until it has recovered. */
function bounceDatabase(server: Database, { how, takes, coldCache }: Extract<ActionPlan, { do: 'restart' }>, stage: Stage): void {
  const { texts } = server.plan;
  server.state = 'refuses';
  server.downText = texts.startingUp ?? '';
  server.speedChanged();
  const text = (how === 'crash' ? texts.crashed : texts.shutDown) ?? texts.severed;
  for (const connection of [...server.admission.connected]) server.admission.endSession(connection, Outcome.severed, text);
  server.openGate();
  const wake = () => {
    comesUp(server);
    if (coldCache !== null) warmUp(server, coldCache);
  };
  const span = Math.max(0, lawFrom(takes, stage.coins).draw());
  if (span > 0) stage.simulation.after(span, Rank.incident, { wake }, 0);
  else wake();
}

export const restart: Deed<'restart'> = (plan, stage) => {
  const { app, pool, database, takes } = plan;
  if (database !== null) {
    bounceDatabase(stage.database(database), plan, stage);
    return null;
  }
  const pooler = pool === null ? null : stage.pooler(pool);
  if (pooler !== null) {
    bouncePooler(pooler, takes, stage);
    return null;
  }
  const owner = app === null ? null : stage.app(app);
  const groups = owner === null ? [stage.pool(pool ?? '')] : stage.poolsOf(owner);
  for (const instance of owner?.instances ?? []) instance.away = true;
  for (const group of groups) for (const copy of group.pools) copy.start.away = true;
  goDown(groups, stage);
  const span = Math.max(0, lawFrom(takes, stage.coins).draw());
  const wake = () => {
    for (const instance of owner?.instances ?? []) instance.away = false;
    for (const group of groups) for (const copy of group.pools) copy.start.cold();
  };
  stage.simulation.after(span, Rank.incident, { wake }, 0);
  return null;
};
