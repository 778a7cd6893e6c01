/** Blame: waiting is shared out among the holders of the connections, interval by interval. */
import { describe, expect, it } from 'vitest';
import { ScriptedWorld } from './scripted-world.ts';

describe('who made whom wait', () => {
  it('shares waiting out in proportion to connections held in the interval', () => {
    const world = new ScriptedWorld({ classes: ['api', 'report'] });
    world.pool.lent.set(10);
    world.pool.lentBy[0].set(2);
    world.pool.lentBy[1].set(8);
    world.to(2).waits(5, 0);
    world.to(4).waits(-5, 0);

    const { blame } = world.result();

    expect(blame).toEqual([
      { pool: 'main', holder: 'report', waiter: 'api', waitedS: 8, share: 0.8 },
      { pool: 'main', holder: 'api', waiter: 'api', waitedS: 2, share: 0.2 },
    ]);
  });

  it('blames leaked connections as a holder of their own', () => {
    const world = new ScriptedWorld();
    world.pool.lent.set(4);
    world.pool.leaked.set(3);
    world.pool.lentBy[0].set(1);
    world.to(9).waits(2);

    expect(world.result().blame).toMatchObject([{ holder: '(leaked)', waiter: 'api', waitedS: 1.5, share: 0.75 }, { holder: 'api', waitedS: 0.5, share: 0.25 }]);
  });

  it('blames nobody while no connection is held at all', () => {
    const world = new ScriptedWorld();
    world.to(9).waits(3);

    expect(world.result().blame).toEqual([{ pool: 'main', holder: '(nobody)', waiter: 'api', waitedS: 3, share: 1 }]);
  });

  it('takes shares of all waiting in the run, over all pools', () => {
    const world = new ScriptedWorld({ pools: ['main', 'side'] });
    for (const [pool, waiting] of [[world.pools[0], 1], [world.pools[1], 3]] as const) {
      pool.lent.set(1);
      pool.lentBy[0].set(1);
      pool.waiting.set(waiting);
      pool.waitingBy[0].set(waiting);
    }

    expect(world.result().blame.map(({ pool, share }) => [pool, share])).toEqual([['side', 0.75], ['main', 0.25]]);
  });

  it('keeps the twenty largest', () => {
    const classes = Array.from({ length: 6 }, (_, i) => `class-${i}`);
    const world = new ScriptedWorld({ classes });
    world.pool.lent.set(6);
    world.pool.waiting.set(21);
    classes.forEach((_, i) => {
      world.pool.lentBy[i].set(1);
      world.pool.waitingBy[i].set(i + 1);
    });

    const { blame } = world.result();

    expect(blame).toHaveLength(20);
    expect(blame[0]).toMatchObject({ waiter: 'class-5', waitedS: 10 });
    expect(blame.map(({ waitedS }) => waitedS)).toEqual(blame.map(({ waitedS }) => waitedS).sort((a, b) => b - a));
  });
});
