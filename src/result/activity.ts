/** The sessions of database servers at instants that were asked for, as a run leaves them behind: plain data like the rest of a result. */

/** What a session of a database server is doing; `starting` is a login under way. */
export type SessionState = 'active' | 'idle' | 'idle in transaction' | 'idle in transaction (aborted)' | 'starting';

/** One row of pg_stat_activity, or of SHOW PROCESSLIST. Times are seconds from the start of the run; null where there is none. */
export interface SessionResult {
  readonly pid: number;
  /** The app that owns the pool. */
  readonly user: string;
  /** The pool, and after a slash the class that holds the connection. */
  readonly application: string;
  /** The instance of the app, or the pooler. */
  readonly client: string;
  readonly backendStartS: number;
  readonly xactStartS: number | null;
  readonly queryStartS: number | null;
  readonly stateChangeS: number;
  /** Null while it runs or waits for a core. */
  readonly waitEventType: string | null;
  readonly waitEvent: string | null;
  readonly state: SessionState;
  /** The name of the statement, or its route and number: the one that runs, or ran last. */
  readonly query: string;
  /** What pg_blocking_pids says. */
  readonly blockedBy: readonly number[];
  /** The client has gone, and the server has not noticed. */
  readonly clientGone: boolean;
}

/** One database server at an instant, as those who may log in would see it. */
export interface ServerActivity {
  readonly kind: string;
  /** Null: no limit. */
  readonly maxConnections: number | null;
  readonly reservedConnections: number;
  /** False while the server refuses or hangs: nobody could have asked it. */
  readonly answers: boolean;
  readonly sessions: readonly SessionResult[];
  /** Counts since the start: logins that took a slot, logins refused, sessions that ended without a goodbye, and the most sessions at once. */
  readonly status: { readonly logins: number; readonly refused: number; readonly abortedClients: number; readonly maxUsed: number };
}

/** The sessions of every database server at one instant. */
export interface ActivityResult {
  readonly atS: number;
  readonly databases: { readonly [name: string]: ServerActivity };
}
