/** Picks a scenario: from the library, by question, or from a file. */

import { useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { library, libraryText } from '../library.ts';
import { useStore } from '../store.ts';

const groups = [...new Set(library.map(({ group }) => group))];

/** A file beyond this is no scenario: traces stay beside it. */
const largest = 2_000_000;

/** `tab` keeps the ids of two pickers on one page apart. */
export function Picker({ desk, tab, say, label = 'Scenario' }: { readonly desk: Desk; readonly tab: string; readonly label?: string; say(text: string): void }) {
  const { text, name } = useStore(desk.store);
  const file = useRef<HTMLInputElement>(null);
  const edited = name === null || libraryText(name) !== text;
  const open = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    if (chosen.size > largest) return say(`${chosen.name} is too large for a scenario.`);
    desk.setText(await chosen.text(), { name: null });
    say(`${chosen.name} was opened.`);
  };
  return <div class="picker">
    <label class="picker-label" for={`scenario-${tab}`}>{label} {edited && name !== null ? <span class="tag">edited</span> : null}</label>
    <div class="picker-row">
      <select id={`scenario-${tab}`} class="select" value={name ?? ''} onChange={(event) => desk.open(event.currentTarget.value)}>
        {name === null ? <option value="">your own</option> : null}
        {groups.map((group) => <optgroup key={group} label={group}>
          {library.filter((one) => one.group === group).map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
        </optgroup>)}
      </select>
      {edited && name !== null ? <button type="button" class="button small" onClick={() => desk.open(name)}>Reset</button> : null}
      <button type="button" class="button small" onClick={() => file.current?.click()}>Open file</button>
      <input ref={file} type="file" accept=".yaml,.yml,text/yaml" hidden onChange={(event) => { void open(event.currentTarget.files?.[0]); event.currentTarget.value = ''; }} />
    </div>
  </div>;
}
