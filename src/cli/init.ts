/** `poolsim init`: a commented scenario to begin with, written whole or not at all, and never over an existing file. */

import { existsSync } from 'node:fs';
import { Exit, type ExitCode, orCannot, Stop } from './exit.ts';
import { writeWhole } from './outbox.ts';

/** What a newcomer gets: a pool, a database, a route, traffic, an incident and two promises, each with a line of explanation. */
export const starter = `# Question: does a pool of 10 carry the evening, and what happens when the database slows down at 20:10?
# Look for: the line in front of the pool growing while the database is slow, and how long it takes to drain.
# Everything here has a documented default; \`poolsim explain\` tells them all.
scenario: My first pool
question: Does a pool of 10 carry the evening when the database is four times as slow for a minute?

run:
  starts: "2024-06-15T20:00:00"    # wall-clock time at which the simulated world begins
  length: 20m                      # how long it is simulated
  measureFrom: 1m                  # figures count requests from here on: the pool is warm by then
  seed: 1                          # the same seed gives the same run, byte for byte

databases:
  primary:
    kind: postgresql               # or mysql, or plain (no limits unless given)
    cores: 4
    maxConnections: 100

pools:
  main:
    kind: hikaricp                 # \`poolsim explain pools\` lists the kinds
    database: primary
    maximumPoolSize: 10            # options keep the library's own names and units
    connectionTimeout: 5s          # or 5000, as the library writes it

routes:
  checkout:                        # what one request does, step by step
    - query: { pool: main, cpu: { exponential: 4ms }, blocked: { exponential: 16ms } }

traffic:
  api:
    route: checkout
    rate: 200/s                    # poisson arrivals; also: users, bursts, a schedule, a trace file
    patience: 10s                  # the client's own deadline

incidents:
  - { at: "20:10", until: "20:11", slowdown: { database: primary, times: 4 } }

promises:                          # what must hold; a broken promise ends with exit code 1
  - failedShare(api) < 1%
  - p50(api) < 100ms
`;

/** Writes the starter to a file that does not exist yet. */
export async function init(words: { readonly file: string }): Promise<ExitCode> {
  const { file } = words;
  if (existsSync(file)) throw new Stop(Exit.couldNotRun, `${file} exists already and was left alone. Choose another name: poolsim init other.yaml`);
  orCannot('write', file, () => writeWhole(file, starter));
  process.stdout.write(`Wrote ${file}. Next: poolsim run ${file}\n`);
  return Exit.ok;
}
