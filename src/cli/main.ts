/** Words in, exit code out: the commands of poolsim and their options. Each command's body is loaded only when it is called. */

import yargs, { type Argv } from 'yargs';
import { nearest } from '../nearest.ts';
import { version } from '../run/version.ts';
import { recommendCommand, recommendOptions } from './choosing.ts';
import { Exit, isSystemError, Stop } from './exit.ts';
import { calibrateOptions, compareOptions, deciding, json, quiet, seed, set, threads, width } from './options.ts';
import { reporterOptions } from './reporter-words.ts';
import { lessonCommand, quizCommand } from './teaching.ts';

/** The body of the command that the words ask for. It leaves yargs by being thrown: a handler that returns makes yargs compose the whole help text (20 ms). */
class Chosen {
  readonly body: () => Promise<number>;

  constructor(body: () => Promise<number>) {
    this.body = body;
  }
}

const calls = <A>(command: (asked: A) => Promise<number>) => (asked: A): void => {
  throw new Chosen(() => command(asked));
};

/** yargs hands the word `-` (stdin) over as an empty one. Words that really are empty were refused before. */
const named = (file: string): string => (file === '' ? '-' : file);

/** From a list of names yargs drops the word `-`: the list as it was typed. */
const withDashes = (names: readonly string[], words: readonly string[]): readonly string[] =>
  words.includes('-') ? words.slice(1).filter((word) => word === '-' || names.includes(word)) : names;

/** Names for "did you mean". */
const names = {
  commands: ['run', 'sweep', 'recommend', 'compare', 'verify', 'lint', 'calibrate', 'init', 'import', 'schema', 'explain', 'lesson', 'quiz'],
  options: ['seed', 'set', 'quiet', 'json', 'width', 'out', 'charts', 'no-charts', 'files', 'no-files', 'png', 'metrics', 'trace-pool', 'trace-format', 'activity-at', 'runs', 'cores', 'law', 'hold-out', 'column', 'where', 'url', 'clients', 'seconds', 'statement', 'share', 'raw', 'yes', 'as', 'time-column', 'time-unit', 'time-is', 'zone', 'spread', 'duration-column', 'duration-unit', 'duration-as', 'routes', 'route-column', 'cpu-column', 'blocked-column', 'top', 'database', 'pool', 'profile', 'env', 'over', 'separate', 'vary', 'slo', 'resume', 'precision', ...recommendOptions, 'with', 'workers', 'reporter', 'reporter-file', 'answer', 'scenario', 'claims', 'questions', 'topic', 'list', 'help', 'version'],
};

