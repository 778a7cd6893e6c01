/**
 * The proof of `recommend`: on each of ten scenarios with a known right size, 200 recommendations from different seeds; how many are right, and what they
 * cost beside 1,000 runs of every size. Started by .config/recommend-proof.mjs in the root of the repository.
 *
 *   npm run recommend:proof -- --only users,report   some of the scenarios
 *   npm run recommend:proof -- --exhaustive          every size of those without a closed form 1,000 times, into answers.json (--runs N: N times)
 *   npm run recommend:proof -- --repeats 20          fewer recommendations of each; what each scenario came to stays in dist/ until --write
 *   npm run recommend:proof -- --write               and the table into test/recommend/README.md
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { sweep } from '../../../src/index.ts';
import { foldRecommend } from '../../../src/recommend/fold.ts';
import { nextSteps } from '../../../src/recommend/search.ts';
import { readTask, type Task } from '../../../src/recommend/task.ts';
import type { RecommendResult } from '../../../src/result/recommend.ts';
import { seedsFrom } from '../../../src/run/over-runs.ts';
import { runScenario } from '../../../src/run/run.ts';
import { columnsOf, type Row, rowOf } from '../../../src/sweep/columns.ts';
import { readWith } from '../../../src/sweep/source.ts';
import { tInterval } from '../../../src/stats/confidence.ts';
import { clopperPearson } from '../../../src/stats/proportions.ts';
import type { Case } from '../../helpers/theory-cases.ts';
import { type ProofCase, proofCases, rightSizes } from './cases.ts';

const here = 'test/recommend/proof';
const table = 'test/recommend/README.md';
const kept = 'dist/recommend/proof';

/** The true figures of one scenario: the mean of the judged figure over many runs of each size (1,000 unless --runs says otherwise), with half the width of its 95 % interval. */
interface Answer {
  readonly runs: number;
  readonly sizes: readonly number[];
  readonly mean: readonly number[];
  readonly half: readonly number[];
}

/** What 200 recommendations came to. */
interface Score {
  readonly repeats: number;
  readonly right: number;
  readonly inconclusive: number;
  readonly answers: { readonly [answer: string]: number };
  readonly runs: { readonly mean: number; readonly most: number };
  readonly events: number;
  readonly eventsOfRun: number;
}

const words = process.argv.slice(2);
const asked = (name: string): string | undefined => (words.includes(`--${name}`) ? words[words.indexOf(`--${name}`) + 1] : undefined);
const all = proofCases((JSON.parse(readFileSync('test/laws/theory-public.json', 'utf8')) as { readonly cases: readonly Case[] }).cases);
const only = asked('only')?.split(',') ?? all.map((one) => one.id);
const answers = (): { [id: string]: Answer } => (existsSync(`${here}/answers.json`) ? JSON.parse(readFileSync(`${here}/answers.json`, 'utf8')) : {});
const chosen = all.filter((one) => only.includes(one.id));
mkdirSync(kept, { recursive: true });

/** Every size of a scenario, many times. */
function exhaust(one: ProofCase): Answer {
  const runs = Number(asked('runs') ?? 1000);
  const outcome = sweep({ text: one.text, file: null, set: [`promises=${JSON.stringify([one.slo])}`] }, { vary: [one.vary], runs, seed: `exhaustive/${one.id}` });
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  const seen = outcome.result.points.map((point) => point.promises[0]?.observed ?? null);
  const short = (value: number): number => Number(value.toPrecision(6));
  return { runs, sizes: one.sizes, mean: seen.map((estimate) => short(estimate?.mean ?? Number.NaN)), half: seen.map((estimate) => short(((estimate?.high ?? 0) - (estimate?.low ?? 0)) / 2)) };
}

/** The same loop as the library's, with every size read once and not once for each repetition. */
function repeated(one: ProofCase): (seed: string) => RecommendResult {
  const read = readTask({ text: one.text, file: null }, { vary: one.vary, slo: [one.slo], best: words.includes('--with-best') ? 'p99' : 'none', ...one.plan });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const sizes = read.task.points.map(({ sets }) => {
    const point = readWith(read.task.source, sets);
    if (!point.ok) throw new Error('a size that was read before');
    return { scenario: point.scenario, columns: columnsOf(point.scenario) };
  });
  return (seed) => {
    const task: Task = { ...read.task, seeds: seedsFrom(seed, read.task.allowed.cap) };
    const rows: Row[][] = task.points.map(() => []);
    for (let steps = nextSteps(task, rows); steps.length > 0; steps = nextSteps(task, rows)) {
      for (const { point, target } of steps) {
        const own = rows[point]!;
        const { scenario, columns } = sizes[point]!;
        for (const next of task.seeds.slice(own.length, target)) own.push(rowOf(columns, runScenario(scenario, { seed: next })));
      }
    }
    return foldRecommend(task, rows);
  };
}

