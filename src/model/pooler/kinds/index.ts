/** The catalogue of pooler kinds. A new kind is a new file and a line here; help, schema and messages follow. */

import type { PoolerKind } from './kind.ts';
import { pgbouncer } from './pgbouncer.ts';
import { rdsProxy } from './rds-proxy.ts';

export const poolerKinds: { readonly [kind: string]: PoolerKind } = Object.fromEntries([pgbouncer, rdsProxy].map((entry) => [entry.kind, entry]));
