/** One round of the quiz: question after question, each marked with its reason, and the score. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { type Mark, marked, type Question, readAnswer } from '../../lessons/quiz/question.ts';
import type { TabProps } from '../tab.ts';
import { Asking } from './asking.tsx';
import { PanelCurves } from './panel-curves.tsx';
import type { QuizPlan } from './quiz.tsx';

interface RoundProps extends TabProps {
  readonly plan: QuizPlan;
  readonly place: string;
  /** The same questions once more. */
  restart(): void;
  again(): void;
}

interface Answered { readonly said: string; readonly mark: Mark }

const verdicts = { right: 'Right', close: 'Close', wrong: 'Not so' } as const;
const tones = { right: 'good', close: 'warm', wrong: 'bad' } as const;
const letter = (i: number): string => String.fromCharCode(97 + i);
const tenths = (points: number): string => String(Math.round(points * 10) / 10);

export function QuizRound(props: RoundProps) {
  const { desk, plan, go, say } = props;
  const [number, setNumber] = useState(1);
  const [question, setQuestion] = useState<Question | null>(null);
  const [marks, setMarks] = useState<readonly Mark[]>([]);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const verdict = useRef<HTMLHeadingElement>(null);
  const over = number > plan.questions;
  useEffect(() => {
    if (over) { heading.current?.focus(); return; }
    const stop = new AbortController();
    setQuestion(null);
    setAnswered(null);
    setWrong(null);
    desk.ask('question', { seed: plan.seed, number, topic: plan.topic }, { signal: stop.signal }).then((made) => { setQuestion(made); heading.current?.focus(); }, (error: unknown) => {
      if (!stop.signal.aborted) setTrouble(error instanceof Error ? error.message : String(error));
    });
    return () => stop.abort();
  }, [number]);
  useEffect(() => { if (answered !== null) verdict.current?.focus(); }, [answered]);
  const answer = (text: string): void => {
    if (question === null || answered !== null) return;
    const read = readAnswer(question, text);
    if (!read.ok) return setWrong(text === '' ? 'Choose or type an answer first.' : read.says);
    const mark = marked(question, read.value);
    setWrong(null);
    setMarks([...marks, mark]);
    setAnswered({ said: text, mark });
    say(`${verdicts[mark.grade]}. ${mark.truth}`);
  };
  const points = marks.reduce((sum, mark) => sum + mark.points, 0);
  if (trouble !== null) return <div class="lessons quiz"><h2>Quiz</h2><p class="bad" role="alert">The question could not be made: {trouble}.</p></div>;
  if (over) return <Score {...props} points={points} marks={marks} heading={heading} />;
  return <div class="lessons quiz">
    <p class="quiet"><a href="#quiz">New quiz</a> · seed {plan.seed} · {tenths(points)} of {marks.length} so far</p>
    <h2 tabIndex={-1} ref={heading}>Question {number} of {plan.questions}</h2>
    {question === null ? <p class="quiet loading" role="status">Running the world of this question …</p> : <div class="asked">
      <section class="card" aria-label="What is seen of the run"><PanelCurves panels={question.panels} lengthS={question.run.lengthS} />
        <dl class="facts">{question.facts.map((fact) => <div key={fact.name}><dt>{fact.name}</dt><dd>{fact.value}</dd></div>)}</dl></section>
      <section class="card" aria-label="The question">
        {answered === null
          ? <Asking id={`quiz-${number}`} asks={question.asks} choices={question.choices} like="a time, such as 400 ms or 2 s" hint={question.hint} button="Answer" busy={false} wrong={wrong} answer={answer} />
          : <><h3 tabIndex={-1} ref={verdict} class={tones[answered.mark.grade]}>{verdicts[answered.mark.grade]}: {answered.mark.truth}</h3>
            <p class="quiet">{question.asks} You said {answered.said}: {tenths(answered.mark.points)} of 1 point.</p>
            {question.choices.length === 0 ? null : <ol class="outcomes">{question.choices.map((choice, i) => <li key={choice} class={i === question.key.place ? 'truth' : ''}><b>{letter(i)})</b> {choice}
              {i === question.key.place ? <span class="tag">right</span> : null}{answered.said.toLowerCase() === letter(i) ? <span class="tag">your answer</span> : null}
              {question.key.outcomes[i] === undefined ? null : <span class="quiet"> It was run: {question.key.outcomes[i]}.</span>}</li>)}</ol>}
            <h4>Why</h4><ul>{question.key.why.map((why) => <li key={why}>{why}</li>)}</ul>
            <div class="row"><button type="button" class="button primary" onClick={() => setNumber(number + 1)}>{number === plan.questions ? 'See the score' : 'Next question'}</button>
              <button type="button" class="button" onClick={() => { desk.setText(question.scenario, { name: null }); say('Opened in Explore.'); go('explore'); }}>Open this run in Explore</button></div></>}
      </section>
    </div>}
  </div>;
}

function Score({ plan, place, points, marks, heading, restart, again, go }: RoundProps & { readonly points: number; readonly marks: readonly Mark[]; readonly heading: { current: HTMLHeadingElement | null } }) {
  return <div class="lessons quiz">
    <h2 tabIndex={-1} ref={heading}>Score: {tenths(points)} of {marks.length}</h2>
    <ol class="marks">{marks.map((mark, i) => <li key={i} class={tones[mark.grade]}>{verdicts[mark.grade]} ({tenths(mark.points)}): <span>{mark.truth}</span></li>)}</ol>
    <div class="row"><button type="button" class="button primary" onClick={again}>Another quiz</button>
      <button type="button" class="button" onClick={restart}>The same again</button>
      <button type="button" class="button" onClick={() => go('learn')}>Lessons</button></div>
    <p class="quiet">To share it: <code>#quiz/{place}</code> behind the address of this page, or <code>poolsim quiz --seed {plan.seed} --questions {plan.questions}{plan.topic === null ? '' : ` --topic ${plan.topic}`}</code></p>
  </div>;
}
