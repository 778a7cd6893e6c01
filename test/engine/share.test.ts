/** Processor sharing: exact cases worked out by hand, and the same as a naive sharing that cuts time into the spans between changes. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rank } from '../../src/engine/calendar.ts';
import { Share, type SpeedLaw } from '../../src/engine/share.ts';
import { entering } from '../helpers/entering.ts';
import { Simulation } from '../../src/engine/simulation.ts';

const cores = (n: number): SpeedLaw => (inside) => Math.min(inside, n);

const server = (n: number, speed: SpeedLaw = cores(n)) => {
  const simulation = new Simulation();
  const share = new Share(simulation, n, speed);
  const done: string[] = [];
  const enter = (name: string, demand: number): number => entering(share, demand, { wake: () => void done.push(`${name} at ${simulation.now}`) }, 0);
  const at = (time: number, deed: () => void): void => void simulation.after(time - simulation.now, Rank.arrival, { wake: deed }, 0);
  return { simulation, share, done, enter, at };
};

describe('a shared processor', () => {
  it('serves one job alone at full speed', () => {
    const { simulation, done, enter } = server(1);

    enter('ada', 100);
    simulation.run(1000);

    expect(done).toEqual(['ada at 100']);
  });

  it('shares one core equally: two equal jobs take twice as long', () => {
    const { simulation, done, enter } = server(1);

    enter('ada', 100);
    enter('bob', 100);
    simulation.run(1000);

    expect(done).toEqual(['ada at 200', 'bob at 200']);
  });

  it('lets the rest speed up when a short job has gone', () => {
    const { simulation, done, enter } = server(1);

    enter('long', 300);
    enter('short', 100);
    simulation.run(1000);

    expect(done).toEqual(['short at 200', 'long at 400']);
  });

  it('slows those inside when somebody enters', () => {
    const { simulation, done, enter, at } = server(1);

    enter('ada', 100);
    at(50, () => void enter('bob', 100));
    simulation.run(1000);

    expect(done).toEqual(['ada at 150', 'bob at 200']);
  });

  it('gives each job at most one core', () => {
    const { simulation, done, enter } = server(4);

    for (const name of ['ada', 'bob', 'cyd']) enter(name, 100);
    simulation.run(1000);

    expect(done).toEqual(['ada at 100', 'bob at 100', 'cyd at 100']);
  });

  it('shares two cores among three', () => {
    const { simulation, done, enter } = server(2);

    for (const name of ['ada', 'bob', 'cyd']) enter(name, 100);
    simulation.run(1000);

    expect(done).toEqual(['ada at 150', 'bob at 150', 'cyd at 150']);
  });

  it('finishes equal jobs in order of entering', () => {
    const { simulation, done, enter } = server(1);

    for (let i = 0; i < 50; i++) enter(String(i), 10);
    simulation.run(1000);

    expect(done.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(new Set(done.map((line) => line.split(' at ')[1]))).toEqual(new Set(['500']));
  });

  it('follows a law of speed that falls as jobs crowd', () => {
    const { simulation, done, enter } = server(1, (n) => (n === 1 ? 1 : 0.5));

    enter('ada', 100);
    enter('bob', 100);
    simulation.run(1000);

    expect(done).toEqual(['ada at 400', 'bob at 400']);
  });

  it('goes on from where it is when its speed changes midway', () => {
    const { simulation, share, done, enter, at } = server(1);

    enter('ada', 100);
    at(40, () => share.setSpeed(1, () => 0.5));
    at(100, () => share.setSpeed(1, () => 2));
    simulation.run(1000);

    // 40 at full speed, 30 at half speed, 30 at double speed.
    expect(done).toEqual(['ada at 115']);
  });

  it('stops at speed zero and goes on later, with those who entered meanwhile', () => {
    const { simulation, share, done, enter, at } = server(1);

    enter('ada', 100);
    at(40, () => share.setSpeed(1, () => 0));
    at(500, () => void enter('bob', 60));
    at(1000, () => share.setSpeed(1, cores(1)));
    simulation.run(5000);

    expect(done).toEqual(['ada at 1120', 'bob at 1120']);
  });

  it('gives back what a job that leaves still lacked', () => {
    const { simulation, share, done, enter, at } = server(1);
    const lacked: number[] = [];
    const ada = enter('ada', 100);
    enter('bob', 100);

    at(50, () => void lacked.push(share.leave(ada)));
    simulation.run(1000);

    expect(lacked).toEqual([75]);
    expect(done).toEqual(['bob at 125']);
  });

  it('knows what a job inside still lacks', () => {
    const { simulation, share, enter } = server(1);
    const ada = enter('ada', 100);
    enter('bob', 400);

    simulation.run(60);

    expect(share.lacking(ada)).toBe(70);
  });

  it('counts work given, done and left, busy core-time and time inside', () => {
    const { simulation, share, enter, at } = server(2);
    enter('ada', 100);
    at(50, () => void [enter('bob', 100), enter('cyd', 100)]);

    simulation.run(80);

    expect(share.workGiven).toBe(300);
    expect(share.workAreaAt(80)).toBeCloseTo(50 + 30 * 2, 9);
    expect(share.workLeftAt(80)).toBeCloseTo(300 - 110, 9);
    expect(share.busyAreaAt(80)).toBe(50 + 30 * 2);
    expect(share.running.areaAt(80)).toBe(50 + 30 * 3);
  });

  it('finishes a job without demand at once', () => {
    const { simulation, done, enter, at } = server(1);

    at(10, () => void enter('nothing', 0));
    simulation.run(1000);

    expect(done).toEqual(['nothing at 10']);
  });
});

// -------------------------------------------------------------------------------------------------------- against a naive sharing

type Deed = { readonly wait: number; readonly do: 'enter' | 'leave' | 'speed'; readonly demand: number; readonly pick: number };

interface Job {
  readonly name: number;
  lacks: number;
}

/** Cuts time into spans between events and takes from every job what it gets; completions fall on whole microseconds like the real ones. */
function naive(deeds: readonly Deed[], speeds: readonly SpeedLaw[]): string[] {
  const log: string[] = [];
  const inside: Job[] = [];
  let [now, speed] = [0, speeds[0] as SpeedLaw];
  const perJob = (): number => (inside.length === 0 ? 0 : speed(inside.length) / inside.length);
  const pass = (until: number): void => {
    for (const job of inside) job.lacks -= perJob() * (until - now);
    now = until;
  };
  const runTo = (end: number): void => {
    while (inside.length > 0) {
      const first = inside.reduce((least, job) => (job.lacks < least.lacks ? job : least));
      // Who lacks nothing goes, even when nobody moves.
      const at = first.lacks <= 0 ? now : now + Math.round(first.lacks / perJob());
      if (at > end) break;
      pass(at);
      inside.splice(inside.indexOf(first), 1);
      log.push(`${first.name} at ${at}`);
    }
    pass(end);
  };
  for (const [i, deed] of deeds.entries()) {
    runTo(now + deed.wait);
    if (deed.do === 'enter') inside.push({ name: i, lacks: deed.demand });
    else if (deed.do === 'speed') speed = speeds[deed.pick % speeds.length] as SpeedLaw;
    else if (inside.length > 0) inside.splice(deed.pick % inside.length, 1);
  }
  runTo(now + 1e7);
  return log;
}

