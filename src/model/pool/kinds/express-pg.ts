/** An Express (or any Node) service as most are written: one `new Pool()` of node-postgres with its defaults, `pool.query()` in the handlers. The pool is pg-pool itself.
 *  Source: brianc/node-postgres, packages/pg-pool 3.14.0, docs/pages/guides/async-express (pool notes §3.2). */

import { poolKind } from './kind.ts';
import { pgMetrics, pgOptions, pgPolicy, pgTraps } from './pg-pool.ts';

export const expressPg = poolKind({
  kind: 'express-pg',
  version: 'pg-pool 3.14.0',
  says: 'node-postgres as an Express service has it: pg-pool with its defaults, ten clients and no limit on waiting',
  source: 'brianc/node-postgres, packages/pg-pool 3.14.0',
  options: pgOptions, policy: pgPolicy, metrics: pgMetrics,
  traps: [
    { says: 'Each process has a pool of its own: with cluster mode or several replicas the server sees max times as many.' },
    { says: 'A handler that throws between connect() and release() keeps its client for ever, and after max such errors the service stands still without an error in the log.' },
    ...pgTraps,
  ],
});
