/** A lane fires its timers in the order in which they were set, one delay later, and passes over those that left. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rank, type Sleeper } from '../../src/engine/calendar.ts';
import { Simulation } from '../../src/engine/simulation.ts';

const diary = (simulation: Simulation): Sleeper & { readonly woken: string[] } => {
  const woken: string[] = [];
  return { woken, wake: (what) => void woken.push(`${what} at ${simulation.now}`) };
};

describe('a lane', () => {
  it('fires each timer one delay after it was set', () => {
    const simulation = new Simulation();
    const log = diary(simulation);
    const lane = simulation.lane(100, Rank.timeout);

    lane.set(log, 1);
    simulation.run(30);
    lane.set(log, 2);
    lane.set(log, 3);
    simulation.run(1000);

    expect(log.woken).toEqual(['1 at 100', '2 at 130', '3 at 130']);
  });

  it('passes over timers that left, at its head and further back', () => {
    const simulation = new Simulation();
    const log = diary(simulation);
    const lane = simulation.lane(100, Rank.timeout);
    const tickets = [1, 2, 3, 4, 5].map((what) => lane.set(log, what));

    for (const i of [0, 1, 3]) lane.leave(tickets[i] as number);
    simulation.run(1000);

    expect(log.woken).toEqual(['3 at 100', '5 at 100']);
  });

  it('works again after everyone left', () => {
    const simulation = new Simulation();
    const log = diary(simulation);
    const lane = simulation.lane(100, Rank.timeout);

    lane.leave(lane.set(log, 1));
    lane.leave(lane.set(log, 2));
    simulation.run(500);
    lane.set(log, 3);
    simulation.run(1000);

    expect(log.woken).toEqual(['3 at 600']);
  });

  it('lets a timer that fires set the next one', () => {
    const simulation = new Simulation();
    const lane = simulation.lane(100, Rank.timeout);
    const times: number[] = [];
    const again: Sleeper = {
      wake: () => {
        times.push(simulation.now);
        lane.set(again, 0);
      },
    };

    lane.set(again, 0);
    simulation.run(450);

    expect(times).toEqual([100, 200, 300, 400]);
  });

  it('grows past its ring without losing anyone, wherever the head stands', () => {
    const simulation = new Simulation();
    const log = diary(simulation);
    const lane = simulation.lane(10, Rank.timeout);

    for (let i = 0; i < 50; i++) lane.set(log, i);
    simulation.run(10);
    for (let i = 50; i < 400; i++) lane.set(log, i);
    simulation.run(20);

    expect(log.woken.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: 400 }, (_, i) => i));
  });

  it('takes its turn among other events by the order in which its timers were set', () => {
    const simulation = new Simulation();
    const log = diary(simulation);
    const lane = simulation.lane(100, Rank.timeout);

    simulation.after(100, Rank.timeout, log, 1);
    lane.set(log, 2);
    simulation.after(100, Rank.timeout, log, 3);
    lane.set(log, 4);
    simulation.run(1000);

    expect(log.woken.map((line) => Number.parseInt(line, 10))).toEqual([1, 2, 3, 4]);
  });

  it('is one for all who ask for the same delay and rank, and another for another rank', () => {
    const simulation = new Simulation();

    expect(simulation.lane(100, Rank.timeout)).toBe(simulation.lane(100, Rank.timeout));
    expect(simulation.lane(100, Rank.timeout)).not.toBe(simulation.lane(100, Rank.completion));
    expect(simulation.lane(100, Rank.timeout)).not.toBe(simulation.lane(101, Rank.timeout));
  });

  it('does as one-off timers would, whatever is set and leaves', () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: 30 }), leave: fc.option(fc.nat(), { freq: 2 }) });
    fc.assert(fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const [simulation, plain] = [new Simulation(), new Simulation()];
      const [log, plainLog] = [diary(simulation), diary(plain)];
      const lane = simulation.lane(100, Rank.timeout);
      const standing: { ticket: number; slot: number; due: number }[] = [];

      for (const [i, { wait, leave }] of steps.entries()) {
        simulation.run(simulation.now + wait);
        plain.run(plain.now + wait);
        standing.push({ ticket: lane.set(log, i), slot: plain.after(100, Rank.timeout, plainLog, i), due: plain.now + 100 });
        const open = standing.filter(({ due }) => due > plain.now);
        const gone = leave === null ? undefined : open[leave % Math.max(1, open.length)];
        if (gone === undefined) continue;
        lane.leave(gone.ticket);
        plain.calendar.leave(gone.slot);
        standing.splice(standing.indexOf(gone), 1);
      }
      simulation.run(1e6);
      plain.run(1e6);

      expect(log.woken).toEqual(plainLog.woken);
    }), { seed: 2, numRuns: 300 });
  });
});
