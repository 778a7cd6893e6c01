/** Time slices in turn: exact small cases, the two limits (sharing, order of arrival), work conserved, and books that balance. */

import { describe, expect, it } from 'vitest';
import { Rounds } from '../../src/engine/rounds.ts';
import { Share } from '../../src/engine/share.ts';
import { Simulation } from '../../src/engine/simulation.ts';
import { Station } from '../../src/engine/station.ts';
import { entering } from '../helpers/entering.ts';
import { Streams } from '../../src/random/streams.ts';

type Jobs = readonly (readonly [at: number, demand: number])[];
type Server = (simulation: Simulation) => Rounds | Share | Station;

const inRounds = (cores: number, slice: number, speed = (n: number) => Math.min(n, cores)): Server => (simulation) => new Rounds(simulation, cores, slice, speed);

/** Lets jobs through a server and says when each was done. */
function served(jobs: Jobs, server: Server, until = 1e12) {
  const simulation = new Simulation();
  const at = server(simulation);
  const done = new Array<number>(jobs.length).fill(-1);
  for (const [i, [when, demand]] of jobs.entries()) {
    simulation.calendar.once(when, 4, { wake: () => void entering(at, demand, { wake: () => void (done[i] = simulation.now) }, 0) }, 0);
  }
  simulation.run(until);
  return { done, at, simulation };
}

/** Poisson arrivals with exponential demands of 10 ms, at 80 % load of one core. */
function randomJobs(count: number, seed: number): Jobs {
  const streams = new Streams(seed, 0);
  const gaps = streams.named('gaps');
  const demands = streams.named('demands');
  let at = 0;
  return Array.from({ length: count }, () => [at = Math.round(at + gaps.exponential() * 12_500), Math.max(1, Math.round(demands.exponential() * 10_000))] as const);
}

