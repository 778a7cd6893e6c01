/** The form in which a question is answered: letters to choose, or a field for a number; a hint on request. */

import { useState } from 'preact/hooks';

interface AskingProps {
  /** Unlike that of any other form on the page. */
  readonly id: string;
  readonly asks: string;
  readonly choices: readonly string[];
  /** What may be typed: "a percentage, such as 15%". */
  readonly like: string;
  readonly hint: string;
  readonly button: string;
  readonly busy: boolean;
  /** Why the last answer was none. */
  readonly wrong: string | null;
  answer(text: string): void;
}

const letter = (i: number): string => String.fromCharCode(97 + i);

export function Asking({ id, asks, choices, like, hint, button, busy, wrong, answer }: AskingProps) {
  const [chosen, setChosen] = useState<string>('');
  const [hinted, setHinted] = useState(false);
  const said = wrong !== null ? `${id}-wrong` : `${id}-like`;
  return <form class="asking" onSubmit={(event) => { event.preventDefault(); if (!busy) answer(chosen); }}>
    {choices.length > 0
      ? <fieldset><legend>{asks}</legend>
        {choices.map((choice, i) => <label key={choice} class={`choice${chosen === letter(i) ? ' on' : ''}`}>
          <input type="radio" name={id} value={letter(i)} checked={chosen === letter(i)} onChange={() => setChosen(letter(i))} /><span><b>{letter(i)})</b> {choice}</span>
        </label>)}</fieldset>
      : <div class="number"><label for={id}>{asks}</label>
        <input id={id} class="field" type="text" inputMode="text" autocomplete="off" value={chosen} aria-describedby={said} aria-invalid={wrong !== null} onInput={(event) => setChosen(event.currentTarget.value)} />
        <span class="quiet" id={`${id}-like`}>{like}</span></div>}
    {wrong === null ? null : <p class="bad" id={`${id}-wrong`} role="alert">{wrong}</p>}
    <div class="row">
      <button type="submit" class="button primary" disabled={busy}>{busy ? 'Running …' : button}</button>
      <button type="button" class="button" aria-expanded={hinted} aria-controls={`${id}-hint`} onClick={() => setHinted(!hinted)}>Hint</button>
      <span id={`${id}-hint`} class="quiet" aria-live="polite">{hinted ? hint : ''}</span>
    </div>
  </form>;
}
