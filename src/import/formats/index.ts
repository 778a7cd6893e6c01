/** The catalogue of import formats, in the order in which a file is tried against them. A new format is a new file and a line here; help and errors follow. */

import type { ImportFormat } from '../format.ts';
import { accessLog } from './access-log.ts';
import { csv } from './csv.ts';
import { django } from './django.ts';
import { goSql } from './go-sql.ts';
import { hikari } from './hikari.ts';
import { jsonLog } from './json-log.ts';
import { nodePostgres } from './node-postgres.ts';
import { pgStatStatements } from './pg-stat-statements.ts';
import { pgbench } from './pgbench.ts';
import { pgbouncer } from './pgbouncer.ts';
import { rails } from './rails.ts';
import { spring } from './spring.ts';
import { sqlalchemy } from './sqlalchemy.ts';

const all: readonly ImportFormat[] = [
  pgbench, accessLog, pgbouncer, pgStatStatements,
  spring, rails, django, sqlalchemy, goSql, nodePostgres, hikari,
  jsonLog, csv,
];

export const importFormats: { readonly [name: string]: ImportFormat } = Object.fromEntries(all.map((entry) => [entry.name, entry]));
