/** The commands that teach, with their words: `lesson` and `quiz`. Their bodies are loaded only when they are called. */

import type { CommandModule } from 'yargs';
import type { LessonWords } from './lesson.ts';
import type { QuizWords } from './quiz.ts';

/** Makes a handler of the body of a command. */
export type Calls = <A>(command: (asked: A) => Promise<number>) => (asked: A) => void;

const json = { type: 'boolean', describe: 'print one JSON object on stdout and nothing else' } as const;
const width = { type: 'number', requiresArg: true, describe: 'columns of the screen; default: those of the terminal, or 100' } as const;

export const lessonCommand = (calls: Calls): CommandModule<object, LessonWords> => ({
  command: 'lesson [id]', describe: 'learn: predict first, run, see, explain; without a name, all lessons are listed',
  builder: (y) => y
    .positional('id', { type: 'string', describe: 'its name or number; the prediction is read from stdin' })
    .options({
      answer: { type: 'string', requiresArg: true, describe: 'your prediction, instead of typing it: --answer 13, --answer b, --answer "40 ms"' },
      scenario: { type: 'string', requiresArg: true, describe: 'print the scenario of this step of the lesson, to be run or changed' },
      claims: { type: 'boolean', describe: 'list what the articles claim, and which scenarios and lessons show it (Markdown)' },
      json, width,
    })
    .example('$0 lesson nine-or-fifty', 'how large a pool for 4 cores: answer, then see')
    .example('$0 lesson why-pool --answer 10', 'the same without typing'),
  handler: calls(async (asked) => (await import('./lesson.ts')).lesson(asked)),
});

export const quizCommand = (calls: Calls): CommandModule<object, QuizWords> => ({
  command: 'quiz', describe: 'unlabelled runs: name the cause, choose the remedy, predict the p99; scored, with the reason',
  builder: (y) => y
    .options({
      seed: { type: 'string', requiresArg: true, describe: 'the same seed asks the same questions; default: another quiz each time' },
      questions: { type: 'number', requiresArg: true, default: 5, describe: 'how many' },
      topic: { type: 'string', requiresArg: true, describe: 'only this kind (cause, fix, p99), or remedies for one family of trouble; --list shows them' },
      list: { type: 'boolean', describe: 'list the topics' },
      json: { type: 'boolean', describe: 'print the scored record as one JSON object on stdout; the quiz itself goes to stderr' }, width,
    })
    .example('$0 quiz', 'five questions')
    .example('$0 quiz --seed 7 --questions 10', 'ten, the same ones each time')
    .example('printf "a\\nc\\n" | $0 quiz --seed 7 --questions 2 --json', 'scored by a script'),
  handler: calls(async (asked) => (await import('./quiz.ts')).quiz(asked)),
});
