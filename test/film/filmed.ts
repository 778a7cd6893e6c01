/** Films for tests: a run that is filmed, and beside it what the world itself says at known instants, to hold the film against. */

import { type Film, places, State } from '../../src/film/film.ts';
import type { FilmState } from '../../src/film/state.ts';
import { Collector, type Measured } from '../../src/measure/collector.ts';
import type { Connection } from '../../src/model/pool/connection.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { World } from '../../src/model/world.ts';
import { Camera, type FilmPlan } from '../../src/run/film/camera.ts';
import { Cast } from '../../src/run/film/cast.ts';
import { standing } from '../../src/run/film/standing.ts';

export interface Filmed {
  readonly film: Film;
  readonly measured: Measured;
  /** The world's own words at each instant asked for. */
  readonly truth: ReadonlyMap<number, Told>;
}

/** What is compared: everything that is the world's to know, connections by copy and number. */
export interface Told {
  readonly requests: readonly string[];
  readonly connections: readonly string[];
  readonly lines: readonly string[];
  readonly sizes: readonly number[];
  readonly databases: readonly string[];
}

/** Runs a scenario, films it, and asks the world at each of `instants` how things stand. */
export function filmed(scenario: Scenario, plan: FilmPlan, instants: readonly number[]): Filmed {
  const { measureFrom, length, every } = scenario.run;
  const collector = new Collector({ measureFrom, length, every, alerts: scenario.alerts });
  const camera = new Camera(plan, collector);
  const world = new World(scenario, scenario.run.seed, 0, camera);
  const truth = new Map<number, Told>();
  const names = new Map<string, number>();
  const cast = new Cast(world);
  const film = (): Film => ({ ...cast.titles, laws: cast.laws } as unknown as Film);
  const numberOf = (connection: Connection): number => {
    const key = `${cast.copyOf(connection.pool)}/${connection.id}`;
    if (!names.has(key)) names.set(key, names.size + 1);
    return names.get(key) as number;
  };
  world.run(null, {
    at: [...new Set([...instants, ...camera.at])].sort((a, b) => a - b).filter((at) => at <= length),
    look: () => {
      if (instants.includes(world.now)) {
        const state = standing(world, cast, film(), numberOf);
        const byNumber = new Map([...names].map(([key, number]) => [number, key]));
        truth.set(world.now, told(state, (number) => byNumber.get(number) ?? 'nobody', cast.laws));
      }
      camera.look();
    },
  });
  return { film: camera.film(), measured: collector.result(), truth };
}

/** What a film says at the instant of its state, in the same words. */
export const toldBy = (state: FilmState): Told =>
  told(state, (number) => (number === 0 ? 'nobody' : `${state.film.connectionCopy[number]}/${state.film.connectionId[number]}`), state.film.laws);

/** Connections that their pool has struck off are not its to know any more. */
const struckOff: readonly number[] = [State.closing, State.late];

function told(state: FilmState, name: (connection: number) => string, laws: Film['laws']): Told {
  
  return {
    requests: [...state.requests.values()].map((one) =>
      `${one.number} class ${one.classIndex} of ${one.parent} ${places[one.place]} ${one.place === 1 ? `line ${one.about} priority ${one.priority}` : name(one.about)}${one.lingers ? ' lingers' : ''}${one.lingers ? '' : ` arrived ${one.arrivedAt}`}`).sort(),
    connections: [...state.connections.values()].filter((one) => !struckOff.includes(one.state)).map((one) => `${name(one.number)} ${one.state} ${one.isLeaked ? 'leaked' : ''} ${one.isDead ? 'dead' : ''} ${one.holder}`).sort(),
    lines: [...state.lines].filter(([line, members]) => members.length > 0 && line % 4 !== 3).map(([line, members]) => `${line}: ${members.join(' ')}`).sort(),
    sizes: [...state.sizes],
    databases: state.databases.map(({ law, running, others }) => `${running}+${others} ${JSON.stringify([laws[law]?.cores, laws[law]?.state, [...(laws[law]?.speeds ?? []).slice(0, 20)]])}`),
  };
}
