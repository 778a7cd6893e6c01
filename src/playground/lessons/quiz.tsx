/** Quiz: unlabelled runs; name the cause, choose the remedy, predict the p99. The same questions as `poolsim quiz` asks for the same seed. */

import { useEffect, useState } from 'preact/hooks';
import type { TabProps } from '../tab.ts';
import { useKeptPlace } from './kept-place.ts';
import { QuizRound } from './quiz-round.tsx';
import './lessons.css';

/** What is asked: the seed, how many questions, of which kind. */
export interface QuizPlan {
  readonly seed: number | string;
  readonly questions: number;
  readonly topic: string | null;
}

const kinds = [['', 'everything'], ['cause', 'name the cause'], ['fix', 'choose the remedy'], ['p99', 'predict the p99']] as const;

/** "4711", "4711/10/fix" in the address; null where it names no quiz. */
export function planOf(place: string): QuizPlan | null {
  const [seed = '', questions = '5', topic = ''] = place.split('/');
  if (seed === '') return null;
  const many = /^\d+$/.test(questions) ? Math.min(100, Math.max(1, Number(questions))) : 5;
  return { seed: /^-?\d{1,15}$/.test(seed) ? Number(seed) : seed, questions: many, topic: kinds.some(([id]) => id !== '' && id === topic) ? topic : null };
}

const placeOf = ({ seed, questions, topic }: QuizPlan): string => [seed, ...(questions === 5 && topic === null ? [] : [questions]), ...(topic === null ? [] : [topic])].join('/');
const anySeed = (): string => String(1 + Math.floor(Math.random() * 999_999));

export function QuizPanel(tab: TabProps) {
  const place = useKeptPlace('quiz', tab);
  const plan = planOf(place);
  const [round, setRound] = useState(0);
  return plan === null ? <Start {...tab} /> : <QuizRound key={`${place} ${round}`} {...tab} plan={plan} place={placeOf(plan)} restart={() => setRound(round + 1)} again={() => tab.go('quiz', placeOf({ ...plan, seed: anySeed() }))} />;
}

function Start({ go }: TabProps) {
  const [seed, setSeed] = useState('');
  const [questions, setQuestions] = useState('5');
  const [topic, setTopic] = useState('');
  useEffect(() => setSeed(anySeed()), []);
  return <div class="lessons quiz">
    <h2>Quiz</h2>
    <p class="lead">You see a run of a pool and its database, without a label. Say what is wrong with it, choose the change that heals it, or predict the p99 after a change. Each remedy that is offered has been run; the key is what the simulation says.</p>
    <form class="card start" onSubmit={(event) => { event.preventDefault(); go('quiz', placeOf({ seed: seed.trim() === '' ? anySeed() : seed.trim().replaceAll('/', '-'), questions: Number(questions), topic: topic === '' ? null : topic })); }}>
      <label>Questions <select class="select" value={questions} onChange={(event) => setQuestions(event.currentTarget.value)}>{['3', '5', '10', '20'].map((n) => <option key={n} value={n}>{n}</option>)}</select></label>
      <label>About <select class="select" value={topic} onChange={(event) => setTopic(event.currentTarget.value)}>{kinds.map(([id, label]) => <option key={id} value={id}>{label}</option>)}</select></label>
      <label>Seed <input class="field" type="text" value={seed} maxLength={40} onInput={(event) => setSeed(event.currentTarget.value)} /></label>
      <button type="submit" class="button primary">Start</button>
      <p class="quiet">The same seed asks the same questions, here and in the terminal: <code>poolsim quiz --seed {seed || '1'}</code></p>
    </form>
  </div>;
}
