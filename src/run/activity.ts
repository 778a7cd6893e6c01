/** The sessions of every database server at this instant, as plain data with the unit in the names. */

import { activityOf, type ServerView, type SessionView } from '../model/activity.ts';
import type { World } from '../model/world.ts';
import type { ActivityResult, ServerActivity, SessionResult } from '../result.ts';
import { type Instant, inSeconds } from '../units/time.ts';

/** Reads the world and changes nothing in it. */
export const activityResult = (world: World): ActivityResult => ({
  atS: inSeconds(world.now),
  databases: Object.fromEntries(activityOf(world).map((view) => [view.server.name, serverOf(view)])),
});

function serverOf({ server, sessions }: ServerView): ServerActivity {
  const { maxConnections, reservedConnections } = server.plan;
  const { begun, refused, aborted, most } = server.admission;
  return {
    kind: server.kind, maxConnections: Number.isFinite(maxConnections) ? maxConnections : null, reservedConnections, answers: server.state === 'up',
    sessions: sessions.map(sessionOf), status: { logins: begun, refused, abortedClients: aborted, maxUsed: most },
  };
}

const orNull = (at: Instant | null): number | null => (at === null ? null : inSeconds(at));

const sessionOf = (one: SessionView): SessionResult => ({
  pid: one.pid, user: one.app, application: one.className === null ? one.pool : `${one.pool}/${one.className}`, client: one.client,
  backendStartS: inSeconds(one.backendStart), xactStartS: orNull(one.xactStart), queryStartS: orNull(one.queryStart), stateChangeS: inSeconds(one.stateChange),
  waitEventType: one.waits?.type ?? null, waitEvent: one.waits?.event ?? null, state: one.state, query: one.query, blockedBy: one.blockedBy, clientGone: one.clientGone,
});
