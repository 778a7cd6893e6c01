/** What the letters in the cells stand for, as text, with how many there are at this instant. */

import { count } from '../../report/wording.ts';
import { type Look, looks, type Scene } from './scene.ts';

export function Legend({ scenes }: { readonly scenes: readonly Scene[] }) {
  const total = (look: Look): string => scenes.map(({ pools }) => count(pools.reduce((sum, pool) => sum + pool.counts[look], 0))).join(' | ');
  return <details class="legend" open>
    <summary>Connections by state{scenes.length > 1 ? ' (before | after)' : ''}</summary>
    <ul>{(Object.keys(looks) as Look[]).map((look) => <li key={look}><span class={`cell ${look}`} aria-hidden="true">{looks[look].letter}</span> <b data-total={look}>{total(look)}</b> {looks[look].says}</li>)}
      <li><span class="person" aria-hidden="true">a</span> a request, by the first letter of its class; small beside a letter of state: whose connection it is</li>
      <li><span class="bad" aria-hidden="true">✕</span> a request that failed, on its way out; ● served or on its way in, ■ started by cron</li></ul>
  </details>;
}
