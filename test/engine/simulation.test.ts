/** The clock, and the desk: who is woken at this very instant comes after every completion due at it, and before timeouts, incidents and arrivals. */

import { describe, expect, it } from 'vitest';
import { Rank, type Sleeper } from '../../src/engine/calendar.ts';
import { Simulation } from '../../src/engine/simulation.ts';

const world = () => {
  const simulation = new Simulation();
  const log: string[] = [];
  const named = (name: string, then: () => void = () => {}): Sleeper => ({
    wake: () => {
      log.push(`${name} at ${simulation.now}`);
      then();
    },
  });
  return { simulation, log, named };
};

describe('the desk', () => {
  it('grants after the completions due at the same instant, before timeouts, incidents and arrivals', () => {
    const { simulation, log, named } = world();
    simulation.after(10, Rank.arrival, named('arrival'), 0);
    simulation.after(10, Rank.incident, named('incident'), 0);
    simulation.after(10, Rank.timeout, named('timeout'), 0);
    simulation.after(10, Rank.completion, named('first completion', () => simulation.soon(named('grant'), 0)), 0);
    simulation.after(10, Rank.completion, named('second completion'), 0);

    simulation.run(20);

    expect(log).toEqual(['first completion at 10', 'second completion at 10', 'grant at 10', 'timeout at 10', 'incident at 10', 'arrival at 10']);
  });

  it('grants in order of asking, those asked for by grants last', () => {
    const { simulation, log, named } = world();
    simulation.soon(named('ada', () => simulation.soon(named('cyd'), 0)), 0);
    simulation.soon(named('bob'), 0);

    simulation.run(0);

    expect(log).toEqual(['ada at 0', 'bob at 0', 'cyd at 0']);
  });

  it('lets a completion that a grant brings about at this instant come before the grants that wait', () => {
    const { simulation, log, named } = world();
    simulation.soon(named('ada', () => void simulation.after(0, Rank.completion, named('completion'), 0)), 0);
    simulation.soon(named('bob'), 0);

    simulation.run(0);

    expect(log).toEqual(['ada at 0', 'completion at 0', 'bob at 0']);
  });

  it('wakes with what was asked for', () => {
    const simulation = new Simulation();
    const heard: number[] = [];

    for (const what of [7, 3, 5]) simulation.soon({ wake: (said) => void heard.push(said) }, what);
    simulation.run(0);

    expect(heard).toEqual([7, 3, 5]);
  });

  it('forgets someone whose affair was ended before its turn, and nobody else', () => {
    const { simulation, log, named } = world();
    const bob = named('bob');
    for (const one of [named('ada'), bob, named('cyd')]) simulation.soon(one, 0);

    simulation.forget(bob);
    simulation.forget(named('nobody'));
    simulation.run(0);

    expect(log).toEqual(['ada at 0', 'cyd at 0']);
  });

  it('has room for any number, wherever its head stands', () => {
    const simulation = new Simulation();
    const heard: number[] = [];
    const ear: Sleeper = { wake: (what) => void heard.push(what) };
    for (let i = 0; i < 40; i++) simulation.soon(ear, i);
    simulation.run(0);

    for (let i = 40; i < 1000; i++) simulation.soon(ear, i);
    simulation.run(0);

    expect(heard).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });
});

describe('the clock', () => {
  it('stands at the time of the event being fired, and at the end of the run afterwards', () => {
    const { simulation, log, named } = world();
    simulation.after(30, Rank.arrival, named('later'), 0);
    simulation.after(10, Rank.arrival, named('sooner'), 0);

    simulation.run(100);

    expect(log).toEqual(['sooner at 10', 'later at 30']);
    expect(simulation.now).toBe(100);
  });

  it('fires what is due at the end of the run, and nothing after it', () => {
    const { simulation, log, named } = world();
    simulation.after(100, Rank.end, named('at the end'), 0);
    simulation.after(101, Rank.completion, named('too late'), 0);

    simulation.run(100);

    expect(log).toEqual(['at the end at 100']);
    simulation.run(200);
    expect(log).toEqual(['at the end at 100', 'too late at 101']);
  });

  it('rounds delays to whole microseconds', () => {
    const { simulation, log, named } = world();

    simulation.after(10.4, Rank.arrival, named('down'), 0);
    simulation.after(10.6, Rank.arrival, named('up'), 0);
    simulation.run(100);

    expect(log).toEqual(['down at 10', 'up at 11']);
  });

  it('counts events, grants included', () => {
    const { simulation, named } = world();
    simulation.after(10, Rank.completion, named('one', () => simulation.soon(named('two'), 0)), 0);

    simulation.run(100);

    expect(simulation.events).toBe(2);
  });
});
