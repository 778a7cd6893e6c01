/** The catalogue of pool kinds. A new kind is a new file and a line here; help, schema, forms and error messages follow. */

import { goDatabaseSql } from './go-database-sql.ts';
import { hikaricp } from './hikaricp.ts';
import type { PoolKind } from './kind.ts';
import { noPool } from './no-pool.ts';
import { pgPool } from './pg-pool.ts';
import { plain } from './plain.ts';
import { psycopg2 } from './psycopg2.ts';
import { psycopg3 } from './psycopg3.ts';
import { sqlalchemy } from './sqlalchemy.ts';

export const poolKinds: { readonly [kind: string]: PoolKind } = Object.fromEntries([plain, noPool, goDatabaseSql, hikaricp, pgPool, psycopg2, psycopg3, sqlalchemy].map((entry) => [entry.kind, entry]));
