/** The timeline: beginnings paired with ends, log lines within reason, everything in order of time. */
import { describe, expect, it } from 'vitest';
import { ScriptedWorld } from './scripted-world.ts';

describe('the timeline', () => {
  it('pairs a beginning with the end of the same id', () => {
    const world = new ScriptedWorld();
    world.to(1).collector.noted('incident', 'a', 'slow disk', 'begin');
    world.to(2).collector.noted('cron', 'a', 'report', 'begin');
    world.to(3).collector.noted('incident', 'a', 'slow disk', 'end');
    world.to(4).collector.noted('incident', 'b', 'restart', 'moment');

    expect(world.result().timeline).toEqual([
      { atS: 1, untilS: 3, kind: 'incident', what: 'slow disk' },
      { atS: 2, untilS: null, kind: 'cron', what: 'report' },
      { atS: 4, untilS: null, kind: 'incident', what: 'restart' },
    ]);
  });

  it('tells an end without a beginning as a moment, and a second round as its own entry', () => {
    const world = new ScriptedWorld();
    world.to(1).collector.noted('cron', 'tick', 'tick', 'end');
    world.to(2).collector.noted('cron', 'tick', 'tick', 'begin');
    world.to(3).collector.noted('cron', 'tick', 'tick', 'end');

    expect(world.result().timeline.map(({ atS, untilS }) => [atS, untilS])).toEqual([[1, null], [2, 3]]);
  });

  it('keeps the first 500 log lines and counts the others', () => {
    const world = new ScriptedWorld();
    world.to(1);
    for (let i = 0; i < 600; i++) world.collector.logged('main', `line ${i}`);
    world.to(2).collector.noted('incident', 'a', 'restart', 'moment');

    const { timeline } = world.result();

    expect(timeline[0]).toEqual({ atS: 1, untilS: null, kind: 'log', what: 'main: line 0' });
    expect(timeline[500].what).toBe('(100 more log lines)');
    expect(timeline[501].what).toBe('restart');
  });
});
