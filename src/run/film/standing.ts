/** How things stand in a world at this moment, read from the world itself: how a film begins, and what it can be held against. */

import { deadFlag, type Film, leakedFlag, linesPerCopy, Place, State } from '../../film/film.ts';
import { FilmState } from '../../film/state.ts';
import type { Connection } from '../../model/pool/connection.ts';
import type { Pool } from '../../model/pool/pool.ts';
import type { Request } from '../../model/request.ts';
import type { World } from '../../model/world.ts';
import type { Cast } from './cast.ts';
import { lineOf, Whereabouts } from './whereabouts.ts';

/**
 * The state of the world. Counts of what was before are not the world's to know: they stand at nothing. So do the times since when somebody is where he is: a
 * request has been there since it arrived, a connection since it was lent or laid. Connections that their pool has struck off and that are still closing are left out.
 */
export function standing(world: World, cast: Cast, film: Film, numberOf: (connection: Connection) => number): FilmState {
  const state = new FilmState(film);
  state.at = world.now;
  const where = new Whereabouts();
  const onCores = cast.databases.map(() => 0);
  for (const request of world.life.all) {
    if (request.classIndex < 0) continue;
    where.look(request);
    const about = where.pool === null ? (where.connection === null ? 0 : numberOf(where.connection)) : cast.copyOf(where.pool) * linesPerCopy + where.line;
    if (where.place === Place.cores && where.connection !== null) onCores[cast.indexOf(where.connection.database)]!++;
    state.requests.set(request.number, {
      number: request.number, classIndex: request.classIndex, parent: request.parent?.number ?? 0, arrivedAt: request.orphan === null ? request.arrivedAt : world.now,
      instance: request.instance?.index ?? 0, attempt: Math.max(1, Math.min(request.attempts, 0xffff)), place: where.place, priority: where.priority, about,
      since: where.place === Place.line ? request.askedAt : request.arrivedAt, lingers: request.abandoned,
    });
  }
  for (const group of world.pools) for (const copy of group.pools) placesOf(copy, cast, state, numberOf);
  for (const [i] of cast.pools.entries()) state.sizes[i] = cast.sizeOf(i);
  for (const [i, database] of cast.databases.entries()) {
    const running = onCores[i] as number;
    state.databases[i] = { law: cast.lawOf(i), running, others: database.running.value - running };
  }
  return state;
}

/** The lines of a copy of a pool, in order, and its connections. */
function placesOf(copy: Pool, cast: Cast, state: FilmState, numberOf: (connection: Connection) => number): void {
  const first = cast.copyOf(copy) * linesPerCopy;
  const lines: [number, readonly Request[]][] = [
    [lineOf.callers, copy.waiting.everybody],
    [lineOf.behind, copy.quirks.behind.room?.everybody ?? []],
    [lineOf.outside, copy.lock.everybody.filter((one) => !copy.lock.isReturning(one))],
    [lineOf.checked, copy.roster.connections.filter((one) => one.state === State.checking && one.holder !== null).map((one) => one.holder as Request).sort((a, b) => a.number - b.number)],
  ];
  for (const [line, members] of lines) if (members.length > 0) state.lines.set(first + line, members.map(({ number }) => number));
  for (const connection of copy.roster.connections) {
    if (connection.state === State.empty) continue;
    const { state: is, leaked, dead, holder, lentAt, idleSince, bornAt } = connection;
    const packed = (leaked ? leakedFlag : 0) + (dead !== 0 ? deadFlag : 0);
    state.connections.set(numberOf(connection), {
      number: numberOf(connection), state: is, isLeaked: (packed & leakedFlag) > 0, isDead: dead !== 0, holder: is === State.lent || is === State.checking ? (holder?.number ?? 0) : 0,
      since: is === State.lent ? lentAt : is === State.idle ? Math.max(idleSince, bornAt) : bornAt,
    });
  }
}
