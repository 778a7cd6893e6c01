/**
 * The sessions of a database server as its own views show them at one instant: pg_stat_activity, SHOW PROCESSLIST. Everything is read from the state of the
 * model when somebody asks; nothing is kept for it beforehand but the times at which statements and transactions began.
 * Source: PostgreSQL manual, "pg_stat_activity" and "Wait Events"; MySQL manual, "SHOW PROCESSLIST".
 */

import type { Instant } from '../units/time.ts';
import type { Database } from './database/database.ts';
import { type Connection, ConnectionState } from './pool/connection.ts';
import type { Request } from './request.ts';
import type { World } from './world.ts';

/** What a session is doing. A login under way is `starting`: PostgreSQL 18 lists it by that name, MySQL as `login`. */
export type SessionState = 'active' | 'idle' | 'idle in transaction' | 'idle in transaction (aborted)' | 'starting';

/** One session. Instants are in µs from the start; null where there is none. */
export interface SessionView {
  readonly pid: number;
  /** The app, the pool, the class that holds the connection (null: nobody does), and the instance. */
  readonly app: string;
  readonly pool: string;
  readonly className: string | null;
  readonly client: string;
  readonly backendStart: Instant;
  readonly xactStart: Instant | null;
  readonly queryStart: Instant | null;
  readonly stateChange: Instant;
  /** What it waits for; null while it runs or waits for a core. */
  readonly waits: { readonly type: 'Client' | 'IO' | 'Lock'; readonly event: string } | null;
  readonly state: SessionState;
  readonly query: string;
  /** Processes that it waits for. */
  readonly blockedBy: readonly number[];
  /** The client has gone, and the server has not noticed. */
  readonly clientGone: boolean;
}

/** A server and its sessions, in order of their process numbers. */
export interface ServerView {
  readonly server: Database;
  readonly sessions: readonly SessionView[];
}

/** Every database server at this instant; poolers are none. */
export function activityOf(world: World): ServerView[] {
  const executing = new Map<Connection, Request>();
  for (const request of world.life.all) if (request.classIndex >= 0 && request.executing !== null) executing.set(request.executing, request);
  return world.databases.filter(({ pooler }) => pooler === null).map((server) => ({
    server,
    sessions: server.admission.connected.map((connection) => sessionOf(world, connection, executing.get(connection) ?? null)).sort((a, b) => a.pid - b.pid),
  }));
}

function sessionOf(world: World, connection: Connection, request: Request | null): SessionView {
  const state = stateOf(connection, request);
  const { className, app, pool, client } = whoseIs(world, connection, request);
  const inside = connection.inTransaction && state !== 'starting';
  const idleSince = Math.max(connection.idleSince, connection.bornAt, inside ? connection.beganAt : 0);
  return {
    pid: connection.pid, app, pool, className, client,
    backendStart: connection.bornAt,
    xactStart: inside ? connection.beganAt : request === null ? null : connection.queryAt,
    queryStart: connection.queryAt < 0 ? null : connection.queryAt,
    stateChange: request === null ? (state === 'starting' ? connection.bornAt : idleSince) : connection.queryAt,
    waits: waitOf(connection, request, state),
    state,
    query: queryOf(world, connection, request),
    blockedBy: [...new Set((request?.parking?.heldBy?.().by ?? []).filter((one) => one !== connection).map(({ pid }) => pid))],
    clientGone: request !== null && request.orphan === connection,
  };
}

function stateOf(connection: Connection, request: Request | null): SessionState {
  if (request !== null) return 'active';
  if (connection.isOpening) return 'starting';
  if (!connection.inTransaction) return 'idle';
  return connection.aborted ? 'idle in transaction (aborted)' : 'idle in transaction';
}

function waitOf(connection: Connection, request: Request | null, state: SessionState): SessionView['waits'] {
  if (state === 'starting') return null;
  if (request === null) return { type: 'Client', event: 'ClientRead' };
  const { parking } = request;
  if (parking === connection.database.cpu || parking === null) return null;
  return parking.heldBy === undefined ? { type: 'IO', event: 'DataFileRead' } : { type: 'Lock', event: parking.heldBy().event };
}

/** Behind a pooler a session bears the name of the client that it works for at the moment. */
function whoseIs(world: World, connection: Connection, request: Request | null): { app: string; pool: string; className: string | null; client: string } {
  const { group } = connection.pool;
  const front = connection.client?.pool ?? connection.pool;
  const lent = request !== null || (connection.state === ConnectionState.lent && (group.pooler === null || connection.client !== null));
  const className = lent ? (world.classes[request?.classIndex ?? connection.holderClass]?.name ?? null) : null;
  const app = front.group.user;
  const instance = group.pooler === null ? `${app}-${connection.pool.group.pools.indexOf(connection.pool) + 1}` : group.name;
  return { app, pool: front.group.name, className, client: instance };
}

/** The statement that runs or ran last. Of a connection that lies in its pool only its last borrower's class is known: the last statement of that route stands for it. */
function queryOf(world: World, connection: Connection, request: Request | null): string {
  if (request !== null) return request.route?.saidAt(request.steps, request.at) ?? '';
  if (connection.queryAt < 0) return '';
  const { holder } = connection;
  if (holder !== null) return holder.route?.saidLast(holder.steps, holder.at - 1) ?? '';
  return connection.leaked ? connection.lastQuery : (world.requestClasses[connection.holderClass]?.route.saidLast() ?? '');
}
