/** Alerts: pending while the condition holds, firing after `for`, resolved by the first interval that is not true. */
import { describe, expect, it } from 'vitest';
import { finestEvery } from '../../src/measure/alerts.ts';
import { minutes, seconds } from '../../src/units/time.ts';
import { alert, ScriptedWorld } from './scripted-world.ts';

const hot = alert('pool-hot', 'utilisation', 'main', '>', 0.8, 3);

/** Lends `lent` of ten from each given second on. */
function play(world: ScriptedWorld, steps: readonly (readonly [number, number])[]): ScriptedWorld {
  for (const [atS, lent] of steps) world.to(atS).pool.lent.set(lent);
  return world;
}

describe('an alert with a `for`', () => {
  it('fires when the condition has been true that long, and resolves when an interval is not', () => {
    const world = play(new ScriptedWorld({ alerts: [hot] }), [[1, 9], [6, 2]]);

    const { alerts, timeline } = world.result();

    expect(alerts).toEqual([{ name: 'pool-hot', when: 'utilisation(main) > 0.8', firedAtS: 4, resolvedAtS: 7 }]);
    expect(timeline).toEqual([{ atS: 4, untilS: 7, kind: 'alert', what: 'pool-hot' }]);
  });

  it('keeps quiet when the condition breaks off too soon, as often as it likes', () => {
    const world = play(new ScriptedWorld({ alerts: [hot] }), [[1, 9], [3, 2], [4, 9], [6, 2], [7, 9], [9, 2]]);

    expect(world.result().alerts).toEqual([]);
  });

  it('fires again after it was resolved, and is told as still firing at the end', () => {
    const world = play(new ScriptedWorld({ length: 20, alerts: [hot] }), [[0, 9], [5, 2], [10, 10]]);

    expect(world.result().alerts.map(({ firedAtS, resolvedAtS }) => [firedAtS, resolvedAtS])).toEqual([[3, 6], [13, null]]);
  });

  it('fires at once without a `for`, at the end of the first true interval', () => {
    const world = play(new ScriptedWorld({ alerts: [alert('now', 'active', 'main', '>=', 5)] }), [[4, 5]]);

    expect(world.result().alerts).toMatchObject([{ firedAtS: 5, resolvedAtS: null }]);
  });
});

describe('what an alert may watch', () => {
  it('is each live figure of classes, pools and databases, as a mean over the interval', () => {
    const watched = [
      alert('waiting', 'waiting', 'main', '==', 2), alert('active', 'active', 'main', '==', 6), alert('idle', 'idle', 'main', '==', 4),
      alert('cpu', 'cpuUtilisation', 'db', '==', 0.5), alert('queue', 'runQueue', 'db', '==', 3), alert('sessions', 'sessions', 'db', '==', 7),
      alert('failing', 'failedShare', 'api', '==', 0.25), alert('served', 'throughput', 'api', '==', 3),
    ];
    const world = new ScriptedWorld({ length: 1, alerts: watched });
    world.pool.lent.set(6);
    world.pool.idle.set(4);
    world.database.busy.set(2);
    world.database.running.set(3);
    world.database.sessions.set(7);
    world.to(0.5).waits(4);
    for (const how of ['served', 'served', 'served', 'killed'] as const) world.ends(world.arrives(), how);

    expect(world.result().alerts.map(({ name }) => name).sort()).toEqual(watched.map(({ name }) => name).sort());
  });

  it('is not true of a share of nothing', () => {
    const world = new ScriptedWorld({ alerts: [alert('quiet', 'failedShare', 'api', '<', 0.5)] });

    expect(world.result().alerts).toEqual([]);
  });

  it('must exist in the world: anything else is a mistake of ours', () => {
    expect(() => new ScriptedWorld({ alerts: [alert('odd', 'runQueue', 'main', '>', 1)] })).toThrow(/alert odd watches runQueue\(main\)/);
  });
});

describe('the interval that alerts need', () => {
  it('is a quarter of the shortest `for`, and never longer than asked for', () => {
    const alerts = [alert('slow', 'idle', 'main', '<', 1, 120), alert('fast', 'idle', 'main', '<', 1, 8), alert('at once', 'idle', 'main', '<', 1)];

    expect(finestEvery(alerts, seconds(5), minutes(10))).toBe(seconds(2));
    expect(finestEvery(alerts, seconds(1), minutes(10))).toBe(seconds(1));
    expect(finestEvery([], seconds(5), minutes(10))).toBe(seconds(5));
  });

  it('does not ask for more than twenty thousand points', () => {
    expect(finestEvery([alert('fast', 'idle', 'main', '<', 1, 1)], minutes(60), minutes(60 * 24 * 7))).toBe((60 * 24 * 7 * 60 * 1_000_000) / 20_000);
  });
});
