/** A film in words: the time of day, how things stand, what became of one request. */

import { type Film, linesPerCopy, places } from '../../film/film.ts';
import type { TrailEntry } from '../../film/trail.ts';
import { isoFromSeconds, secondsFromIso } from '../../report/clock.ts';
import { count, counted, list } from '../../report/wording.ts';
import { span } from '../../units/words.ts';
import type { PoolScene, Scene } from './scene.ts';

/** A span of µs: "4.9s", "12.3ms". */
export const spanOf = (micros: number): string => span(micros / 1e6);

/** The time of day at an instant, with milliseconds: "23:04:10.250"; the day before it where the run is longer than one. */
export function timeOf(film: Pick<Film, 'startsAt' | 'length'>, at: number, digits = 3): string {
  const iso = isoFromSeconds(Math.floor((secondsFromIso(film.startsAt) * 1e6 + at) / 1000) / 1000);
  const [day = '', time = ''] = iso.split('T');
  const whole = digits === 0 ? time.slice(0, 8) : `${time}${time.includes('.') ? '' : '.000'}`;
  return film.length > 86_400e6 ? `${day.slice(5)} ${whole}` : whole;
}

/** How things stand, in sentences: "23:04:10.000: main: 10 of 10 connections lent, 7 to reports; 212 wait, the oldest for 4.9s. …" */
export function wordsOf(film: Film, scene: Scene): string {
  const pools = scene.pools.map((pool) => poolWords(film, pool));
  const databases = scene.databases.filter(({ isPooler }) => !isPooler).map(({ name, running, others, cores, state, blocked }) =>
    `${name}${state === 'up' ? '' : state === 'hangs' ? ' does not answer' : ' refuses logins'}: ${counted(running + others, 'statement')} on ${cores === null ? 'as many cores as they need' : counted(cores, 'core')}${blocked > 0 ? `, ${count(blocked)} blocked` : ''}.`);
  const served = scene.classes.reduce((sum, one) => sum + one.served, 0);
  const failed = scene.classes.reduce((sum, one) => sum + one.failed, 0);
  return `${timeOf(film, scene.at)}: ${[...pools, ...databases].join(' ')} ${count(served)} served and ${count(failed)} failed so far.`;
}

/** "7 to reports", the class that holds most connections first. */
export const holdersOf = (classes: readonly { readonly name: string }[], { lentBy }: Pick<PoolScene, 'lentBy'>): string[] =>
  classes.map(({ name }, i) => [name, lentBy[i] as number] as const).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]).map(([name, n]) => `${count(n)} to ${name}`);

function poolWords(film: Film, pool: PoolScene): string {
  const { name, size, lent, waiting, oldest, counts } = pool;
  const holders = holdersOf(film.classes, pool);
  const whose = film.classes.length < 2 || holders.length === 0 ? '' : `, ${list(holders.slice(0, 3))}`;
  const lost = [...(counts.leaked > 0 ? [`${count(counts.leaked)} leaked`] : []), ...(counts.dead > 0 ? [`${count(counts.dead)} broken`] : []), ...(counts.opening > 0 ? [`${count(counts.opening)} being opened`] : [])];
  const line = waiting === 0 ? 'nobody waits' : `${count(waiting)} ${waiting === 1 ? 'waits' : 'wait'}${oldest === null ? '' : `, the oldest for ${spanOf(oldest)}`}`;
  return `${name}: ${count(lent)} of ${size === null ? 'any number of connections' : counted(size, 'connection')} lent${whose}${lost.length === 0 ? '' : `, ${lost.join(', ')}`}; ${line}.`;
}

/** The name of a copy of a pool: "main", or "main, instance 3" where there are several. */
export function copyName(film: Film, copy: number): string {
  const pool = film.pools.find(({ firstCopy, instances }) => copy >= firstCopy && copy < firstCopy + instances);
  return pool === undefined ? '' : pool.instances === 1 ? pool.name : `${pool.name}, instance ${copy - pool.firstCopy + 1}`;
}

