/** The catalogue of pool kinds. A new kind is a new file and a line here; help, schema, forms and error messages follow. */

import { activerecord } from './activerecord.ts';
import { django } from './django.ts';
import { prisma } from './prisma.ts';
import { rails } from './rails.ts';
import { bb8 } from './bb8.ts';
import { c3p0 } from './c3p0.ts';
import { dbcp2 } from './dbcp2.ts';
import { deadpool } from './deadpool.ts';
import { expressPg } from './express-pg.ts';
import { genericPool } from './generic-pool.ts';
import { goDatabaseSql } from './go-database-sql.ts';
import { hikaricp } from './hikaricp.ts';
import type { PoolKind } from './kind.ts';
import { knex } from './knex.ts';
import { lambda } from './lambda.ts';
import { mariadb } from './mariadb.ts';
import { mysql } from './mysql.ts';
import { mysql2 } from './mysql2.ts';
import { noPool } from './no-pool.ts';
import { npgsql } from './npgsql.ts';
import { pgPool } from './pg-pool.ts';
import { pgxpool } from './pgxpool.ts';
import { plain } from './plain.ts';
import { psycopg2 } from './psycopg2.ts';
import { psycopg3 } from './psycopg3.ts';
import { r2d2 } from './r2d2.ts';
import { redisPool } from './redis-pool.ts';
import { springBoot } from './spring-boot.ts';
import { sqlalchemy } from './sqlalchemy.ts';
import { sqlx } from './sqlx.ts';
import { tarn } from './tarn.ts';
import { tomcatJdbc } from './tomcat-jdbc.ts';

const all: readonly PoolKind[] = [
  plain, noPool, goDatabaseSql, pgxpool, npgsql, r2d2, sqlx, bb8, deadpool, lambda, hikaricp, springBoot, tomcatJdbc, dbcp2, c3p0, pgPool, expressPg, mysql2, mysql, psycopg2, psycopg3, sqlalchemy,
  activerecord, rails, django, prisma,
  genericPool, knex, mariadb, redisPool, tarn,
];

export const poolKinds: { readonly [kind: string]: PoolKind } = Object.fromEntries(all.map((entry) => [entry.kind, entry]));
