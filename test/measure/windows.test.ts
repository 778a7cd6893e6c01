/** Windows of trouble: failures and exhausted pools, with pauses of up to 30 s in between. */
import { describe, expect, it } from 'vitest';
import { ScriptedWorld } from './scripted-world.ts';

describe('windows of failures', () => {
  it('grow while the next failure comes within 30 s, and count what failed', () => {
    const world = new ScriptedWorld({ length: 200 });
    for (const atS of [10, 20, 50, 80.5, 81]) {
      world.to(atS);
      world.ends(world.arrives(), 'acquireTimeout');
    }

    const { windows, classes } = world.result();

    expect(windows).toEqual([
      { what: 'failures', of: 'api', fromS: 10, toS: 50, count: 3 },
      { what: 'failures', of: 'api', fromS: 80.5, toS: 81, count: 2 },
    ]);
    expect(classes.api.failureWindowS).toBe(40.5);
  });

  it('may be a single instant', () => {
    const world = new ScriptedWorld();
    world.passes(3, 1, 'killed');

    expect(world.result().windows).toEqual([{ what: 'failures', of: 'api', fromS: 4, toS: 4, count: 1 }]);
  });

  it('are kept for each class and told in order of time', () => {
    const world = new ScriptedWorld({ classes: ['api', 'report'] });
    world.passes(1, 4, 'killed', 'report');
    world.passes(6, 0.5, 'killed', 'api');
    world.passes(7, 0.5, 'killed', 'report');

    expect(world.result().windows.map(({ of, fromS, toS }) => [of, fromS, toS])).toEqual([['report', 5, 7.5], ['api', 6.5, 6.5]]);
  });
});

describe('windows of an exhausted pool', () => {
  it('span the intervals that were exhausted for half of their time, and tell the longest line', () => {
    const world = new ScriptedWorld({ length: 100 });
    world.to(10.2).pool.exhausted.set(1);
    world.waits(4);
    world.to(12.5).pool.exhausted.set(0);
    world.waits(-4);
    world.to(40.2).pool.exhausted.set(1);
    world.waits(9);
    world.to(40.8).pool.exhausted.set(0);
    world.waits(-9);

    expect(world.result().windows).toEqual([{ what: 'exhausted', of: 'main', fromS: 10, toS: 41, count: 9 }]);
  });

  it('leave out moments in which someone waited, unless a patience ran out in them', () => {
    const world = new ScriptedWorld({ length: 100 });
    for (const atS of [20, 80]) {
      world.to(atS + 0.1).pool.exhausted.set(1);
      world.waits(1);
      world.to(atS + 0.3).pool.exhausted.set(0);
      world.waits(-1);
      if (atS === 80) world.collector.acquireTimedOut(0, 0);
    }

    expect(world.result().windows).toEqual([{ what: 'exhausted', of: 'main', fromS: 80, toS: 81, count: 1 }]);
  });

  it('begin no earlier than measured time', () => {
    const world = new ScriptedWorld({ length: 20, every: 2, measureFrom: 5 });
    world.pool.exhausted.set(1);
    world.to(7).pool.exhausted.set(0);

    expect(world.result().windows).toMatchObject([{ fromS: 5, toS: 8 }]);
  });
});
