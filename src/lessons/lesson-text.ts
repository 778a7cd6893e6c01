/** A lesson as text for a terminal: what is asked before the run, and what is told after it. */

import { type Ink, inkOf } from '../report/ansi.ts';
import { hanging, widthOf, wrapped } from '../report/layout.ts';
import { amountText } from './amount.ts';
import { type Ask, answersLike, letterOf } from './ask.ts';
import { curvesOfChart } from './curves-text.ts';
import type { Lesson } from './lesson.ts';
import type { Seen } from './seen.ts';
import type { Told } from './told.ts';

export interface Paper {
  readonly width: number;
  readonly colour: boolean;
}

/** The catalogue as a list: number, name, and the question that each answers. */
export function listText(lessons: readonly Lesson[], { width, colour }: Paper): string {
  const ink = inkOf(colour);
  const name = Math.max(...lessons.map((lesson) => widthOf(lesson.id)));
  const rows = lessons.flatMap((lesson, i) => {
    const [first = '', ...rest] = wrapped(lesson.question, Math.max(30, width - name - 7));
    return [`${String(i + 1).padStart(3)}  ${ink.bold(lesson.id.padEnd(name))}  ${first}`, ...rest.map((line) => ' '.repeat(name + 7) + line)];
  });
  return [...rows, '', 'Begin with: poolsim lesson 1, or by its name: poolsim lesson why-pool'].join('\n');
}

/** A question with its choices, and what may be typed. */
export function askText<S>(ask: Ask<S>, width: number, ink: Ink): string[] {
  const choices = ask.kind === 'choice' ? ask.choices.flatMap((choice, i) => hanging(`  ${letterOf(i)}) `, choice.says, width)) : [];
  return [...wrapped(ask.asks, width).map(ink.bold), ...choices, ink.dim(`(${answersLike(ask)}; ? for a hint, q to leave)`)];
}

/** Everything before the run. */
export function beforeText(lesson: Lesson, place: string, { width, colour }: Paper): string {
  const ink = inkOf(colour);
  const head = `${place}  ${lesson.title}`;
  return [ink.bold(head), ...wrapped(lesson.question, width).map(ink.dim), ink.dim('─'.repeat(width)), ...wrapped(lesson.scene, width), '', ...askText(lesson.ask, width, ink)].join('\n');
}

/** An answer in words: "90/s", "b". */
export const answerText = <S>(ask: Ask<S>, value: number): string => (ask.kind === 'number' ? amountText(value, ask.unit) : letterOf(value));

const tones = { right: 'good', close: 'warm', wrong: 'bad' } as const;
const words = { right: 'Right', close: 'Close', wrong: 'Not so' } as const;

/** Everything after the run. `answer` is null where none was given. */
export function afterText(lesson: Lesson, seen: Seen, told: Told, answer: number | null, { width, colour }: Paper): string {
  const ink = inkOf(colour);
  const block = (title: string, lines: readonly string[]): string[] => ['', ink.dim(title), ...lines];
  const verdict = told.graded === null || answer === null ? []
    : [...hanging(`${words[told.graded.grade]}: `, told.graded.truth, width).map(ink[tones[told.graded.grade]]), ink.dim(`(you said ${answerText(lesson.ask, answer)})`)];
  const looks = told.looks.flatMap((look, i) => {
    const step = lesson.steps.find(({ id }) => id === look.step);
    const drawn = told.looks.slice(0, i).some((one) => one.step === look.step && one.chart === look.chart);
    const before = drawn ? [] : [ink.dim(`run: ${step?.label ?? look.step}`), ...curvesOfChart(seen.run(look.step), look.chart, width, ink)];
    return [...before, ...hanging('· ', look.says, width), ...(look.found === null ? [] : hanging('  finding: ', look.found.text, width).map(ink.dim))];
  });
  const next = told.next.flatMap(({ says, command, step, set }) => [
    ...hanging('· ', says, width),
    `  ${command ?? `poolsim lesson ${lesson.id} --scenario ${step} | poolsim run -${set.map((one) => ` --set '${one.replaceAll("'", `'\\''`)}'`).join('')}`}`,
  ]);
  return [
    ...verdict, ...wrapped(told.outcome, width).map(ink.bold),
    ...block('SEE', looks),
    ...block('WHY', told.explain.flatMap((paragraph, i) => [...(i > 0 ? [''] : []), ...wrapped(paragraph, width)])),
    ...block('THE TRAP', [...hanging('written: ', told.trap.written, width), ...hanging('but:     ', told.trap.shown, width)]),
    ...block('TRY NEXT', next),
    '', ...hanging('source: ', lesson.source, width).map(ink.dim),
  ].join('\n');
}
