/** Learn: the list of lessons with the reader's progress, and one lesson at a time. */

import { useEffect, useState } from 'preact/hooks';
import type { TabProps } from '../tab.ts';
import type { LessonCard } from './job.ts';
import { useKeptPlace } from './kept-place.ts';
import { LessonView } from './lesson-view.tsx';
import { type Grade, keepProgress, type Progress, progressKept } from './progress.ts';
import './lessons.css';

const words = { right: 'right', close: 'close', wrong: 'not so' } as const;
const signs = { right: '✓', close: '≈', wrong: '✗' } as const;
const tones = { right: 'good', close: 'warm', wrong: 'bad' } as const;

export function LearnPanel(tab: TabProps) {
  const { desk, go, say } = tab;
  const place = useKeptPlace('learn', tab);
  const [cards, setCards] = useState<readonly LessonCard[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [progress, setProgress] = useState<Progress>(progressKept);
  useEffect(() => {
    desk.ask('lessonList', {}).then(setCards, (error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)));
  }, []);
  const keep = (next: Progress): void => { setProgress(next); keepProgress(next); };
  if (trouble !== null) return <div class="lessons"><h2>Learn</h2><p class="bad" role="alert">The lessons could not be loaded: {trouble}.</p></div>;
  if (cards === null) return <div class="lessons"><h2>Learn</h2><p class="quiet loading">Loading the lessons …</p></div>;
  const at = cards.findIndex((card) => card.id === place);
  const card = cards[at];
  if (card !== undefined) {
    const done = (grade: Grade): void => keep({ ...progress, [card.id]: progress[card.id] === 'right' ? 'right' : grade });
    return <LessonView key={card.id} {...tab} card={card} number={at + 1} of={cards.length} next={cards[at + 1] ?? null} done={done} />;
  }
  const finished = cards.filter(({ id }) => progress[id] !== undefined).length;
  const first = cards.find(({ id }) => progress[id] === undefined);
  return <div class="lessons">
    <h2>Learn</h2>
    <p class="lead">{cards.length} questions about connection pools. Predict first, then see what the simulation does, and why. Every number is measured by the run you start.</p>
    {place === '' ? null : <p class="warm" role="status">There is no lesson “{place}”. These are all.</p>}
    <div class="row">
      {first === undefined ? <span class="good">All done.</span> : <button type="button" class="button primary" onClick={() => go('learn', first.id)}>{finished === 0 ? 'Begin' : 'Go on'}: {first.title}</button>}
      <span class="quiet">{finished} of {cards.length} done</span>
      {finished === 0 ? null : <button type="button" class="button small" onClick={() => { keep({}); say('Your progress was forgotten.'); }}>Forget my progress</button>}
    </div>
    <ol class="list">
      {cards.map(({ id, title, question }) => {
        const grade = progress[id];
        return <li key={id}><a href={`#learn/${id}`}><b>{title}</b><span class="quiet">{question}</span></a>
          {grade === undefined ? null : <span class={`grade ${tones[grade]}`}><span aria-hidden="true">{signs[grade]} </span>{words[grade]}</span>}</li>;
      })}
    </ol>
  </div>;
}
