/** Compare: the pinned scenario A and the one on the desk, B, on the same arrivals; figures, charts on the same axes, and a verdict over many seeds. */

import { ChartList } from '../charts/figure.tsx';
import type { Desk } from '../desk.ts';
import { Controls } from '../explore/controls.tsx';
import { Picker } from '../explore/picker.tsx';
import { Notices, Toolbar } from '../explore/toolbar.tsx';
import { library, libraryText } from '../library.ts';
import { Scroll } from '../scroll.tsx';
import { useStore } from '../store.ts';
import type { TabProps } from '../tab.ts';
import { Paired } from './paired.tsx';
import { type PairRow, pairRows } from './pair-rows.ts';
import { usePair } from './use-pair.ts';
import '../explore/explore.css';
import './compare.css';

export function ComparePanel({ desk, theme, shown, say, go }: TabProps) {
  const { pair, trouble } = usePair(desk, shown);
  const { pinned } = useStore(desk.store);
  return <div class="explore compare">
    <aside class="bench" aria-label="The two scenarios">
      <PinA desk={desk} say={say} />
      <Picker desk={desk} tab="compare" label="B: the scenario on the desk" say={say} />
      {pinned === null ? null : <Controls desk={desk} />}
    </aside>
    <div class="view">
      <h2>Before and after</h2>
      {pinned === null ? <div class="card"><p>Pin the scenario on the desk as A, then change B: pick another one, or turn its controls. Both run on the same seed, so both meet the same arrivals.</p></div> : <>
        <Toolbar desk={desk} tab="compare" say={say} />
        <Notices desk={desk} toLine={() => go('explore')} />
        {trouble === null ? null : <p class="bad" role="alert">{trouble}</p>}
        {pair === null ? (trouble === null ? <p class="quiet loading">Simulating both …</p> : null) : <>
          <p><strong>A</strong> {pair.names.a} · <strong>B</strong> {pair.names.b} · <span class="quiet">one run each, seed {String(pair.b.seed)}</span></p>
          <div class="card pair">{pairRows(pair.a, pair.b).map(({ title, rows }) => <PairTable key={title} title={title} rows={rows} />)}</div>
          <Paired desk={desk} a={pinned} names={pair.names} say={say} />
          <ChartList pictures={pair.pictures} theme={theme} />
        </>}
      </>}
    </div>
  </div>;
}

function PinA({ desk, say }: { readonly desk: Desk; say(text: string): void }) {
  const { pinned, text, name } = useStore(desk.store);
  const pin = () => { desk.pin({ text, name }); say('The scenario on the desk is A now. Change B.'); };
  const swap = () => {
    if (pinned === null) return;
    desk.pin({ text, name });
    desk.setText(pinned.text, { name: pinned.name });
    say('A and B have changed places.');
  };
  const own = pinned !== null && (pinned.name === null || libraryText(pinned.name) !== pinned.text);
  return <div class="picker">
    <label class="picker-label" for="scenario-a">A: the scenario to compare with {own ? <span class="tag">edited</span> : null}</label>
    <div class="picker-row">
      <select id="scenario-a" class="select" value={pinned === null ? '' : (pinned.name ?? 'own')} onChange={(event) => { const chosen = event.currentTarget.value; const found = libraryText(chosen); if (found !== null) desk.pin({ text: found, name: chosen }); }}>
        {pinned === null ? <option value="">none yet</option> : null}
        {pinned !== null && pinned.name === null ? <option value="own">your own</option> : null}
        {library.map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
      </select>
    </div>
    <div class="picker-row">
      <button type="button" class={`button small${pinned === null ? ' primary' : ''}`} onClick={pin}>Pin the desk as A</button>
      {pinned === null ? null : <button type="button" class="button small" onClick={swap}>Swap A and B</button>}
    </div>
  </div>;
}

const words = { good: 'better', bad: 'worse', same: '', plain: '' } as const;

function PairTable({ title, rows }: { readonly title: string; readonly rows: readonly PairRow[] }) {
  return <Scroll label={`${title}: A and B`}><table class="numbers">
    <caption>{title}</caption>
    <thead><tr><th scope="col">figure</th><th scope="col">A</th><th scope="col">B</th><th scope="col">B − A</th></tr></thead>
    <tbody>{rows.map((row) => <tr key={row.label}><th scope="row">{row.label}</th><td>{row.a}</td><td>{row.b}</td>
      <td class={row.tone === 'same' ? 'quiet' : row.tone}>{row.difference}{words[row.tone] === '' ? null : <span class="visually-hidden"> {words[row.tone]}</span>}</td></tr>)}</tbody>
  </table></Scroll>;
}