/** "connection 3 of main". */
export const connectionName = (film: Film, connection: number): string => `connection ${film.connectionId[connection]} of ${copyName(film, film.connectionCopy[connection] as number)}`;

/** The kind of a failure, in words. */
export const failureWords = (outcome: string): string => outcome.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Where a request is, in words. */
function placeWords(film: Film, place: number, about: number, ahead: number): string {
  const name = places[place] ?? 'moving';
  const database = film.databases[film.connectionDatabase[about] ?? 0]?.name ?? '';
  switch (name) {
    case 'moving': return 'goes on';
    case 'line': return `waits in the line of ${copyName(film, Math.floor(about / linesPerCopy))}, behind ${ahead === 0 ? 'nobody' : count(ahead)}`;
    case 'opening': return `waits for ${connectionName(film, about)} to be opened`;
    case 'check': return `${connectionName(film, about)} is checked first`;
    case 'returning': return 'waits to give its connection back';
    case 'trip': return 'on the network between app and server';
    case 'cores': return `runs on the cores of ${database}`;
    case 'blocked': return `its statement waits at ${database} for disk or the like`;
    case 'row': return 'its statement waits for a row that another transaction has locked';
    case 'hanging': return `${database} does not answer`;
    case 'silence': return 'waits for an answer on a dead connection';
    case 'outside': return about === 0 ? 'outside of the pool and the database' : `works elsewhere while it holds ${connectionName(film, about)}`;
    case 'app': return about === 0 ? 'works in the application' : `works in the application while it holds ${connectionName(film, about)}`;
    case 'pause': return 'pauses before another attempt';
    case 'branches': return 'waits for its parallel branches';
  }
}

export interface StoryLine {
  readonly at: number;
  readonly says: string;
}

/** What became of a request, one line for each thing that happened; steps that take no time are left out. */
export function storyOf(film: Film, trail: readonly TrailEntry[]): StoryLine[] {
  const story: StoryLine[] = [];
  let [arrivedAt, waitsSince] = [0, -1];
  for (const [i, entry] of trail.entries()) {
    const { at } = entry;
    switch (entry.is) {
      case 'arrived':
        arrivedAt = at;
        story.push({ at, says: `${entry.parent > 0 ? `began as a branch of request ${entry.parent}` : 'arrived'} (${film.classes[entry.classIndex]?.name ?? ''})${entry.before ? ', before this film begins' : ''}` });
        break;
      case 'attempt':
        if (entry.attempt > 1) story.push({ at, says: `attempt ${entry.attempt}` });
        break;
      case 'place': {
        const next = trail.slice(i + 1).find((one) => one.is !== 'lent' && one.is !== 'returned');
        const waits = places[entry.place] === 'line' || places[entry.place] === 'opening';
        if (waits && waitsSince < 0) waitsSince = at;
        if (places[entry.place] !== 'moving' && (next === undefined || next.at > at)) story.push({ at, says: placeWords(film, entry.place, entry.about, entry.ahead) });
        break;
      }
      case 'lent':
        story.push({ at, says: `got ${connectionName(film, entry.connection)}${waitsSince < 0 || at === waitsSince ? ' at once' : ` after ${spanOf(at - waitsSince)}`}` });
        waitsSince = -1;
        break;
      case 'returned':
        story.push({ at, says: `gave ${connectionName(film, entry.connection)} back` });
        break;
      case 'retried':
        story.push({ at, says: `the attempt failed: ${failureWords(film.outcomes[entry.outcome] ?? '')}` });
        break;
      case 'ended':
        story.push({ at, says: `${entry.outcome === 0 ? 'served' : `failed: ${failureWords(film.outcomes[entry.outcome] ?? '')}`}, ${spanOf(at - arrivedAt)} after its arrival` });
        break;
      default:
        story.push({ at, says: 'what was left of it is over' });
    }
  }
  return story;
}
