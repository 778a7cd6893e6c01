/**
 * The benchmark: `npm run bench -- [--rounds 5] [--peers DIR] [--long] [--write] [--under 'chrt -f 50'] [--only speeds|kinds|sweep]`. Every figure comes from fresh processes, several rounds of each,
 * interleaved. `--peers` measures other engines in the same minutes, `--long` adds 10^8 requests, `--write` puts the table into README.md.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kindSettings, withoutLimit } from './kinds.ts';
import { askPeer, peersIn } from './peers.ts';
import { interleaved, processMs, type Rounds, root, scenario, simulate, startUnder, summary } from './processes.ts';
import { sweeps } from './sweep.ts';

const { values: wish } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, peers: { type: 'string' }, long: { type: 'boolean', default: false }, write: { type: 'boolean', default: false }, under: { type: 'string' }, only: { type: 'string' } } });
const rounds = Number(wish.rounds);
const lines: string[] = [];
if (wish.under !== undefined) startUnder(wish.under);

function say(line: string): void {
  console.log(line);
  lines.push(line);
}

const perRequest = ({ best, median }: Rounds): string => `${(1 / median).toFixed(2)} M/s | ${(1 / best).toFixed(2)} M/s`;
const inMs = ({ best, median }: Rounds): string => `${Math.round(median)} ms | ${Math.round(best)} ms`;
const verdict = (met: boolean): string => (met ? 'met' : '**not met**');

/** Requests per second, cold and warm, of ours and of the peers. */
function speeds(): void {
  const peers = wish.peers === undefined ? [] : peersIn(wish.peers);
  say('### Speed of the run itself (requests per second of the simulation, model building and all metrics included)\n');
  say('| workload | engine | median | best | best of ours to best of it |\n|---|---|---|---|---|');
  const musts: { readonly [workload: string]: number } = { w2b: 2.5, w2: 2 };
  for (const workload of ['w1', 'w2b', 'w2']) {
    const warm: number[] = [];
    const asked = new Map<string, () => number | null>([['poolsim, cold', () => {
      const [cold, ...later] = simulate(workload, 4).map(({ innerMs, requests }) => (innerMs * 1000) / requests) as [number, ...number[]];
      warm.push(...later);
      return cold;
    }], ...peers.map((peer) => [peer.name, () => askPeer(peer, workload)] as const)]);
    const figures = interleaved(rounds, asked);
    const ours = figures.get('poolsim, cold') as Rounds;
    const must = musts[workload];
    say(`| ${workload.toUpperCase()} | **poolsim, cold** | ${perRequest(ours)} | ${must === undefined ? '' : `must ${must} M/s: ${verdict(1 / ours.best >= must)}`} |`);
    say(`| | poolsim, warm (2nd to 4th run of a process) | ${perRequest(summary(warm))} | |`);
    for (const [name, of] of figures) if (of !== ours) say(`| | ${name} | ${perRequest(of)} | ${(of.best / ours.best).toFixed(2)}${name === 'C++ pq' && must !== undefined ? ` (must 0.6: ${verdict(of.best / ours.best >= 0.6)})` : ''} |`);
  }
}

/** What each kind of pool costs on W2 beside `plain`. */
function kinds(): void {
  const figures = interleaved(rounds, new Map(kindSettings.map(({ kind, set }) => [kind, () => {
    const { innerMs, requests } = simulate('w2', 1, [set])[0] as ReturnType<typeof simulate>[0] & object;
    return (innerMs * 1e6) / requests;
  }])));
  const plain = figures.get('plain') as Rounds;
  say('\n### Pool kinds on W2 (ns per request, cold)\n\n| kind | median | best | best beside plain | target |\n|---|---|---|---|---|');
  for (const [kind, of] of figures) {
    const ratio = of.best / plain.best;
    say(`| ${kind} | ${of.median.toFixed(0)} | ${of.best.toFixed(0)} | ${ratio.toFixed(2)} | ${kind === 'plain' ? '' : withoutLimit.has(kind) ? 'no limit: everybody is on the database at once, another workload' : `at most 2: ${verdict(ratio <= 2)}`} |`);
  }
}

