/** One side of the view as it stands at an instant: arrivals, lines and connections, databases, outcomes. */

import type { Side } from './side.ts';
import type { Scene } from './scene.ts';
import { count } from '../../report/wording.ts';
import { DatabaseView } from './database.tsx';
import { PoolView } from './pool.tsx';
import { Stream } from './stream.tsx';
import { failureWords } from './words.ts';

interface Props {
  readonly side: Side;
  readonly scene: Scene;
  readonly title: string;
  readonly reach: number;
  readonly theme: string;
  readonly chosen: number;
  choose(request: number): void;
}

export function Stage({ side, scene, title, reach, theme, chosen, choose }: Props) {
  const { film, flow } = side;
  const failures = scene.failures.map((n, i) => ({ n, name: film.outcomes[i] ?? '' })).filter(({ n, name }) => n > 0 && name !== 'served');
  const sum = (part: 'arrived' | 'served' | 'failed'): number => scene.classes.reduce((total, one) => total + one[part], 0);
  return <section class="side" aria-label={title} data-at={scene.at} data-arrived={sum('arrived')} data-served={sum('served')} data-failed={sum('failed')}>
    <h3>{title}</h3>
    <div class="flow">
      <div class="end"><h4>Arrive <span class="figure"><b>{count(sum('arrived'))}</b></span></h4><Stream film={film} flow={flow} at={scene.at} reach={reach} way="in" theme={theme} /></div>
      <div class="pools">{scene.pools.map((pool) => <PoolView key={pool.name} pool={pool} classes={film.classes} chosen={chosen} choose={choose} />)}
        {scene.elsewhere > 0 ? <p class="quiet figure">{count(scene.elsewhere)} elsewhere without a connection: thinking, calling, pausing before another attempt</p> : null}</div>
      <div class="databases">{scene.databases.map((database) => <DatabaseView key={database.name} database={database} classes={film.classes} chosen={chosen} choose={choose} />)}</div>
      <div class="end"><h4>Leave <span class="figure"><b>{count(sum('served'))}</b> served, <b class={sum('failed') > 0 ? 'bad' : ''}>{count(sum('failed'))}</b> failed</span></h4>
        <Stream film={film} flow={flow} at={scene.at} reach={reach} way="out" theme={theme} />
        {failures.length === 0 ? null : <ul class="failures">{failures.map(({ n, name }) => <li key={name}><span aria-hidden="true">✕</span> {count(n)} {failureWords(name)}</li>)}</ul>}</div>
    </div>
    {scene.classes.length < 2 ? null : <div class="scroll"><table class="numbers"><thead><tr><th scope="col">So far</th><th scope="col">arrived</th><th scope="col">served</th><th scope="col">failed</th></tr></thead>
      <tbody>{scene.classes.map(({ name, arrived, served, failed }) => <tr key={name} data-class={name}><th scope="row">{name}</th><td>{count(arrived)}</td><td>{count(served)}</td><td>{count(failed)}</td></tr>)}</tbody></table></div>}
  </section>;
}
