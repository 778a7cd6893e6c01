/** The plan of a pooler: a program between the pools of apps and a database, with clients on one side and a pool of server connections on the other. */

import { describe, type Place, type Shape, shape, suggestion } from '../../shape.ts';
import { isTable } from '../../shape/tables.ts';
import { nameIn } from '../../shape/values.ts';
import type { Duration } from '../../units/time.ts';
import type { DatabasePlan } from '../database/plan.ts';
import type { Policy } from '../pool/policy.ts';
import { poolerKinds } from './kinds/index.ts';

/** When a client lets go of its server connection: at its end, after each transaction, after each statement. */
export type PoolMode = 'session' | 'transaction' | 'statement';

/** What the options of a kind say; `PoolerPlan` adds whose they are. */
export interface PoolerSettings {
  readonly mode: PoolMode;
  /** The server connections, as switches of a pool. Its `max` counts the reserve too. */
  readonly policy: Policy;
  /** Where the size depends on the database: shares of its maxConnections, for the most connections and the most idle ones. */
  readonly shareOfServer: { readonly max: number; readonly idle: number } | null;
  /** What clients meet, told as a server: how many may come, its network, its processor, its words. */
  readonly front: DatabasePlan;
  /** Processor time of the pooler for one query with its answer. */
  readonly cpu: Duration;
  /** Round trips to the server that clean a connection after its session (DISCARD ALL); the connection serves nobody meanwhile. */
  readonly cleanRoundTrips: number;
  /** It is cleaned whenever it is let go, not only after a session. */
  readonly cleansAlways: boolean;
  /** Share of transactions after which the client keeps its server connection until it disconnects. */
  readonly pins: number;
  readonly idleTransactionTimeout: Duration;
  /** A failed login makes newcomers fail at once while no server connection is left, with these words; `{error}` is the server's. null: they wait. */
  readonly failing: string | null;
  /** A login that the server refuses disconnects those who wait, while no server connection is left. */
  readonly refusalEndsWaiting: boolean;
  /** Said to a client that leaves a transaction open in statement mode. */
  readonly noTransactions: string;
  /** Said to the client whose server connection has died. */
  readonly crashed: string;
}

export interface PoolerPlan extends PoolerSettings {
  readonly kind: string;
  readonly database: string;
}

const database = nameIn('databases', 'the database behind it');

const schema = {
  anyOf: Object.values(poolerKinds).map((kind) => ({
    type: 'object', additionalProperties: false, required: ['kind', 'database'], description: kind.says,
    properties: { kind: { const: kind.kind }, database: database.schema, ...Object.fromEntries(Object.entries(kind.options).map(([key, option]) => [key, option.schema])) },
  })),
};

/** `{ kind: pgbouncer, database: primary, pool_mode: transaction }`. */
export const poolerShape: Shape<PoolerPlan> = shape('a pooler between pools and a database', schema, (value: unknown, here: Place) => {
  if (!isTable(value)) return here.wrong('expected a table with kind, database and the options of the kind');
  const { kind, database: target, ...options } = value;
  if (target === undefined) here.wrong('"database" is missing: the database behind it');
  const at = target === undefined ? undefined : database.read(target, here.at('database'));
  if (kind === undefined) return here.wrong(`"kind" is missing: one of ${Object.keys(poolerKinds).join(', ')}`);
  if (typeof kind !== 'string' || !Object.hasOwn(poolerKinds, kind)) return here.at('kind').wrong(`${describe(kind)} is not a pooler kind.${suggestion(kind, Object.keys(poolerKinds))}`);
  const settings = poolerKinds[kind]?.shape.read(options, here);
  return at === undefined || settings === undefined ? undefined : { kind, database: at, ...settings };
});

/** The switches of a pooler's server connections before a database that admits `maxConnections` (Infinity: any number). */
export function sized({ policy, shareOfServer }: PoolerSettings, maxConnections: number): Policy {
  if (shareOfServer === null) return policy;
  return { ...policy, max: Math.max(1, Math.floor(maxConnections * shareOfServer.max)), keepIdle: Math.floor(maxConnections * shareOfServer.idle) };
}