/** The command line as a user meets it: whole processes. */
function commandLine(): void {
  const out = mkdtempSync(join(tmpdir(), 'poolsim-bench-'));
  const run = (...words: string[]) => () => processMs(process.execPath, [join(root, 'dist/cli/poolsim.cjs'), 'run', ...words]);
  const figures = interleaved(rounds, new Map([
    ['node', () => processMs(process.execPath, ['-e', '0'])],
    ['minute', run(scenario('minute'), '--no-charts', '--no-files')],
    ['million', run(scenario('w2b'), '--no-charts', '--no-files')],
    ['saturday', run(join(root, 'scenarios/saturday-report.yaml'), '--out', out)],
  ]));
  rmSync(out, { recursive: true, force: true });
  const of = (name: string): Rounds => figures.get(name) ?? { best: Number.NaN, median: Number.NaN };
  const start = of('minute').best / of('node').best;
  say('\n### The command line (whole processes)\n\n| what | median | best | target |\n|---|---|---|---|');
  say(`| \`node -e 0\` | ${inMs(of('node'))} | |`);
  say(`| a one-minute scenario, no charts | ${inMs(of('minute'))} | at most 2.5 × node: ${start.toFixed(2)}, ${verdict(start <= 2.5)} |`);
  say(`| 10^6 requests (W2b), parse to summary, no charts | ${inMs(of('million'))} | at most 800 ms: ${verdict(of('million').best <= 800)} |`);
  say(`| the Saturday report with all charts | ${inMs(of('saturday'))} | at most 2 s: ${verdict(of('saturday').best <= 2000)} |`);
}

/** Memory that does not grow, and nothing allocated per event. */
function memory(): void {
  say('\n### Memory (W2b)\n\n| what | figure | target |\n|---|---|---|');
  for (const [label, length] of [['10^6', 2000], ['10^7', 20_000], ...(wish.long ? [['10^8', 200_000] as const] : [])] as const) {
    const { peakMb, innerMs, requests } = simulate('w2b', 1, [`run.length=${length}s`])[0] as ReturnType<typeof simulate>[0] & object;
    say(`| peak of the process at ${label} requests (${((innerMs * 1e6) / requests).toFixed(0)} ns each) | ${peakMb.toFixed(0)} MB | at most 150 MB: ${verdict(peakMb <= 150)} |`);
  }
  for (const workload of ['w2b', 'w2']) {
    const { bytesPerEvent } = simulate(workload, 3, ['run.every=250s'], ['--min-semi-space-size=512', '--max-semi-space-size=512'])[2] as { bytesPerEvent: number };
    say(`| allocated per event after warm-up, ${workload.toUpperCase()} (a point of the series each 250 s) | ${bytesPerEvent.toFixed(2)} bytes | 0 but for the few points: ${verdict(bytesPerEvent < 1)} |`);
  }
}

/** Cost per event as more wait, and as the app has more instances. */
function growth(): void {
  const cost = (name: string) => () => {
    const { innerMs, events } = simulate(name)[0] as { innerMs: number; events: number };
    return (innerMs * 1e6) / events;
  };
  const figures = interleaved(rounds, new Map(['waiters-10', 'waiters-1000', 'waiters-100000', 'fleet'].map((name) => [name, cost(name)] as const)));
  const few = figures.get('waiters-10') as Rounds;
  say('\n### Growth (ns per event)\n\n| what | median | best | target |\n|---|---|---|---|');
  for (const [name, of] of figures) {
    const ratio = of.best / few.best;
    const target = name === 'fleet' ? 'it runs' : name === 'waiters-10' ? '' : `at most 3 × that with 10: ${ratio.toFixed(2)}, ${verdict(ratio <= 3)}`;
    say(`| ${name === 'fleet' ? '2,000 instances with a pool of 10 each' : `${name.slice(8)} waiting`} | ${of.median.toFixed(0)} | ${of.best.toFixed(0)} | ${target} |`);
  }
}

const began = new Date();
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, node ${process.version}, ${process.platform}; ${rounds} rounds, ${began.toISOString().slice(0, 10)}`;
const words = process.argv.slice(2).map((word) => (word === wish.peers ? 'DIR' : word.includes(' ') ? `'${word}'` : word));
say(`Measured with \`npm run bench -- ${words.join(' ')}\` on ${machine}.\n`);
if (!wish.only || wish.only === 'speeds') speeds();
if (!wish.only || wish.only === 'kinds') kinds();
if (wish.only === 'sweep') await sweeps(say, rounds);
if (wish.only) process.exit();
commandLine();
memory();
growth();
await sweeps(say, rounds);
if (wish.write) {
  const file = join(root, 'test/bench/README.md');
  const [before, , after] = readFileSync(file, 'utf8').split(/(<!-- figures -->\n[\s\S]*<!-- end of figures -->)/);
  writeFileSync(file, `${before}<!-- figures -->\n${lines.join('\n')}\n<!-- end of figures -->${after}`);
}
