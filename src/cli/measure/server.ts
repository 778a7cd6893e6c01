/** The sessions of a measurement on a real PostgreSQL: each read-only, with a statement timeout, counted against what the server has to give, and closed whatever happens. */

import type { Client } from 'pg';
import { Exit, isSystemError, Stop } from '../exit.ts';
import type { MeasurePlan } from './plan.ts';

/** What the server said of itself. */
export interface Room {
  readonly version: string;
  readonly maxConnections: number;
  readonly reserved: number;
  /** Sessions of clients that are open now, ours included. */
  readonly open: number;
}

const connectMs = 10_000;
const statementMs = 10_000;

/** The package that talks to servers; it is not part of poolsim. */
async function driver(): Promise<new (config: { readonly connectionString: string; readonly application_name: string; readonly connectionTimeoutMillis: number }) => Client> {
  try {
    const found = await import('pg') as { readonly Client?: typeof Client; readonly default?: { readonly Client: typeof Client } };
    return (found.default ?? (found as { readonly Client: typeof Client })).Client;
  } catch (error) {
    if (!isSystemError(error) || !/MODULE_NOT_FOUND/.test(error.code ?? '')) throw error;
    throw new Stop(Exit.couldNotRun, 'poolsim: measuring a server needs the package pg, which is not installed here: npm install pg\nWithout it, measure with pgbench and give poolsim its output: poolsim calibrate FOLDER');
  }
}

export class Sessions {
  readonly #plan: MeasurePlan;
  readonly #open: Client[] = [];

  constructor(plan: MeasurePlan) {
    this.#plan = plan;
  }

  /** At least so many sessions. Stops with exit code 3 where the server takes no more. */
  async atLeast(count: number): Promise<readonly Client[]> {
    const Driver = await driver();
    while (this.#open.length < count) {
      const client = new Driver({ connectionString: this.#plan.url, application_name: 'poolsim calibrate', connectionTimeoutMillis: connectMs });
      // A session that ends between two statements must not end the process; its next statement tells.
      client.on('error', () => {});
      try {
        await client.connect();
        this.#open.push(client);
        await client.query(`SET default_transaction_read_only = on`);
        await client.query(`SET statement_timeout = ${statementMs}`);
      } catch (error) {
        throw new Stop(Exit.couldNotRun, `poolsim: cannot open session ${this.#open.length + 1} at ${this.#plan.place}: ${error instanceof Error ? error.message || String(isSystemError(error) ? error.code : error.name) : String(error)}`);
      }
    }
    return this.#open.slice(0, count);
  }

  /** What the server admits and has open. */
  async room(): Promise<Room> {
    const [first] = await this.atLeast(1);
    const asked = `SELECT current_setting('server_version') AS version, current_setting('max_connections')::int AS most,
      current_setting('superuser_reserved_connections')::int + coalesce(current_setting('reserved_connections', true), '0')::int AS reserved,
      (SELECT count(*)::int FROM pg_stat_activity WHERE pid = pg_backend_pid() OR datid IS NOT NULL) AS open`;
    const { rows } = await (first as Client).query(asked);
    const { version, most, reserved, open } = rows[0] as { readonly version: string; readonly most: number; readonly reserved: number; readonly open: number };
    return { version, maxConnections: most, reserved, open };
  }

  /** Says goodbye to the server. Does not wait: it may be called while the process ends. */
  close(): void {
    for (const client of this.#open.splice(0)) void client.end().catch(() => {});
  }

  /** Says goodbye and waits until all are gone. */
  async closed(): Promise<void> {
    await Promise.allSettled(this.#open.splice(0).map((client) => client.end()));
  }
}

/** Stops with exit code 2 where the plan asks for more than its share of the server, or than is free. */
export function checkRoom({ clients, share, place }: MeasurePlan, { maxConnections, reserved, open }: Room): void {
  const wanted = clients.at(-1) ?? 0;
  const usable = maxConnections - reserved;
  const allowed = Math.floor(share * usable);
  const free = usable - (open - 1);
  const percent = `${Math.round(share * 100)} %`;
  if (wanted > allowed) throw new Stop(Exit.badInput, `poolsim: --clients ${clients.join(',')}: ${place} admits ${maxConnections} connections, ${reserved} of them reserved; ${percent} of the rest are ${allowed}. Ask for at most ${allowed}, or for a larger --share.`);
  if (wanted > free) throw new Stop(Exit.badInput, `poolsim: --clients ${clients.join(',')}: only ${free} connections of ${place} are free now (${open - 1} of ${usable} are in use)`);
}