/** The commands with their words; `formats` is what the help of import adds. */
const commands = (words: readonly string[], formats: string): Argv =>
  yargs([...words])
    .scriptName('poolsim')
    .usage('$0 <command>\n\nWhat will my database connection pool do, and what should I change?')
    .command('run <file>', 'simulate a scenario: one screen here, charts and data in out/', (y) => y
      .positional('file', { type: 'string', demandOption: true, describe: 'a scenario (YAML); - reads from stdin' })
      .options({
        seed, set, quiet, json, width, workers: threads, ...reporterOptions,
        out: { type: 'string', requiresArg: true, describe: 'folder for the files; default: out/<name of the scenario file>/' },
        charts: { type: 'boolean', default: true, describe: 'draw charts/*.svg and report.html; --no-charts leaves them out' },
        files: { type: 'boolean', default: true, describe: 'write files at all; --no-files leaves the disk alone' },
        png: { type: 'boolean', describe: 'also draw charts/*.png' },
        metrics: { type: 'string', requiresArg: true, describe: 'write the figures under standard metric names (Prometheus text) to this file; - is stdout' },
        'trace-pool': { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'write every event of this pool to trace-NAME.csv beside the other files (repeatable; with --runs, of the first run)' },
        'trace-format': { choices: ['csv', 'jsonl'] as const, default: 'csv' as const, requiresArg: true, describe: 'the form of such files' },
        'activity-at': { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'who is on each database at this time, 23:02 or 7m from the start: pg_stat_activity, SHOW PROCESSLIST and what one asks them (repeatable, or with commas)' },
        runs: { type: 'number', requiresArg: true, describe: 'repeat with the seeds after the first one: figures with intervals, promises held in k of n. Default: 1; promises with a confidence (@95%) go on until decided, at most so often, default 200' },
      })
      .example('$0 run scenarios/saturday-report.yaml', 'the Saturday incident')
      .example('$0 run my.yaml --set pools.main.max=20 --runs 10', 'with another size, ten times')
      .example('$0 run scenarios/saturday-report.yaml --activity-at 23:02', 'and who is on the database then')
      .example('$0 run my.yaml --json --no-files | jq .promises', 'for scripts'), calls(async (asked) => (await import('./run.ts')).run({ ...asked, file: named(asked.file) })))
    .command('sweep <file>', 'simulate a scenario at many values: which size is best, from where on more does harm', (y) => y
      .positional('file', { type: 'string', demandOption: true, describe: 'a scenario (YAML); - reads from stdin' })
      .options({
        vary: { type: 'string', array: true, nargs: 1, requiresArg: true, demandOption: true, describe: 'what takes which values: pools.main.maximumPoolSize=2..40, ...=10ms..90ms:20ms, ...=1..1000:log7, ...=80/s,110/s; a+b=2..9 moves both (repeatable: every combination)' },
        runs: { type: 'number', requiresArg: true, describe: 'repeat every point with the seeds after the first one: figures with intervals. Default: 1; with --precision the most, default 100' },
        precision: { type: 'string', requiresArg: true, describe: 'repeat each point until p99 and failure share are within ± this: 5%' },
        slo: { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'judge by this promise instead of those of the scenario: --slo "p99(api) < 250ms" (repeatable)' },
        workers: threads,
        resume: { type: 'boolean', describe: 'go on where an interrupted sweep of the same scenario stopped; also with more values or more runs' },
        seed, set, quiet, json, width,
        out: { type: 'string', requiresArg: true, describe: 'folder for the files; default: out/<name of the scenario file>-sweep/' },
        charts: { type: 'boolean', default: true, describe: 'draw charts/*.svg; --no-charts leaves them out' },
        files: { type: 'boolean', default: true, describe: 'write files at all; --no-files leaves the disk alone (and cannot be resumed)' },
        png: { type: 'boolean', describe: 'also draw charts/*.png' },
      })
      .example('$0 sweep my.yaml --vary pools.main.maximumPoolSize=2..40 --runs 20', 'the best size of a pool, with intervals')
      .example('$0 sweep my.yaml --vary pools.main.max=2..40:2 --vary traffic.api.rate=80/s,110/s,140/s', 'and how it depends on the load'), calls(async (asked) => (await import('./sweep.ts')).sweep({ ...asked, file: named(asked.file) })))
    .command(recommendCommand(calls, named))
    .command('compare <scenarios..>', 'would it have helped, and by how much? Two scenarios, or one with and without a change, on the same seeds', (y) => y
      .positional('scenarios', { type: 'string', array: true, demandOption: true, describe: 'A and B (YAML), or A alone with --with; - reads from stdin' })
      .options(compareOptions)
      .example('$0 compare saturday-literal.yaml saturday-fixed.yaml', 'before and after')
      .example('$0 compare my.yaml --with pools.main.max=50', 'the same with another size')
      .example("$0 compare my.yaml --with 'incidents+={ kill: { pool: main }, at: 5m }'", 'and with one more incident'), calls(async (asked) => (await import('./compare.ts')).compare({ ...asked, scenarios: withDashes(asked.scenarios, words) })))
    .command('verify [paths..]', 'run scenarios and keep score of their promises and claims; nothing is written', (y) => y
      .positional('paths', { type: 'string', array: true, describe: 'scenario files or folders of them; default: scenarios/' })
      .options({ seed, set, quiet, json, width, workers: threads, runs: deciding, ...reporterOptions })
      .example('$0 verify', 'every scenario that comes with poolsim'), calls(async (asked) => (await import('./verify.ts')).verify({ ...asked, paths: withDashes(asked.paths ?? [], words) })))
    .command('lint <files..>', 'read scenarios and say what is wrong or doubtful in them, without running', (y) => y
      .positional('files', { type: 'string', array: true, demandOption: true, describe: 'scenario files; - reads from stdin' })
      .options({ set, quiet, json }), calls(async (asked) => (await import('./lint.ts')).lint({ ...asked, files: withDashes(asked.files, words) })))
    .command('calibrate [paths..]', 'fit a database to what you measured: pgbench outputs and logs, or a table of clients and throughput', (y) => y
      .positional('paths', { type: 'string', array: true, describe: 'a folder of pgbench outputs and -l logs, or such files, or a CSV; - reads from stdin' })
      .options(calibrateOptions)
      .example('$0 calibrate runs/ --cores 4', 'from pgbench -c 1, 2, 4, 8, 16, 32: what pgbench printed, and its -l logs')
      .example('$0 calibrate sweep.csv --cores 2 --hold-out 4,8,16', 'keep three points back and predict them')
      .example('$0 calibrate sweep.csv --where workload=select --column tps=w_tps', 'some rows, and a column with a name of its own')
      .example('$0 calibrate runs/ --cores 4 --out fitted.yaml', 'and a scenario with what was found')
      .example('$0 calibrate --url postgres://me@db.example/app --cores 4', 'measure a server now, 1 to 8 connections for 5 s each, then fit'), calls(async (asked) => (await import('./calibrate.ts')).calibrateCommand({ ...asked, paths: (asked.paths ?? []).length === 0 && words.includes('-') ? ['-'] : asked.paths?.map(named) })))
    .command('init [file]', 'write a commented scenario to begin with', (y) => y
      .positional('file', { type: 'string', default: 'scenario.yaml', describe: 'where to; an existing file is left alone' }), calls(async (asked) => (await import('./init.ts')).init(asked)))
    .command('import <file>', 'turn logs, pg_stat_statements or the configuration of a pool into parts of a scenario', (y) => y
      .positional('file', { type: 'string', demandOption: true, describe: 'what to read (also .gz); - reads from stdin' })
      .options({
        as: { type: 'string', requiresArg: true, describe: 'the format, where its content does not tell; `poolsim explain import` lists them' },
        out: { type: 'string', requiresArg: true, describe: 'where to: the trace file (default: NAME-trace.csv), or the blocks (default: stdout)' },
        quiet, json,
        'time-column': { type: 'string', requiresArg: true, describe: 'column or JSON field with the time' },
        'time-unit': { choices: ['s', 'ms', 'us'] as const, requiresArg: true, describe: 'unit of bare numbers in it; default: by their size' },
        'time-is': { choices: ['start', 'end'] as const, requiresArg: true, describe: 'whether the time is that of the request or of its answer; default: as the format does it' },
        zone: { type: 'string', requiresArg: true, describe: 'time zone of times without an offset, and of the run; default: UTC' },
        spread: { choices: ['random', 'none'] as const, requiresArg: true, describe: 'what to do with arrivals that have whole seconds only; default: random' },
        'duration-column': { type: 'string', requiresArg: true, describe: 'column or JSON field with the time a request took' },
        'duration-unit': { choices: ['s', 'ms', 'us', 'ns'] as const, requiresArg: true, describe: 'unit of bare numbers in it' },
        'duration-as': { choices: ['cpu', 'blocked'] as const, requiresArg: true, describe: 'take it as the demand of the first query of each request' },
        routes: { type: 'boolean', describe: 'tell routes apart: by method and path, or by script' },
        'route-column': { type: 'string', requiresArg: true, describe: 'column or JSON field with the name of the route' },
        'cpu-column': { type: 'string', requiresArg: true, describe: 'CSV column with the processor time of each request' },
        'blocked-column': { type: 'string', requiresArg: true, describe: 'CSV column with the blocked time of each request' },
        top: { type: 'number', requiresArg: true, describe: 'routes or statements kept apart; the rest is lumped together. Default: 50 routes, 20 statements' },
        database: { type: 'string', requiresArg: true, describe: 'name of the database that the pools connect to; default: primary' },
        pool: { type: 'string', requiresArg: true, describe: 'name of the pool; default: as the file says, or main' },
        profile: { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'active profile or environment: Spring, Rails (repeatable)' },
        env: { type: 'string', array: true, nargs: 1, requiresArg: true, describe: 'value of a placeholder or environment variable: --env POOL_SIZE=20 (repeatable)' },
        over: { type: 'string', requiresArg: true, describe: 'how long the statistics were collected: 24h; their calls become rates' },
        separate: { type: 'boolean', describe: 'a route for each statement instead of one route that chooses' },
      })
      .epilogue(formats)
      .example('$0 import access.log.gz --routes', 'arrivals to access-trace.csv, with the blocks that replay it')
      .example('$0 import application.yml --profile prod >> my.yaml', 'the pools that Spring Boot would make')
      .example('$0 import pg_stat_statements.csv --over 24h', 'routes and rates from what the server counted'), calls(async (asked) => (await import('./import.ts')).importFile({ ...asked, file: named(asked.file) })))
    .command('schema', 'print the JSON Schema of scenario files, for editors', {}, calls(async () => (await import('./schema.ts')).schema()))
    .command('explain [topic..]', 'explain a pool kind, step, law, incident, promise, exit code …', (y) => y
      .positional('topic', { type: 'string', array: true, describe: 'such as: pool hikaricp; without one, all topics are listed' })
      .options({ width })
      .example('$0 explain pool', 'all pool kinds in one table')
      .example('$0 explain pool hikaricp', 'its options, how it behaves beside the others, its traps')
      .example('$0 explain pool hikaricp pg-pool', 'where two kinds differ'), calls(async (asked) => (await import('./explain.ts')).explain(asked)))
    .command(lessonCommand(calls)).command(quizCommand(calls))
    .demandCommand(1, 'Which command? See `poolsim --help`.')
    .recommendCommands()
    .strict()
    .detectLocale(false)
    .wrap(Math.min(110, process.stdout.columns ?? 110))
    .alias('h', 'help')
    .version(false)
    .option('version', { alias: 'V', type: 'boolean', describe: 'print the version' })
    .epilogue('Exit codes: 0 ok · 1 a promise failed · 2 bad scenario or usage · 3 could not run · 4 inconclusive\nMore: poolsim explain')
    .exitProcess(false);

