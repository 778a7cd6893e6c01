/** Options that several commands have, and those of commands that have many. */

import { reporterOptions } from './reporter-words.ts';

export const seed = { type: 'string', requiresArg: true, describe: 'seed of the run, a number or a word; default: what the scenario says' } as const;
export const set = { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'change the scenario: --set pools.main.maximumPoolSize=20 (repeatable)' } as const;
export const quiet = { type: 'boolean', describe: 'print nothing but problems' } as const;
export const json = { type: 'boolean', describe: 'print one JSON object on stdout and nothing else' } as const;
export const width = { type: 'number', requiresArg: true, describe: 'columns of the screen; default: those of the terminal, or 100' } as const;
export const threads = { type: 'number', requiresArg: true, describe: 'threads; the result is the same for any number. Default: one for each core; 0: none, in this process' } as const;
export const deciding = { type: 'number', requiresArg: true, describe: 'most runs for promises with a confidence (@95%), which go on until they are decided; default: 200' } as const;

export const calibrateOptions = {
  cores: { type: 'number', requiresArg: true, describe: 'cores of the database server; default: whole numbers are tried' },
  law: { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'only this law of contention (repeatable); default: all, compared by what they predict' },
  'hold-out': { type: 'string', requiresArg: true, default: 'each', describe: 'each number of clients in turn, or a list like 4,8,16, or none' },
  column: { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'which column of a table is what: --column tps=w_tps (repeatable; clients, tps, latency, cpu, cores, workload)' },
  where: { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'only rows with this cell, or pgbench outputs of this workload: --where workload=select (repeatable)' },
  json, quiet, width,
  out: { type: 'string', requiresArg: true, describe: 'write a scenario with the fitted database and demands to this file' },
  url: { type: 'string', requiresArg: true, describe: 'measure a PostgreSQL server now: postgres://user@host/database (read-only statements; asks before it starts)' },
  clients: { type: 'string', requiresArg: true, describe: 'with --url: numbers of connections, one after another; default: 1,2,4,8' },
  seconds: { type: 'number', requiresArg: true, describe: 'with --url: how long each is measured; default: 5' },
  statement: { type: 'string', requiresArg: true, describe: 'with --url: the statement that is repeated; default: one of about a millisecond of CPU' },
  share: { type: 'string', requiresArg: true, describe: 'with --url: never more than this share of the connections that are not reserved; default: 20%' },
  raw: { type: 'string', requiresArg: true, describe: 'with --url: where the measured table goes, to be fitted again; default: out/calibrate/HOST-DATABASE.csv' },
  yes: { type: 'boolean', describe: 'with --url: do not ask before it starts' },
} as const;

export const compareOptions = {
  with: { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'what B has otherwise than A, like --set: --with pools.main.max=50; += adds to a list: --with "incidents+={ … }" (repeatable)' },
  runs: { type: 'number', requiresArg: true, default: 20, describe: 'pairs of runs, with the seeds after the first one; both sides take the same' },
  workers: threads,
  seed, set, quiet, json, width, ...reporterOptions,
  out: { type: 'string', requiresArg: true, describe: 'folder for the files; default: out/<A>-vs-<B>/' },
  charts: { type: 'boolean', default: true, describe: 'draw charts/*.svg; --no-charts leaves them out' },
  files: { type: 'boolean', default: true, describe: 'write files at all; --no-files leaves the disk alone' },
  png: { type: 'boolean', describe: 'also draw charts/*.png' },
} as const;
