/** One control: its name, what it means, and a slider, a field or a choice that writes into the text of the scenario. */

import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../reading/problem.ts';
import type { Control } from '../form/control.ts';
import { scaleOf } from './scale.ts';

interface KnobProps {
  readonly control: Control;
  /** What is wrong with this value. */
  readonly problem: Problem | null;
  /** Writes another value; null: the default again. */
  turn(control: Control, value: string | null): void;
}

export function Knob({ control, problem, turn }: KnobProps) {
  const id = useId();
  const now = control.value === null ? '' : String(control.value);
  const label = <label for={id} title={control.help} class={control.value === null ? 'unset' : ''}><code>{control.label}</code></label>;
  return <div class="knob">
    <div class="knob-head">
      {label}
      {control.value !== null && control.fallback !== '' ? <button type="button" class="reset" title={`Back to the default: ${control.fallback}`} aria-label={`${control.label}: back to the default, ${control.fallback}`} onClick={() => turn(control, null)}>×</button> : null}
      <KnobField id={id} control={control} now={now} turn={turn} />
    </div>
    <KnobSlider control={control} now={now} turn={turn} />
    {problem === null ? null : <p class="bad problem">{problem.says}</p>}
  </div>;
}

interface PartProps { readonly control: Control; readonly now: string; turn(control: Control, value: string | null): void }

function KnobField({ id, control, now, turn }: PartProps & { readonly id: string }) {
  const [draft, setDraft] = useState(now);
  useEffect(() => setDraft(now), [now]);
  if (control.widget === 'choice' || control.widget === 'flag') {
    return <select id={id} class="select" value={now === '' ? control.fallback : now} onChange={(event) => turn(control, event.currentTarget.value)}>
      {control.choices.includes(now === '' ? control.fallback : now) ? null : <option value={now === '' ? control.fallback : now}>{now === '' ? control.fallback || 'not set' : now}</option>}
      {control.choices.map((choice) => <option key={choice} value={choice}>{choice}</option>)}
    </select>;
  }
  const commit = (): void => {
    const value = draft.trim();
    if (value !== now) turn(control, value === '' ? null : value);
  };
  return <input id={id} class="field" type="text" inputMode={control.widget === 'count' ? 'numeric' : undefined} value={draft} placeholder={control.fallback || 'not set'} spellcheck={false} autocomplete="off"
    onInput={(event) => setDraft(event.currentTarget.value)} onBlur={commit} onKeyDown={(event) => { if (event.key === 'Enter') commit(); if (event.key === 'Escape') setDraft(now); }} />;
}

/** How long the hand is believed before what the form says is shown again, in ms: the form follows a step behind. */
const trust = 1500;

/** What the slider shows: the value last set with it, until the form has caught up with it. */
function useHand(now: string) {
  const [shown, setShown] = useState(now);
  const sent = useRef<{ readonly text: string; readonly at: number } | null>(null);
  useEffect(() => {
    const { current } = sent;
    if (current !== null && current.text !== now && performance.now() - current.at < trust) return;
    sent.current = null;
    setShown(now);
  });
  return { shown, set: (text: string) => { sent.current = { text, at: performance.now() }; setShown(text); } };
}

function KnobSlider({ control, now, turn }: PartProps) {
  const hand = useHand(now);
  // The range stays as it was when the control came up, so that the handle does not run away from the hand; a value typed outside of it makes a new one.
  const anchor = useRef(now === '' ? control.fallback : now);
  const shown = hand.shown === '' ? control.fallback : hand.shown;
  const scale = useMemo(() => {
    const kept = scaleOf(control, anchor.current);
    const at = kept?.positionOf(shown) ?? null;
    if (kept !== null && (at === null || (at > 0 && at < kept.steps) || kept.textAt(at) === shown)) return kept;
    anchor.current = shown;
    return scaleOf(control, shown);
  }, [control.widget, control.atLeast, control.atMost, shown]);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  if (scale === null) return null;
  return <input type="range" class="slider" min={0} max={scale.steps} step={1} value={scale.positionOf(shown) ?? 0} aria-label={control.label} aria-valuetext={hand.shown === '' ? `${shown || 'not set'}, the default` : shown}
    onInput={(event) => {
      const value = scale.textAt(Number(event.currentTarget.value));
      hand.set(value);
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => turn(control, value));
    }} />;
}
