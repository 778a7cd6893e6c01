/** What the result says of a pool: levels averaged over measured time, spans of lending, and how full it was while its size changed. */
import { describe, expect, it } from 'vitest';
import { forever, ms } from '../../src/units/time.ts';
import { ScriptedWorld } from './scripted-world.ts';

describe('levels are means and maxima over measured time', () => {
  it('weighs each value by how long it stood', () => {
    const world = new ScriptedWorld();
    world.pool.idle.set(10);
    world.to(2).pool.idle.set(4);
    world.pool.lent.set(6);
    world.waits(3);
    world.to(4).waits(-3);
    world.to(8).pool.lent.set(0);

    const { main } = world.result().pools;

    expect(main.activeMean).toBeCloseTo((6 * 6) / 10, 12);
    expect(main.activeMax).toBe(6);
    expect(main.idleMean).toBeCloseTo((10 * 2 + 4 * 8) / 10, 12);
    expect(main.pendingMean).toBeCloseTo((3 * 2) / 10, 12);
    expect(main.pendingMax).toBe(3);
    expect(main.utilisation).toBeCloseTo(0.36, 12);
  });

  it('forgets what stood before measuring began, also inside an interval', () => {
    const world = new ScriptedWorld({ measureFrom: 4.5, every: 2 });
    world.pool.lent.set(9);
    world.to(4.2).pool.lent.set(2);

    const { pools, series } = world.result();

    expect(pools.main.activeMean).toBe(2);
    expect(pools.main.activeMax).toBe(2);
    expect(pools.main.utilisation).toBeCloseTo(0.2, 12);
    expect(series.pools.main.active).toEqual([9, 9, (9 * 0.2 + 2 * 1.8) / 2, 2, 2]);
  });

  it('keeps the peak of the whole interval in the series when measuring begins within it', () => {
    const world = new ScriptedWorld({ measureFrom: 5, every: 2 });
    world.to(4.2).waits(7);
    world.to(4.4).waits(-7);
    world.to(5.5).waits(2);

    const { pools, series } = world.result();

    expect(series.pools.main.pendingMax).toEqual([0, 0, 7, 2, 2]);
    expect(pools.main.pendingMax).toBe(2);
  });

  it('says how much of the time everything was lent and someone waited, over all instances', () => {
    const world = new ScriptedWorld();
    world.pool.instances = 2;
    world.to(1).pool.exhausted.set(1);
    world.to(3).pool.exhausted.set(2);
    world.to(4).pool.exhausted.set(0);

    expect(world.result().pools.main.exhaustedShare).toBeCloseTo((2 * 1 + 1 * 2) / 10 / 2, 12);
  });
});

describe('utilisation follows a pool whose size changes', () => {
  it.each(['before', 'after'] as const)('charges each piece with the size in force when the note comes %s the change', (order) => {
    const world = new ScriptedWorld({ every: 4 });
    const resize = () => { world.pool.max = 50; };
    world.pool.lent.set(10);
    world.to(5);
    if (order === 'after') resize();
    world.collector.noted('incident', 'resize', 'main resized to 50', 'moment');
    if (order === 'before') resize();

    const { main } = world.result().pools;

    expect(main.utilisation).toBeCloseTo((5 * (10 / 10) + 5 * (10 / 50)) / 10, 12);
    expect(main.max).toBe(50);
  });

  it('takes the middle when the size changed unheard within an interval', () => {
    const world = new ScriptedWorld({ length: 2, every: 1 });
    world.pool.lent.set(5);
    world.to(1.5).pool.max = 20;

    expect(world.result().pools.main.utilisation).toBeCloseTo((5 / 10 + 5 / 15) / 2, 12);
  });

  it('is zero where there is no limit, and the limit is null', () => {
    const world = new ScriptedWorld();
    world.pool.max = forever;
    world.pool.acquireTimeout = Number.NaN;
    world.to(1).pool.lent.set(500);

    const { pools, series } = world.result();

    expect(pools.main).toMatchObject({ max: null, acquireTimeoutMs: null, utilisation: 0, activeMax: 500 });
    expect(series.pools.main.max.at(-1)).toBeNull();
  });
});

describe('lendings', () => {
  it('measures asking and holding of what happens in measured time', () => {
    const world = new ScriptedWorld({ measureFrom: 5 });
    world.to(1).lends(ms(900));
    world.to(2).takesBack(ms(1000));
    world.to(6).lends(ms(20));
    world.to(7).lends(ms(40));
    world.to(8).takesBack(ms(2000));

    const { main } = world.result().pools;

    expect(main.acquired).toBe(2);
    expect(main.acquireMs).toMatchObject({ count: 2, mean: 30, max: 40 });
    expect(main.holdMs).toMatchObject({ count: 1, mean: 2000 });
  });

  it('counts timeouts and refusals of measured time, and connections from the start', () => {
    const world = new ScriptedWorld({ measureFrom: 5 });
    Object.assign(world.pool, { opened: 6, closed: 1, refused: 2 });
    world.collector.acquireTimedOut(0, 0);
    world.collector.leaked(0, 0);
    world.to(6);
    Object.assign(world.pool, { opened: 8, closed: 3, refused: 7 });
    world.collector.acquireTimedOut(0, 0);
    world.collector.acquireTimedOut(0, 0);

    const { main } = world.result().pools;

    expect(main).toMatchObject({ kind: 'plain', database: 'db', instances: 1, acquireTimeoutMs: 30_000, timeouts: 2, leaked: 1, opened: 8, closed: 3, refused: 5 });
  });
});
