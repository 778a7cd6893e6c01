/** Explore: pick a scenario, edit it, turn its knobs, and look at what it does. */

import { ChartList } from '../charts/figure.tsx';
import { useStore } from '../store.ts';
import type { TabProps } from '../tab.ts';

export function ExplorePanel({ desk, theme }: TabProps) {
  const state = useStore(desk.store);
  return <>
    <h2>Explore</h2>
    <textarea value={state.text} onInput={(event) => desk.setText(event.currentTarget.value)} aria-label="Scenario (YAML)" rows={20} />
    <p>{state.busy === null ? `${state.done?.wallMs ?? ''}` : 'running'}</p>
    {state.problems.map((one) => <p class="bad">{one.line}:{one.column} {one.says}</p>)}
    <ChartList pictures={state.done?.pictures ?? []} theme={theme} />
  </>;
}
