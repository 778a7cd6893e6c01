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
  const label = <label for={id} title={control.help}><code>{control.label}</code></label>;
  return <div class={`knob${control.value === null ? ' unset' : ''}`}>
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

function KnobSlider({ control, now, turn }: PartProps) {
  // The range stays as it was when the control came up, so that the handle does not run away from the hand; a value typed outside of it makes a new one.
  const anchor = useRef(now === '' ? control.fallback : now);
  const shown = now === '' ? control.fallback : now;
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
  const position = scale.positionOf(shown) ?? 0;
  return <input type="range" class="slider" min={0} max={scale.steps} step={1} value={position} aria-label={control.label} aria-valuetext={now === '' ? `${shown || 'not set'}, the default` : shown}
    style={{ '--at': `${(100 * position) / scale.steps}%` }}
    onInput={(event) => {
      const value = scale.textAt(Number(event.currentTarget.value));
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => turn(control, value));
    }} />;
}
