/** The plan of a pool: its kind, its database, its options in the library's own spelling, and the switches that follow from them. */

import { type Place, type Shape, describe, shape, suggestion } from '../../shape.ts';
import { isTable } from '../../shape/tables.ts';
import { nameIn } from '../../shape/values.ts';
import { poolKinds } from './kinds/index.ts';
import type { Policy } from './policy.ts';

export interface PoolPlan {
  readonly kind: string;
  readonly database: string;
  readonly policy: Policy;
}

const database = nameIn('databasesOrPoolers', 'the database it connects to, or a pooler in front of one');

const schema = {
  anyOf: Object.values(poolKinds).map((kind) => ({
    type: 'object', additionalProperties: false, required: ['database'], description: kind.says,
    properties: { kind: { const: kind.kind }, database: database.schema, ...Object.fromEntries(Object.entries(kind.options).map(([key, option]) => [key, option.schema])) },
  })),
};

/** The kinds that know options which a plain pool does not. */
const kindsWith = (options: { readonly [key: string]: unknown }): string[] => {
  const foreign = Object.keys(options).filter((key) => !Object.hasOwn(poolKinds.plain?.options ?? {}, key));
  return foreign.length === 0 ? [] : Object.values(poolKinds).filter((kind) => foreign.every((key) => Object.hasOwn(kind.options, key))).map((kind) => kind.kind);
};

/** `{ kind: hikaricp, database: primary, maximumPoolSize: 10 }`; without a kind the pool is plain. */
export const poolShape: Shape<PoolPlan> = shape('a connection pool', schema, (value: unknown, here: Place) => {
  if (!isTable(value)) return here.wrong('expected a table with kind, database and the options of the kind');
  const { kind: given, database: target, ...options } = value;
  const named = given === undefined ? 'plain' : given;
  if (target === undefined) here.wrong('"database" is missing: the database it connects to');
  const at = target === undefined ? undefined : database.read(target, here.at('database'));
  if (typeof named !== 'string' || !Object.hasOwn(poolKinds, named)) return here.at('kind').wrong(`${describe(named)} is not a pool kind.${suggestion(named, Object.keys(poolKinds))}`);
  const others = given === undefined ? kindsWith(options) : [];
  if (others.length > 0) return here.wrong(`"kind" is missing: these are options of ${others.join(' and ')}`);
  const policy = poolKinds[named]?.shape.read(options, here);
  return at === undefined || policy === undefined ? undefined : { kind: named, database: at, policy };
});
