/** One server and a line: order of arrival, a speed that depends on how many are inside, and books that balance. */

import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/simulation.ts';
import { entering } from '../helpers/entering.ts';
import { Station } from '../../src/engine/station.ts';

/** Lets jobs (arrival, demand) through and says when each was done. */
function served(jobs: readonly (readonly [at: number, demand: number])[], speed: (n: number) => number = () => 1) {
  const simulation = new Simulation();
  const station = new Station(simulation, speed);
  const done: { [job: number]: number } = {};
  for (const [i, [at, demand]] of jobs.entries()) {
    simulation.calendar.once(at, 4, { wake: () => void entering(station, demand, { wake: () => void (done[i] = simulation.now) }, 0) }, 0);
  }
  simulation.run(1_000_000);
  return { done, station, simulation };
}

describe('a station', () => {
  it('serves one after another in order of arrival', () => {
    const { done } = served([[0, 30], [10, 10], [10, 20], [100, 5]]);

    expect(done).toEqual({ 0: 30, 1: 40, 2: 60, 3: 105 });
  });

  it('is as fast as its law says for those inside, the line included', () => {
    const { done } = served([[0, 30], [0, 30]], (n) => (n === 2 ? 0.5 : 1));

    expect(done).toEqual({ 0: 60, 1: 90 });
  });

  it('keeps books that balance: work given = work done + work left', () => {
    const { station, simulation } = served([[0, 30], [10, 10], [10, 20], [999_990, 50]]);
    const now = simulation.now;

    expect(station.workGiven).toBe(station.workAreaAt(now) + station.workLeftAt(now));
    expect([station.workGiven, station.workLeftAt(now), station.busyAreaAt(now), station.running.value]).toEqual([110, 40, 70, 1]);
  });

  it('lets a job leave from the line and from service', () => {
    const simulation = new Simulation();
    const station = new Station(simulation, () => 1);
    const done: number[] = [];
    const owner = { wake: () => void done.push(simulation.now) };
    const first = entering(station, 30, owner, 0);
    const second = entering(station, 30, owner, 0);
    entering(station, 30, owner, 0);
    simulation.calendar.once(10, 4, { wake: () => void (expect(station.leave(second)).toBe(30)) }, 0);
    simulation.calendar.once(20, 4, { wake: () => void (expect(station.leave(first)).toBe(10)) }, 0);

    simulation.run(1000);

    expect(done).toEqual([50]);
  });

  it('stops while its speed is zero', () => {
    const simulation = new Simulation();
    const station = new Station(simulation, () => 1);
    const done: number[] = [];
    entering(station, 30, { wake: () => void done.push(simulation.now) }, 0);
    simulation.calendar.once(10, 4, { wake: () => station.setSpeed(1, () => 0) }, 0);
    simulation.calendar.once(110, 4, { wake: () => station.setSpeed(1, () => 1) }, 0);

    simulation.run(1000);

    expect(done).toEqual([130]);
  });
});
