/**
 * What a login costs: twenty statements one after another, each on a connection of its own or through a pool. What one login, a first and a later
 * statement, and a goodbye take was measured apart (medians of 200); the twenty are predicted from these.
 */

import { medianOf } from './figures.ts';
import { rowsOf, textOf } from './recorded.ts';
import { replayed } from './replay.ts';

export interface Twenty {
  readonly name: string;
  /** Median of ten repeats, the least and the largest of them, and what poolsim says, ms for all twenty. */
  readonly measured: number;
  readonly repeats: readonly [number, number];
  readonly predicted: number;
}

/** The clients of the measurement: their goodbye has its own word, and the pool its own kind. */
const clients = [
  { name: 'node pg, scram', files: 'node', goodbye: 'end', pool: '{ kind: pg-pool, database: db, max: 5 }' },
  { name: 'libpq (psycopg2), scram', files: 'libpq', goodbye: 'close', pool: '{ kind: psycopg2, database: db, minconn: 1, maxconn: 5 }' },
] as const;

const count = 20;

/** Time that the last of twenty statements in a row is through, ms. */
function twentyIn(pool: string, step: string, parts: { readonly connect: number; readonly exchange: number }): number {
  const requests = replayed({
    text: `
scenario: twenty statements in a row
run: { length: 2s, seed: 1, coldStart: true }
databases: { db: { kind: postgresql, cores: 2, roundTrip: ${parts.exchange.toFixed(3)}ms, connect: ${parts.connect.toFixed(3)}ms } }
pools: { main: ${pool} }
routes: { work: [ ${step} ] }
traffic: { one: { route: work, users: 1 } }
`,
    files: {},
  });
  const last = requests[count - 1];
  if (last === undefined || last.end === null) throw new Error('twenty statements end within two seconds');
  return last.end - (requests[0]?.arrive ?? 0);
}

/** Twenty statements, without a pool and with one, for each client library. */
export const twenties = (folder: string): readonly Twenty[] => clients.flatMap(({ name, files, goodbye, pool }) => {
  const summary = rowsOf(textOf(folder, `${files}_summary.csv`));
  const p50 = (metric: string): number => Number(summary.find((row) => row.kind === 'pg_scram_tcp' && row.metric === metric)?.p50_ms);
  const measured = rowsOf(textOf(folder, `${files}_20_queries.csv`));
  const told = (column: string) => {
    const values = measured.map((row) => Number(row[column]));
    return { measured: medianOf(values), repeats: [Math.min(...values), Math.max(...values)] as const };
  };
  const unpooled = twentyIn('{ kind: no-pool, database: db }', `{ query: { pool: main } }, { call: ${p50(goodbye).toFixed(3)}ms }`, { connect: p50('connect'), exchange: p50('first_query') });
  // The pool's own login and the first statement, then the same connection again and again.
  const later = p50('second_query');
  const pooled = twentyIn(pool, '{ query: { pool: main } }', { connect: p50('connect') + p50('first_query') - later, exchange: later });
  return [{ name: `${name}: a connection each`, ...told('unpooled_20_ms'), predicted: unpooled }, { name: `${name}: pooled`, ...told('pooled_20_incl_open_ms'), predicted: pooled }];
});