function score(one: ProofCase, truth: readonly number[]): Score {
  const repeats = Number(asked('repeats') ?? 200);
  const found: string[] = [];
  const runs: number[] = [];
  let [right, events, made] = [0, 0, 0];
  const run = repeated(one);
  for (let r = 0; r < repeats; r++) {
    const result = run(`proof/${one.id}/${r}`);
    const goods = rightSizes(one, truth, result.objectives[0]?.zone ?? 0);
    const answer = result.outcome === 'found' ? (result.sizes[result.smallest ?? 0]?.value ?? '') : result.outcome;
    found.push(answer);
    if (goods.length === 0 ? answer === 'none' : goods.some((size) => String(size) === answer)) right++;
    runs.push(result.effort.runs);
    events += result.effort.events;
    made += result.effort.runs;
  }
  const counts: { [answer: string]: number } = {};
  for (const answer of found) counts[answer] = (counts[answer] ?? 0) + 1;
  return { repeats, right, inconclusive: counts.inconclusive ?? 0, answers: counts, runs: { mean: tInterval(runs).mean, most: Math.max(...runs) }, events: events / repeats, eventsOfRun: events / made };
}

if (words.includes('--exhaustive')) {
  for (const one of chosen.filter(({ truth }) => truth === null)) {
    const answer = exhaust(one);
    writeFileSync(`${here}/answers.json`, `${JSON.stringify({ ...answers(), [one.id]: answer }, null, 1)}\n`);
    console.log(one.id, one.slo, answer.sizes.map((size, i) => `${size}: ${answer.mean[i]} ±${answer.half[i]}`).join('  '));
  }
} else if (!words.includes('--table')) {
  for (const one of chosen) {
    const truth = one.truth ?? answers()[one.id]?.mean;
    if (truth === undefined) throw new Error(`${one.id} has no answer yet: --exhaustive makes it`);
    const made = score(one, truth);
    writeFileSync(`${kept}/${one.id}.json`, `${JSON.stringify(made)}\n`);
    console.log(one.id, JSON.stringify(made));
  }
}

const count = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

function lineOf(one: ProofCase): string | null {
  if (!existsSync(`${kept}/${one.id}.json`)) return null;
  const made = JSON.parse(readFileSync(`${kept}/${one.id}.json`, 'utf8')) as Score;
  const right = rightSizes(one, one.truth ?? answers()[one.id]?.mean ?? [], 0)[0];
  const brute = 1000 * one.sizes.length;
  const { low } = clopperPearson(made.right, made.repeats);
  return `| ${one.id} | ${one.says}${one.truth === null ? ` (${count(answers()[one.id]?.runs ?? 0)} runs of each size)` : ''} | ${one.slo}, sizes ${one.sizes[0]} to ${one.sizes.at(-1)} | ${right ?? 'none'} | ${made.right} of ${made.repeats} (≥ ${(low * 100).toFixed(1)} %) | ${made.inconclusive} | ${made.repeats - made.right - made.inconclusive} | ${count(made.runs.mean)} (most ${count(made.runs.most)}) | ${count(made.events)} | ${count(brute)} | ${count(brute * made.eventsOfRun)} | 1/${count(brute / made.runs.mean)} |`;
}

if (words.includes('--write') || words.includes('--table')) {
  const rows = all.map(lineOf).filter((row) => row !== null);
  const head = ['scenario', 'what it is', 'objective', 'right', 'right in', 'inconclusive', 'wrong', 'runs', 'events', 'brute force: runs', 'events, about', 'effort'];
  const text = [`| ${head.join(' | ')} |`, `|${head.map(() => ' --- ').join('|')}|`, ...rows].join('\n');
  const page = readFileSync(table, 'utf8');
  writeFileSync(table, page.replace(/<!-- proof -->[\s\S]*<!-- \/proof -->/, `<!-- proof -->\n${text}\n<!-- /proof -->`));
  console.log(text);
}
