/** The series: one point for each interval from the start of the run, the last one as long as it really was. */
import { describe, expect, it } from 'vitest';
import { heatBinOf } from '../../src/measure/heat.ts';
import { heatBinFromMs } from '../../src/result.ts';
import { ScriptedWorld } from './scripted-world.ts';

describe('points', () => {
  it('cover the run from the start, whatever is measured, and the last may be shorter', () => {
    const world = new ScriptedWorld({ length: 5, every: 2, measureFrom: 3 });
    world.passes(0.5, 0.1);
    world.passes(4.2, 0.1);

    const { series } = world.result();

    expect(series.everyS).toBe(2);
    expect(series.t).toEqual([2, 4, 5]);
    expect(series.classes.api.arrivedPerS).toEqual([0.5, 0, 1]);
    expect(series.classes.api.servedPerS).toEqual([0.5, 0, 1]);
    expect(series.classes.api.failedPerS).toEqual([0, 0, 0]);
  });

  it('are not added for an interval without length', () => {
    const world = new ScriptedWorld({ length: 2 });
    world.to(1).collector.sampled();

    expect(world.result().series.t).toEqual([1, 2]);
  });

  it('show latency of all served in the interval, those that arrived before measuring too', () => {
    const world = new ScriptedWorld({ length: 4, every: 2, measureFrom: 1 });
    world.passes(0.2, 0.1);
    world.passes(1.2, 0.4);

    const { latencyMsP50, latencyMsP99 } = world.result().series.classes.api;

    expect(latencyMsP50[0]).toBeCloseTo(100, -0.4);
    expect(latencyMsP99[0]).toBeCloseTo(400, -0.9);
    expect([latencyMsP50[1], latencyMsP99[1]]).toEqual([null, null]);
  });

  it('count who is inside at the end of each interval', () => {
    const world = new ScriptedWorld({ length: 3 });
    world.to(0.5).arrives();
    const second = world.to(1.5).arrives();
    world.to(2.5).ends(second);

    expect(world.result().series.classes.api.inside).toEqual([1, 2, 1]);
  });

  it('give each kind of failure a row only when it happens, with zeros before and after', () => {
    const world = new ScriptedWorld({ length: 4 });
    world.passes(1.5, 0.1, 'acquireTimeout');
    world.passes(1.7, 0.1, 'acquireTimeout');
    world.passes(3.2, 0.1, 'refused');

    const { failures, failedPerS } = world.result().series.classes.api;

    expect(failures).toEqual({ acquireTimeout: [0, 2, 0, 0], refused: [0, 0, 0, 1] });
    expect(failedPerS).toEqual([0, 2, 0, 1]);
  });

  it('are rounded to six significant digits', () => {
    const world = new ScriptedWorld({ length: 3, every: 3 });
    world.pool.idle.set(1);
    world.to(1).pool.idle.set(0);

    expect(world.result().series.pools.main.idle).toEqual([0.333333]);
  });

  it('split the active and the waiting by class, and leave out classes that never came', () => {
    const world = new ScriptedWorld({ classes: ['api', 'report', 'idle'], length: 2 });
    world.pool.lent.set(3);
    world.pool.lentBy[0].set(2);
    world.pool.leaked.set(1);
    world.to(1).waits(4, 1);

    const { main } = world.result().series.pools;

    expect(main.active).toEqual([3, 3]);
    expect(main.leaked).toEqual([1, 1]);
    expect(main.activeBy).toEqual({ api: [2, 2] });
    expect(main.pendingBy).toEqual({ report: [0, 4] });
    expect(main.max).toEqual([10, 10]);
  });

  it('tell the work of a database per second', () => {
    const world = new ScriptedWorld({ length: 3, every: 2 });
    world.database.work.set(1.5);
    world.database.running.set(3);
    world.database.sessions.set(5);

    expect(world.result().series.databases.db).toEqual({ runQueue: [3, 3], busyCores: [1.5, 1.5], capacityCores: [4, 4], cores: [4, 4], sessions: [5, 5] });
  });
});

describe('the heat map', () => {
  it('puts a latency in the bin whose edges enclose it', () => {
    for (const latency of [1, 1.1, 2, 3, 127, 128, 1_000, 16_384, 16_383.9, 123_456, 3_600_000_000, 5e13]) {
      const bin = heatBinOf(latency);

      expect(heatBinFromMs(bin)).toBeLessThanOrEqual((latency / 1000) * (1 + 1e-12));
      expect(heatBinFromMs(bin + 1)).toBeGreaterThan((latency / 1000) * (1 - 1e-12));
    }
    expect(heatBinOf(0)).toBe(0);
  });

  it('holds one triple for each interval and bin, and every served request once', () => {
    const world = new ScriptedWorld({ length: 2 });
    for (const lasts of [0.01, 0.0101, 0.3]) world.passes(0.1, lasts);
    world.passes(1.1, 0.01);
    world.passes(1.2, 0.2, 'killed');

    const { heat } = world.result().series.classes.api;
    const bin = heatBinOf(10_000);

    expect(heat.slice(0, 3)).toEqual([0, bin, 2]);
    expect(heat.slice(3, 6)).toEqual([0, heatBinOf(300_000), 1]);
    expect(heat.slice(6)).toEqual([1, bin, 1]);
  });
});
