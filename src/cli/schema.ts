/** `poolsim schema`: the JSON Schema of scenario files, for editors that complete and check while one types. */

import { schema as scenarioSchema } from '../reading/schema.ts';
import { Exit, type ExitCode } from './exit.ts';

export async function schema(): Promise<ExitCode> {
  process.stdout.write(`${JSON.stringify(scenarioSchema(), null, 2)}\n`);
  return Exit.ok;
}
