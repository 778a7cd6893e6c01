/** The controls of a scenario, group by group, drawn from the catalogue. */

import { useCallback, useState } from 'preact/hooks';
import { pathText, type Problem } from '../../reading/problem.ts';
import type { Desk } from '../desk.ts';
import type { Control, Form, Group } from '../form/control.ts';
import { useStore } from '../store.ts';
import { Knob } from './knob.tsx';
import { turned } from './turn.ts';

export function Controls({ desk }: { readonly desk: Desk }) {
  const form = useStore(desk.store, (state) => state.form);
  const problems = useStore(desk.store, (state) => state.problems);
  const name = useStore(desk.store, (state) => state.name);
  const [refusal, setRefusal] = useState<string | null>(null);
  const turn = useCallback((control: Control, value: string | null) => {
    const { text, form: current } = desk.store.get();
    if (current === null) return;
    const edited = turned(text, current, control, value);
    setRefusal(edited.ok ? null : edited.says);
    if (edited.ok) desk.setText(edited.text);
  }, [desk]);
  if (form === null) return <p class="quiet">The controls appear when the text is YAML.</p>;
  return <div class="controls">
    {refusal === null ? null : <p class="bad" role="alert">{refusal}</p>}
    {form.groups.map((group) => <GroupBox key={`${name}/${group.id}/${kindOf(group)}`} group={group} form={form} problems={problems} turn={turn} />)}
  </div>;
}

const kindOf = (group: Group): string => String(group.controls.find((one) => one.label === 'kind')?.value ?? '');

interface GroupProps {
  readonly group: Group;
  readonly form: Form;
  readonly problems: readonly Problem[];
  turn(control: Control, value: string | null): void;
}

function GroupBox({ group, problems, turn }: GroupProps) {
  const [open, setOpen] = useState(false);
  const [front, behind] = [group.controls.filter((one) => !one.more), group.controls.filter((one) => one.more)];
  const knob = (control: Control) => {
    const path = pathText(control.path);
    return <Knob key={path} control={control} problem={problems.find((one) => one.path === path) ?? null} turn={turn} />;
  };
  return <fieldset class="group">
    <legend><span class="quiet">{group.kind}</span> {group.name}</legend>
    {front.map(knob)}
    {behind.length === 0 ? null : <details class="more" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{behind.length} more option{behind.length === 1 ? '' : 's'}</summary>
      {open ? behind.map(knob) : null}
    </details>}
  </fieldset>;
}
