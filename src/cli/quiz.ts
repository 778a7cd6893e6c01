/** The command `quiz`: unlabelled runs in panels; name the cause, choose the remedy, predict the p99; scored, with the reason. */

import { randomInt } from 'node:crypto';
import { makeQuestion, topics } from '../lessons/quiz/make.ts';
import { type Mark, marked, type Question, readAnswer } from '../lessons/quiz/question.ts';
import { markText, questionText, saidText, scoreText } from '../lessons/quiz/quiz-text.ts';
import { nearest } from '../nearest.ts';
import { hanging } from '../report/layout.ts';
import { Answers, replyTo } from './answers.ts';
import { Exit, type ExitCode, Stop } from './exit.ts';
import { look } from './screen.ts';

export interface QuizWords {
  readonly seed?: string | undefined;
  readonly questions: number;
  readonly topic?: string | undefined;
  readonly list?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly width?: number | undefined;
}

const mostQuestions = 100;

/** One question with what was answered. */
interface Answered {
  readonly question: Question;
  readonly value: number;
  readonly mark: Mark;
}

function seedOf(asked: string | undefined): number | string {
  if (asked === undefined) return randomInt(1, 1_000_000);
  if (asked === '') throw new Stop(Exit.badInput, 'poolsim: --seed needs a number or a word');
  return /^-?\d{1,15}$/.test(asked) ? Number(asked) : asked;
}

function checkWords(words: QuizWords): void {
  if (!Number.isInteger(words.questions) || words.questions < 1 || words.questions > mostQuestions) throw new Stop(Exit.badInput, `poolsim: --questions must be a whole number from 1 to ${mostQuestions}`);
  if (words.topic === undefined || topics.includes(words.topic)) return;
  const near = nearest(words.topic, topics);
  throw new Stop(Exit.badInput, `poolsim: there is no topic "${words.topic}".${near === null ? '' : ` Did you mean "${near}"?`} Known: ${topics.join(', ')}.`);
}

/** The record for scripts: the questions without their panels, the answers, the score. */
const record = (seed: number | string, of: number, answered: readonly Answered[]) => ({
  version: 'poolsim-quiz/1', seed, questions: of, answered: answered.length, points: answered.reduce((sum, one) => sum + one.mark.points, 0),
  answers: answered.map(({ question, value, mark }) => ({
    number: question.number, kind: question.kind, topic: question.key.topic, asks: question.asks, choices: question.choices, said: saidText(question, value), ...mark, why: question.key.why, outcomes: question.key.outcomes,
  })),
});

export async function quiz(words: QuizWords): Promise<ExitCode> {
  if (words.list === true) {
    process.stdout.write(`kinds of question: ${topics.slice(0, 3).join(', ')}\nfamilies of trouble: ${topics.slice(3).join(', ')}\n\nOne alone: poolsim quiz --topic fix\n`);
    return Exit.ok;
  }
  checkWords(words);
  const seed = seedOf(words.seed);
  const answers = new Answers();
  const answered: Answered[] = [];
  const paper = look(words.width);
  // With --json the quiz itself is told on stderr, so that stdout holds one object and nothing else.
  const tell = (text: string): void => void (words.json === true ? process.stderr : process.stdout).write(`${text}\n`);
  const shown = words.json === true ? { ...paper, colour: false } : paper;
  try {
    for (let number = 1; number <= words.questions; number++) {
      const question = makeQuestion(seed, number, words.topic ?? null);
      tell(`${number === 1 ? '' : '\n'}${questionText(question, words.questions, shown)}`);
      const reply = await replyTo(answers, (text) => readAnswer(question, text), hanging('hint: ', question.hint, paper.width).join('\n'), tell);
      if (reply.kind === 'ended' && answers.count === 0) throw new Stop(Exit.badInput, 'poolsim: no answer came on stdin. Type at a terminal, or pipe the answers, one in a line: printf "a\\nb\\n400 ms\\n" | poolsim quiz --seed 1 --questions 3');
      if (reply.kind !== 'answer') break;
      const mark = marked(question, reply.value);
      answered.push({ question, value: reply.value, mark });
      tell(`\n${markText(question, mark, reply.value, shown)}`);
    }
  } finally {
    answers.close();
  }
  const points = answered.reduce((sum, one) => sum + one.mark.points, 0);
  tell(`\n${scoreText(points, answered.length, words.questions, seed, shown)}`);
  if (words.json === true) process.stdout.write(`${JSON.stringify(record(seed, words.questions, answered))}\n`);
  return Exit.ok;
}