describe('time slices in turn', () => {
  it('gives two jobs of 10 ms their turns of 4 ms: the first is done at 18 ms, the second at 20', () => {
    expect(served([[0, 10], [0, 10]], inRounds(1, 4)).done).toEqual([18, 20]);
  });

  it('lets a newcomer wait behind those whose turn comes before', () => {
    // 0: 0-4, 8-12; 1: 4-8, 14-16; 2 (arrives at 5, behind 0): 12-14.
    expect(served([[0, 8], [0, 6], [5, 2]], inRounds(1, 4)).done).toEqual([12, 16, 14]);
  });

  it('never stops a job that is alone, and stops it at the end of a slice once somebody waits', () => {
    // Alone from 0 to 10: slices end at 4, 8, 12. The newcomer begins at 12 and ends at 15.
    expect(served([[0, 20], [10, 3]], inRounds(1, 4)).done).toEqual([23, 15]);
  });

  it('deals several cores', () => {
    // At 4 both cores change hands: one takes the third job, the other the first again; the second runs from 0 to 4 and from 8 to 12.
    expect(served([[0, 8], [0, 8], [0, 6]], inRounds(2, 4)).done).toEqual([8, 12, 10]);
  });

  it('is as fast as its law says for those inside, those who wait included', () => {
    expect(served([[0, 10], [0, 10]], inRounds(1, 100, (n) => (n === 2 ? 0.5 : 1))).done).toEqual([20, 30]);
  });

  it('is processor sharing when the slice goes to zero: nobody ends further apart than one round of everybody inside', () => {
    const jobs = randomJobs(2000, 11);
    const shared = served(jobs, (simulation) => new Share(simulation, 1, (n) => Math.min(n, 1)));

    for (const slice of [10, 100]) {
      const turns = served(jobs, inRounds(1, slice));
      const most = shared.at.running.max;
      const apart = turns.done.map((end, i) => Math.abs(end - (shared.done[i] as number)));
      expect(Math.max(...apart)).toBeLessThanOrEqual(slice * most * most);
      expect(apart.reduce((sum, one) => sum + one, 0) / apart.length).toBeLessThan(slice * most);
    }
  });

  it('is first come first served when the slice is longer than any demand', () => {
    const jobs = randomJobs(2000, 12);

    const turns = served(jobs, inRounds(1, 1e9));
    const line = served(jobs, (simulation) => new Station(simulation, () => 1));

    expect(turns.done).toEqual(line.done);
  });

  it('conserves work: whatever the slice, the last of each busy spell ends at the same time', () => {
    const jobs = randomJobs(2000, 13);
    const lastEnds = (slice: number) => Math.max(...served(jobs, inRounds(1, slice)).done);
    const busy = (slice: number) => served(jobs, inRounds(1, slice)).at.busyAreaAt(1e12);

    expect(lastEnds(3000)).toBe(lastEnds(1e9));
    expect(busy(3000)).toBe(busy(1e9));
  });

  it('has the mean number inside of M/M/1 whatever the slice, because exponential demands do not age (0.8/0.2 = 4)', () => {
    const jobs = randomJobs(40_000, 14);
    const meanOf = (done: readonly number[]) => done.reduce((sum, end, i) => sum + end - (jobs[i] as readonly [number, number])[0], 0) / jobs.length;
    const inOrder = meanOf(served(jobs, (simulation) => new Station(simulation, () => 1)).done);

    // M/M/1 at 80 %: 10 ms / 0.2 = 50 ms. 40,000 requests: standard error of the mean 4.4 % (asymptotic variance, Daley).
    expect(Math.abs(inOrder / 50_000 - 1)).toBeLessThan(0.13);
    for (const slice of [1000, 4000]) expect(Math.abs(meanOf(served(jobs, inRounds(1, slice)).done) / 50_000 - 1)).toBeLessThan(0.13);
  });

  it('keeps books that balance while some wait: work given = work done + work left', () => {
    const { at, simulation } = served([[0, 30], [10, 10], [10, 20], [20, 50]], inRounds(2, 4), 33);
    const { now } = simulation;

    expect(at.workGiven).toBeCloseTo(at.workAreaAt(now) + at.workLeftAt(now), 9);
    expect(at.workGiven).toBe(110);
    expect(at.busyAreaAt(now)).toBe(10 + 2 * 23);
  });

  it('lets a job leave from the line and from its core', () => {
    const simulation = new Simulation();
    const rounds = new Rounds(simulation, 1, 4, () => 1);
    const done: number[] = [];
    const owner = { wake: () => void done.push(simulation.now) };
    const first = entering(rounds, 30, owner, 0);
    const second = entering(rounds, 30, owner, 0);
    entering(rounds, 30, owner, 0);
    simulation.calendar.once(10, 4, { wake: () => void expect(rounds.leave(second)).toBe(26) }, 0);
    simulation.calendar.once(20, 4, { wake: () => void expect(rounds.leave(first)).toBeGreaterThan(0) }, 0);

    simulation.run(1000);

    expect(done).toHaveLength(1);
    expect(rounds.workGiven).toBeCloseTo(rounds.workAreaAt(simulation.now), 9);
  });

  it('stops while its speed is zero, and goes on with fewer cores', () => {
    const simulation = new Simulation();
    const rounds = new Rounds(simulation, 2, 4, (n) => Math.min(n, 2));
    const done: number[] = [];
    for (const demand of [10, 10]) entering(rounds, demand, { wake: () => void done.push(simulation.now) }, 0);
    simulation.calendar.once(5, 4, { wake: () => rounds.setSpeed(1, () => 0) }, 0);
    simulation.calendar.once(105, 4, { wake: () => rounds.setSpeed(1, () => 1) }, 0);

    simulation.run(1000);

    // Each has had 5; then 10 are left for one core: 4 + 4 + 1 + 1 in some order.
    expect(done.at(-1)).toBe(115);
    expect(done).toHaveLength(2);
  });
});