/** Runs one command line and returns its exit code. Problems go to stderr, never as a stack trace unless the fault is ours. */
async function main(words: readonly string[]): Promise<number> {
  if (words.length === 1 && ['--version', '-V', 'version'].includes(words[0] ?? '')) {
    process.stdout.write(`${version}\n`);
    return Exit.ok;
  }
  if (words.includes('')) throw new Stop(Exit.badInput, 'poolsim: one of the words is empty (an unset variable?)');
  const chosen = read(words, await formatsFor(words));
  return chosen === null ? Exit.ok : chosen.body();
}

/** The formats of import, only where its help is asked for: they bring their parsers with them. */
const formatsFor = async (words: readonly string[]): Promise<string> =>
  words[0] === 'import' && words.some((word) => word === '--help' || word === '-h') ? `Formats:\n${(await import('./import.ts')).formatsText()}` : '';

/** What the words ask for; null when yargs has answered already (help). A slip stops with exit code 2. */
function read(words: readonly string[], formats: string): Chosen | null {
  const more = words[0] !== undefined && names.commands.includes(words[0]) ? ` or \`poolsim ${words[0]} --help\`` : '';
  try {
    const parser = commands(words, formats).fail((message: string | undefined, error: Error | undefined) => {
      throw new Stop(Exit.badInput, `poolsim: ${slip(message || error?.message || 'that cannot be read', words)}\nSee \`poolsim --help\`${more}.`);
    });
    parser.parseSync();
    return null;
  } catch (thrown) {
    if (thrown instanceof Chosen) return thrown;
    throw thrown;
  }
}