function shared(deeds: readonly Deed[], speeds: readonly SpeedLaw[]): string[] {
  const simulation = new Simulation();
  const share = new Share(simulation, 4, speeds[0] as SpeedLaw);
  const log: string[] = [];
  const inside: { name: number; place: number }[] = [];
  for (const [i, deed] of deeds.entries()) {
    simulation.run(simulation.now + deed.wait);
    if (deed.do === 'enter') {
      const job = { name: i, place: -1 };
      inside.push(job);
      job.place = entering(share, deed.demand, { wake: () => void (inside.splice(inside.indexOf(job), 1), log.push(`${i} at ${simulation.now}`)) }, 0);
    } else if (deed.do === 'speed') share.setSpeed(4, speeds[deed.pick % speeds.length] as SpeedLaw);
    else if (inside.length > 0) share.leave((inside.splice(deed.pick % inside.length, 1)[0] as { place: number }).place);
  }
  simulation.run(simulation.now + 1e7);
  return log;
}

describe('a shared processor beside a naive one', () => {
  it('finishes the same jobs at the same microseconds in the same order, whoever enters, leaves, and however speed changes', () => {
    const deed: fc.Arbitrary<Deed> = fc.record({ wait: fc.integer({ min: 0, max: 400 }), do: fc.constantFrom('enter', 'enter', 'enter', 'enter', 'leave', 'speed'), demand: fc.integer({ min: 0, max: 1000 }), pick: fc.nat() });
    // Each job's share is a power of two, so that neither of the two ever rounds before a completion does.
    const powers = (most: number, coresHere: number) => (n: number) => n * most * 2 ** -Math.ceil(Math.max(0, Math.log2(n / coresHere)));
    const speeds = [powers(1, 1), powers(1, 4), powers(0.5, 2), () => 0, powers(4, 1), powers(0.25, 8)];

    fc.assert(fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      expect(shared(deeds, speeds)).toEqual(naive(deeds, speeds));
    }), { seed: 6, numRuns: 2000 });
  });
});
