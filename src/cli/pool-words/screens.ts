/** What `poolsim explain pool KIND` shows: one kind with everything that is known of it, or two kinds where they differ. */

import { poolKinds } from '../../model/pool/kinds/index.ts';
import type { PoolKind } from '../../model/pool/kinds/kind.ts';
import type { Messages } from '../../model/pool/messages.ts';
import { ordinary, type Policy } from '../../model/pool/policy.ts';
import type { Ink } from '../../report/ansi.ts';
import { hanging, padded, widthOf, wrapped } from '../../report/layout.ts';
import { record } from '../../shape/tables.ts';
import { forever, inMs, inSeconds } from '../../units/time.ts';
import { keyLines } from '../schema-words.ts';
import { allKnown, beside, defaultsOf } from './beside.ts';
import { chapters } from './index.ts';

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

/** Two columns of wrapped text side by side; `right` comes in paragraphs, each with its own ink. */
function columns(left: string, right: readonly { readonly text: string; readonly ink: (line: string) => string }[], width: number): string[] {
  const wide = Math.min(36, Math.floor(width * 0.4));
  const questions = wrapped(left, wide - 2);
  const answers = right.flatMap(({ text, ink }) => wrapped(text, width - wide - 2).map(ink));
  return Array.from({ length: Math.max(questions.length, answers.length) }, (_, i) => `  ${padded(questions[i] ?? '', wide)}${answers[i] ?? ''}`.trimEnd());
}

/** Every answer of a kind, chapter by chapter, each beside those of the others. */
function behaviour(kind: string, policy: Policy, width: number, ink: Ink): string[] {
  const all = allKnown().filter((one) => one.kind === kind || poolKinds[one.kind]?.version !== '-');
  return chapters.flatMap(({ title, questions }) => ['', ink.bold(title), ...questions.flatMap(([, question]) => {
    const answer = question.quiet && question.says(policy) === question.says(ordinary) ? '' : question.says(policy);
    const others = beside(kind, question, all);
    return answer === '' ? [] : columns(question.asks, [{ text: capital(answer), ink: (line) => line }, { text: others === '' ? '' : `(${others})`, ink: ink.dim }], width);
  })]);
}

const occasions: { readonly [message in keyof Required<Messages>]: string } = {
  timeout: 'when the wait is over', exhausted: 'when every connection is out', queueFull: 'when too many wait', openTimeout: 'when an opening takes too long',
  timeoutLog: 'in the log, of that', timeoutOpening: 'when it is over while opening', startFailed: 'when the pool cannot be built', openFailed: 'in the log, of a failed opening', gaveUp: 'in the log, of one given up', leak: 'in the log, of a suspected leak', unleaked: 'in the log, when it comes back',
  allRefused: 'when openings were refused too often', abandoned: 'in the log, when one is taken back', takenAway: 'at the next statement on one taken back',
};

/** A message as it would read for a pool "main" of which every connection is out while three callers wait. */
function sample(message: string, { max, minimum, patience }: Policy): string {
  const waited = patience.law === 'constant' && patience.value !== forever ? patience.value : 0;
  const words: { readonly [word: string]: string | number } = {
    name: 'main', total: max, active: max, idle: 0, waiting: 3, max, minimum, waitedMs: inMs(waited), timeoutMs: inMs(waited), timeoutS: inSeconds(waited).toFixed(2), timeoutS3: inSeconds(waited).toFixed(3), waitedS3: inSeconds(waited).toFixed(3), timeoutFloat: inSeconds(waited).toFixed(1), inLine: 3,
    timeoutWholeS: Math.floor(inSeconds(waited)), timeoutIso: `PT${inSeconds(waited)}S`, size: max, lastError: '',
    why: 'the words of the server', connection: 'connection #1', holder: 'checkout',
  };
  return message.replace(/\{(\w+)\}/g, (whole, word: string) => String(words[word] ?? whole));
}

/** The library's own words, those that are not ours. */
function messages(policy: Policy, width: number): string[] {
  const own = (Object.keys(occasions) as (keyof Messages)[]).filter((name) => (policy.messages[name] ?? '') !== '' && policy.messages[name] !== ordinary.messages[name]);
  const wide = Math.max(...own.map((name) => occasions[name].length)) + 4;
  return own.flatMap((name) => hanging(`  ${occasions[name].padEnd(wide - 2)}`, sample(policy.messages[name] ?? '', policy), width));
}

const titled = (title: string, lines: readonly string[], ink: Ink): string[] => (lines.length === 0 ? [] : ['', ink.bold(title), ...lines]);

function metrics({ metrics: names = {} }: PoolKind, width: number): string[] {
  const wide = Math.min(40, Math.max(0, ...Object.keys(names).map(widthOf)) + 2);
  return Object.entries(names).flatMap(([name, says]) => hanging(`  ${name.padEnd(wide)}`, says, width));
}

const traps = ({ traps: all = [] }: PoolKind, width: number, ink: Ink): string[] => all.flatMap(({ says, scenario }) => [
  ...hanging('  · ', says, width), ...(scenario === undefined ? [] : [ink.cool(`    poolsim run scenarios/${scenario}.yaml`)]),
]);

/** One kind: options, every switch beside the other kinds', messages, metrics, traps. */
export function kindScreen(kind: PoolKind, width: number, ink: Ink): string[] {
  const policy = defaultsOf(kind);
  return [
    `Taken from ${kind.source}.`,
    ...titled('Options, in the library\'s own spelling', keyLines(record('', kind.options).schema, '  ', width), ink),
    ...(policy === null ? [] : [...titled('How it behaves with its defaults', [`  ${ink.dim('(in brackets: the other kinds, with theirs)')}`], ink), ...behaviour(kind.kind, policy, width, ink)]),
    ...titled('Known traps', traps(kind, width, ink), ink),
    ...(policy === null ? [] : titled('What it says, for a pool named main', messages(policy, width), ink)),
    ...titled('What it measures, under its own names', metrics(kind, width), ink),
    '', `Beside another: poolsim explain pool ${kind.kind} ${kind.kind === 'pg-pool' ? 'hikaricp' : 'pg-pool'}`,
  ];
}

/** Two kinds: the questions that they answer differently. */
export function comparison(first: PoolKind, second: PoolKind, width: number, ink: Ink): string[] {
  const [a, b] = [defaultsOf(first), defaultsOf(second)];
  if (a === null || b === null) return [];
  const questions = chapters.flatMap((chapter) => chapter.questions.map(([, question]) => question)).filter((one) => one.says(a) !== '' || one.says(b) !== '');
  const different = questions.filter((one) => one.says(a) !== one.says(b));
  const wide = Math.max(widthOf(first.kind), widthOf(second.kind)) + 2;
  const side = (kind: PoolKind, answer: string): string[] => hanging(`    ${padded(kind.kind, wide)}`, answer === '' ? ink.dim('(does not arise)') : capital(answer), width);
  const same = questions.length - different.length;
  return [
    `${first.kind} (${first.version}): ${first.says}`, `${second.kind} (${second.version}): ${second.says}`,
    ...different.flatMap((question) => ['', ...wrapped(question.asks, width - 2).map((line) => `  ${ink.bold(line)}`), ...side(first, question.says(a)), ...side(second, question.says(b))]),
    '', different.length === 0 ? `With their defaults both do the same (${same} answers).` : `With their defaults; ${same} other answers are the same.`,
  ];
}

/** The kind of that name. */
export const kindNamed = (name: string): PoolKind | undefined => poolKinds[name];
