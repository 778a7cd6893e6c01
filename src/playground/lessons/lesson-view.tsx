/** One lesson: the scene, the prediction, the run, what to see in it, why, the trap, and what to try next. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { ChartFigure } from '../charts/figure.tsx';
import { libraryText } from '../library.ts';
import type { TabProps } from '../tab.ts';
import { Asking } from './asking.tsx';
import type { LessonAnswer, LessonCard } from './job.ts';
import type { Grade } from './progress.ts';

interface LessonProps extends TabProps {
  readonly card: LessonCard;
  readonly number: number;
  readonly of: number;
  readonly next: LessonCard | null;
  done(grade: Grade): void;
}

type Ran = Extract<LessonAnswer, { readonly ok: true }>;

export function LessonView(props: LessonProps) {
  const { card, number, of, next, desk, say } = props;
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [ran, setRan] = useState<Ran | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const stop = useRef(new AbortController());
  useEffect(() => { heading.current?.focus(); return () => stop.current.abort(); }, []);
  const answer = async (text: string): Promise<void> => {
    setBusy(true);
    setWrong(null);
    const texts = Object.fromEntries(card.files.map((file) => [file, libraryText(file.replace(/\.yaml$/, '')) ?? '']));
    try {
      const got = await desk.ask('lesson', { id: card.id, answer: text, texts }, { signal: stop.current.signal });
      if (!got.ok) setWrong(text === '' ? `Choose or type an answer first: ${card.like}.` : got.says);
      else {
        setSaid(text);
        setRan(got);
        props.done(got.told.graded?.grade ?? 'wrong');
        say(`${verdicts[got.told.graded?.grade ?? 'wrong']}: ${got.told.outcome}`);
      }
    } catch (error) {
      if (!stop.current.signal.aborted) setWrong(`The run failed: ${error instanceof Error ? error.message : String(error)}.`);
    }
    setBusy(false);
  };
  return <article class="lessons lesson">
    <p class="quiet"><a href="#learn">All lessons</a> · lesson {number} of {of}</p>
    <h2 tabIndex={-1} ref={heading}>{card.title}</h2>
    <p class="question">{card.question}</p>
    <section class="card" aria-labelledby="scene"><h3 id="scene">The scene</h3><p class="text">{card.scene}</p></section>
    <section class="card predict" aria-labelledby="predict"><h3 id="predict">Predict</h3>
      <Asking id={`lesson-${card.id}`} asks={card.asks} choices={card.choices} like={card.like} hint={card.hint} button={ran === null ? 'Run and see' : 'Run again'} busy={busy} wrong={wrong} answer={answer} />
    </section>
    {ran === null ? null : <After {...props} ran={ran} said={said} />}
    <p class="row">{next === null ? null : <a class={`button${ran === null ? '' : ' primary'}`} href={`#learn/${next.id}`}>Next: {next.title}</a>}</p>
    <p class="quiet">Source: {card.source}</p>
  </article>;
}

const verdicts = { right: 'Right', close: 'Close', wrong: 'Not so' } as const;
const tones = { right: 'good', close: 'warm', wrong: 'bad' } as const;

function After({ ran, said, theme, desk, go, say }: LessonProps & { readonly ran: Ran; readonly said: string }) {
  const { told, looks, next } = ran;
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => { top.current?.focus(); }, [ran]);
  const open = (text: string): void => {
    desk.setText(text, { name: null });
    say('Opened in Explore.');
    go('explore');
  };
  return <>
    <section class="card came-out" aria-labelledby="verdict">
      <h3 id="verdict" tabIndex={-1} ref={top} class={told.graded === null ? '' : tones[told.graded.grade]}>{told.graded === null ? 'It ran' : `${verdicts[told.graded.grade]}: ${told.graded.truth}`}</h3>
      <p class="quiet">You said {said}.</p>
      <p class="outcome">{told.outcome}</p>
    </section>
    <section aria-labelledby="see"><h3 id="see">See</h3>
      {told.looks.map((look, i) => {
        const { label, picture } = looks[i] ?? { label: '', picture: null };
        return <div class="card look" key={`${look.step}/${look.chart}`}>
          <p><b>{look.says}</b> <span class="tag">{label}</span></p>
          {picture === null ? null : <ChartFigure picture={picture} theme={theme} />}
          {look.found === null ? null : <p class="quiet">Found in this run: {look.found.text}</p>}
        </div>;
      })}
    </section>
    <section class="card" aria-labelledby="why"><h3 id="why">Why</h3>{told.explain.map((paragraph) => <p class="text" key={paragraph}>{paragraph}</p>)}</section>
    <section class="card trap" aria-labelledby="trap"><h3 id="trap">The trap</h3>
      <blockquote>{told.trap.written}</blockquote><p class="text">{told.trap.shown}</p></section>
    <section class="card" aria-labelledby="next"><h3 id="next">Try next</h3>
      <ul class="next">{told.next.map((one, i) => <li key={one.says}><span>{one.says}</span> <button type="button" class="button small" onClick={() => open(next[i] ?? '')}>Open in Explore<span class="visually-hidden"> with {one.says}</span></button></li>)}</ul>
    </section>
  </>;
}
