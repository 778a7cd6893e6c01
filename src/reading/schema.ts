/** The JSON Schema (draft 2020-12) of scenario files, made from the shapes that read them, for editors that complete and check while one types. */

import { scenarioShape, sharedSchemas } from '../model/scenario.ts';
import type { JsonSchema } from '../shape.ts';

/** Plain JSON: a schema that accepts the form of every scenario. Names, units inside text and rules between parts are checked by reading alone. */
export function schema(): JsonSchema {
  const { description, ...rest } = scenarioShape.schema;
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'poolsim scenario', description, ...rest, $defs: sharedSchemas };
}
