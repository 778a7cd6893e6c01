/**
 * How often the intervals of src/stats hold the truth, on cases whose truth is known, and what common random numbers save: `npm run coverage [-- --repetitions 2000]
 * [--write]`. Two processes; the same table for the same number of repetitions, whatever the machine. Ends with 1 when a method breaks its promise.
 */

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { neighbours, type Saving, saturday, savingOf } from './common-numbers.ts';
import { drawn } from './drawn.ts';
import { simulated } from './pools.ts';
import { breaks, type Covered } from './trial.ts';
import { longRuns } from './waits.ts';

interface Made { readonly covered: readonly Covered[]; readonly savings: readonly Saving[]; readonly cpuS: number }

const part = (run: () => Partial<Made>) => (): Made => {
  const made = run();
  return { covered: [], savings: [], ...made, cpuS: process.cpuUsage().user / 1e6 };
};

/** Independent pieces of work, the longest first; each can run in a process of its own. */
const pieces = (repetitions: number): (() => Made)[] => [
  ...simulated.map((make) => part(() => ({ covered: make().run(repetitions) }))),
  part(() => ({ savings: saturday(Math.min(40, repetitions)).map(savingOf) })),
  ...longRuns.map((one) => part(() => ({ covered: one.run(repetitions) }))),
  part(() => ({ savings: neighbours(Math.min(400, repetitions)).map(savingOf) })),
  part(() => ({ covered: drawn.flatMap((one) => one.run(repetitions)) })),
];

/** One piece in a process of its own. */
function inProcess(piece: number, repetitions: number): Promise<Made> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--piece', String(piece), '--repetitions', String(repetitions)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(text) as Made) : reject(new Error(`piece ${piece} ended with ${code}`))));
  });
}

/** All pieces, as many at a time as there are cores, in their order. */
async function all(repetitions: number): Promise<Made[]> {
  const made: Made[] = [];
  const count = pieces(repetitions).length;
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let piece = next++; piece < count; piece = next++) {
      if (only !== null && !only.includes(piece)) continue;
      made[piece] = await inProcess(piece, repetitions);
      process.stderr.write(`\r${made.filter(Boolean).length} of ${count} pieces`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(2, availableParallelism())) }, worker));
  process.stderr.write('\n');
  return made;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function coverageTable(covered: readonly Covered[]): string {
  return [row(['case', 'truth', 'interval', 'covers']), row(['---', '---', '---', '---']),
    ...covered.map((one, i) => row([covered[i - 1]?.trial === one.trial ? '″' : one.trial, covered[i - 1]?.trial === one.trial ? '″' : one.truth, one.what,
      `${percent(one.covered / one.repetitions)}${one.exactly === null ? '' : ` (exactly ${percent(one.exactly)})`}${breaks(one) ? ' **broken**' : ''}`]))].join('\n');
}

const times = (factor: number | null): string => (factor === null ? '–' : factor.toFixed(factor >= 10 ? 0 : 1));
const savingTable = (savings: readonly Saving[]): string => [row(['pair', 'runs', 'failure share', 'mean latency']), row(['---', '---', '---', '---']),
  ...savings.map((one) => row([one.name, String(one.runs), times(one.timeouts), times(one.latency)]))].join('\n');

const word = (name: string): string | undefined => process.argv[process.argv.indexOf(`--${name}`) + 1];
/** Only the pieces with these numbers: `--only 0,3`. */
const only = process.argv.includes('--only') ? String(word('only')).split(',').map(Number) : null;
const repetitions = process.argv.includes('--repetitions') ? Number(word('repetitions')) : 2000;

if (process.argv.includes('--piece')) {
  process.stdout.write(JSON.stringify(pieces(repetitions)[Number(word('piece'))]?.()));
} else {
  const began = performance.now();
  const made = (await all(repetitions)).filter(Boolean);
  const covered = made.flatMap((one) => one.covered);
  const of = (...advice: readonly string[]) => covered.filter((one) => advice.includes(one.advice));
  const text = [
    `\`npm run coverage\`: ${repetitions} repetitions, ${Math.round(made.reduce((sum, one) => sum + one.cpuS, 0))} s of processor time, ${Math.round((performance.now() - began) / 1000)} s by the clock on ${Math.min(2, availableParallelism())} of ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}.`,
    '### Intervals to rely on: 93 to 97 % must hold the truth', coverageTable(of('rely')), '### Exact methods and bounds: never below 93 %', coverageTable(of('atLeast')),
    '### What not to do', coverageTable(of('avoid')), '### Common random numbers: how many times smaller the variance of a difference is', savingTable(made.flatMap((one) => one.savings)),
  ].join('\n\n');
  process.stdout.write(`${text}\n`);
  if (process.argv.includes('--write')) {
    const file = process.argv.includes('--readme') ? String(word('readme')) : 'test/coverage/README.md';
    const [before, after] = ['<!-- table -->', '<!-- end of table -->'];
    const old = readFileSync(file, 'utf8');
    writeFileSync(file, `${old.slice(0, old.indexOf(before) + before.length)}\n\n${text}\n\n${old.slice(old.indexOf(after))}`);
  }
  if (covered.some(breaks)) process.exitCode = 1;
}