/** What yargs found wrong, in our words and with the nearest known name. */
function slip(message: string, words: readonly string[]): string {
  const [first = ''] = words;
  if (message.startsWith('Not enough non-option')) return `"${first}" needs the name of a file: poolsim ${first} ${first === 'import' ? 'access.log' : 'scenario.yaml'}`;
  const missing = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  if (missing !== undefined) return `--${missing} needs a value`;
  if (first !== '' && !first.startsWith('-') && !names.commands.includes(first)) return `there is no command "${first}".${meant(first, names.commands)}`;
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ') ?? [];
  const dashed = words.filter((word) => word.startsWith('-')).map((word) => word.replace(/^-+/, '').split('=')[0] ?? '');
  const said = unknown.flatMap((name) => {
    const option = [name, `no-${name}`].find((one) => dashed.includes(one));
    if (option !== undefined) return [`--${option} is not known here.${meant(option, names.options, '--')}`];
    return words.includes(name) ? [`"${name}" is one word too many`] : [];
  });
  return said.length === 0 ? message : said.join('\n');
}

function meant(name: string, known: readonly string[], dashes = ''): string {
  const near = nearest(name, known);
  return near === null ? '' : ` Did you mean "${dashes}${near}"?`;
}

/** A reader that went away (`poolsim … | head`) is no error of ours: what is left to say is dropped, the exit code stays. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = Exit.couldNotRun;
  });
}

/** A stop has a sentence for the user; anything else is a mistake of ours and shows its stack. */
function failed(error: unknown): number {
  if (error instanceof Stop) {
    process.stderr.write(`${error.message}\n`);
    return error.code;
  }
  const ours = `this is a mistake of poolsim, not of your scenario. Please report it.\n${error instanceof Error ? error.stack : String(error)}`;
  process.stderr.write(`poolsim: ${isSystemError(error) && error.syscall !== undefined ? error.message : ours}\n`);
  return Exit.couldNotRun;
}

void main(process.argv.slice(2)).catch(failed).then((code) => {
  process.exitCode = code;
});
