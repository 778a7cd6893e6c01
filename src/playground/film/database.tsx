/** A database in the view: its cores as slots, the statements beyond them, and the speed that is left while they crowd. */

import { count, level } from '../../report/wording.ts';
import type { DatabaseScene } from './scene.ts';
import { letterOf } from './pool.tsx';

/** More cores than this are told in a number. */
const mostSlots = 32;

interface Props {
  readonly database: DatabaseScene;
  readonly classes: readonly { readonly name: string }[];
  readonly chosen: number;
  choose(request: number): void;
}

export function DatabaseView({ database, classes, chosen, choose }: Props) {
  const { name, cores, running, others, queue, blocked, requests, speed, ideal, state } = database;
  const slots = cores === null ? requests.length : Math.max(1, Math.ceil(cores));
  const Person = ({ request, classIndex }: DatabaseScene['requests'][number]) => <button type="button" tabIndex={-1} class={request === chosen ? 'person running chosen' : 'person running'} data-request={request}
    aria-label={`request ${request} of ${classes[classIndex]?.name ?? ''}, running`} onClick={() => choose(request)}>{letterOf(classes[classIndex]?.name)}</button>;
  const onCores = requests.slice(0, slots);
  const loss = ideal > 0 ? 1 - speed / ideal : 0;
  return <section class={`database ${state}`} aria-label={`${database.isPooler ? 'Pooler' : 'Database'} ${name}`} data-database={name} data-running={running} data-others={others}>
    <h4>{name} <span class="quiet">{database.isPooler ? 'the pooler itself' : cores === null ? 'cores without end' : `${level(cores)} core${cores === 1 ? '' : 's'}`}</span>{state === 'up' ? null : <span class="tag bad">{state === 'hangs' ? 'does not answer' : 'refuses'}</span>}</h4>
    {slots > mostSlots ? <p class="figure"><b>{count(Math.min(running + others, slots))}</b> of {count(slots)} cores busy</p>
      : <div class="slots">{Array.from({ length: slots }, (_, i) => <span key={i} class={i < Math.min(slots, running + others) ? 'slot busy' : 'slot'}>
        {onCores[i] !== undefined ? <Person {...onCores[i]} /> : i < running + others ? <span class="quiet">+</span> : null}</span>)}</div>}
    <p class="figure"><b>{count(running + others)}</b> on the cores{queue > 0 ? <>, <b class="warm">{count(queue)}</b> more than cores</> : null}{others > 0 ? ` (${count(others)} log in or wake)` : ''}</p>
    {queue > 0 && slots <= mostSlots ? <div class="people queue">{requests.slice(slots, slots + 24).map((one) => <Person key={one.request} {...one} />)}{queue > 24 ? <span class="beyond">+{count(queue - 24)}</span> : null}</div> : null}
    <p class="figure quiet">{ideal === 0 ? 'nothing to run' : `does ${level(speed)} of ${level(ideal)} core-seconds a second`}{loss > 0.005 ? <span class="warm"> ({Math.round(loss * 100)}% lost)</span> : ''}</p>
    <p class="figure quiet">{count(blocked)} blocked (disk, locks)</p>
  </section>;
}
