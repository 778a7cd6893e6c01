/** The command that chooses a size, with its words. Its body is loaded only when it is called. */

import type { CommandModule } from 'yargs';
import type { RecommendWords } from './recommend.ts';

/** Makes a handler of the body of a command. */
type Calls = <A>(command: (asked: A) => Promise<number>) => (asked: A) => void;

const one = { type: 'string', requiresArg: true } as const;
const many = { type: 'string', array: true, nargs: 1, requiresArg: true } as const;

export const recommendOptions = ['confidence', 'zone', 'best', 'every'];

/** `named` undoes what yargs does to a dash. */
export const recommendCommand = (calls: Calls, named: (file: string) => string): CommandModule<object, RecommendWords> => ({
  command: 'recommend <file>', describe: 'the smallest size that keeps every promise, the whole range that does, the best of it, and what speaks against it',
  builder: (y) => y
    .positional('file', { type: 'string', demandOption: true, describe: 'a scenario (YAML); - reads from stdin' })
    .options({
      slo: { ...many, describe: 'what must hold: --slo "p99(api) < 250ms" (repeatable). Default: the promises of the scenario' },
      vary: { ...one, describe: 'what is chosen, and between what: pools.main.maximumPoolSize=2..40, …=4,8,16,32. Default: the size of the pool, over a range that arithmetic suggests' },
      confidence: { ...one, default: '95%', describe: 'for all sizes, promises and looks together' },
      runs: { type: 'number', requiresArg: true, default: 200, describe: 'most runs of one size; what is still open then is told as such' },
      zone: { ...one, describe: 'so near to a limit either answer will do; default: 2% of it, 10% for shares and counts of failures' },
      best: { choices: ['p99', 'mean', 'none'] as const, default: 'p99' as const, requiresArg: true, describe: 'by what the best of those that fit is chosen; none saves its runs' },
      every: { type: 'boolean', describe: 'simulate every size, also between two that agree' },
      workers: { type: 'number', requiresArg: true, describe: 'threads; the result is the same for any number. Default: one for each core; 0: none, in this process' },
      resume: { type: 'boolean', describe: 'go on where an interrupted one stopped; also with more runs or another confidence' },
      seed: { ...one, describe: 'the first seed, a number or a word; default: what the scenario says' },
      set: { ...many, describe: 'change the scenario: --set traffic.api.rate=140/s (repeatable)' },
      quiet: { type: 'boolean', describe: 'print nothing but problems' }, json: { type: 'boolean', describe: 'print one JSON object on stdout and nothing else' },
      width: { type: 'number', requiresArg: true, describe: 'columns of the screen; default: those of the terminal, or 100' },
      out: { ...one, describe: 'folder for the files; default: out/<name of the scenario file>-recommend/' },
      charts: { type: 'boolean', default: true, describe: 'draw charts/*.svg; --no-charts leaves them out' },
      files: { type: 'boolean', default: true, describe: 'write files at all; --no-files leaves the disk alone (and cannot be resumed)' },
      png: { type: 'boolean', describe: 'also draw charts/*.png' },
    })
    .example('$0 recommend my.yaml --slo "p99(api) < 250ms"', 'how large must the pool be?')
    .example('$0 recommend my.yaml --vary pools.main.max=2..40 --slo "failedShare(api) < 1%" --confidence 99%', 'surer, over this range')
    .example('$0 recommend my.yaml --runs 1000 --resume', 'it was inconclusive: go on where it stopped')
    .epilogue('Exit codes: 0 found · 1 no size will do · 2 bad scenario or usage · 3 could not run · 4 inconclusive'),
  handler: calls(async (asked) => (await import('./recommend.ts')).recommend({ ...asked, file: named(asked.file) })),
});
