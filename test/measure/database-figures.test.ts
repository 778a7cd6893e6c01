/** What the result says of a database: core time against cores, what contention took, and the capacity it would have. */
import { describe, expect, it } from 'vitest';
import { forever } from '../../src/units/time.ts';
import { ScriptedWorld } from './scripted-world.ts';

describe('a database over measured time', () => {
  it('gives the share of busy cores, the run queue and what contention lost', () => {
    const world = new ScriptedWorld({ measureFrom: 2 });
    const { database } = world;
    database.busy.set(4);
    database.statements = 100;
    world.to(2).database.busy.set(3);
    database.work.set(2.4);
    database.running.set(6);
    database.sessions.set(12);
    world.to(7).database.running.set(1);
    Object.assign(database, { statements: 160, refused: 3 });

    const { db } = world.result().databases;

    expect(db).toMatchObject({ kind: 'postgresql', cores: 4, contention: 'none', maxConnections: 100, statements: 60, refused: 3, runQueueMax: 6, sessionsMean: 12, sessionsMax: 12 });
    expect(db.cpuUtilisation).toBeCloseTo(3 / 4, 12);
    expect(db.runQueueMean).toBeCloseTo((6 * 5 + 1 * 3) / 8, 12);
    expect(db.contentionLost).toBeCloseTo(1 - 2.4 / 3, 12);
  });

  it('loses nothing when nothing ran', () => {
    const { db } = new ScriptedWorld().result().databases;

    expect(db).toMatchObject({ cpuUtilisation: 0, contentionLost: 0, runQueueMax: 0 });
  });

  it('has no utilisation and no capacity where cores are unlimited', () => {
    const world = new ScriptedWorld({ length: 2 });
    Object.assign(world.database, { cores: forever, maxConnections: forever });
    world.database.busy.set(7);
    world.database.running.set(7);

    const { databases, series } = world.result();

    expect(databases.db).toMatchObject({ cores: null, maxConnections: null, cpuUtilisation: 0, contentionLost: 0 });
    expect(series.databases.db).toMatchObject({ cores: [null, null], capacityCores: [null, null] });
  });

  it('divides by the cores of the time when they change', () => {
    const world = new ScriptedWorld();
    world.database.busy.set(4);
    world.to(5);
    world.collector.noted('incident', 'grow', 'db gets 8 cores', 'moment');
    world.database.cores = 8;

    expect(world.result().databases.db.cpuUtilisation).toBeCloseTo((5 * 1 + 5 * 0.5) / 10, 12);
  });
});

describe('the capacity of an interval', () => {
  it('is the cores less contention: at the mean run queue rounded up, with every core in use', () => {
    const world = new ScriptedWorld({ length: 3 });
    world.database.speedAt = (running) => Math.min(running, 4) / (1 + 0.1 * Math.max(0, running - 4));
    world.to(1).database.running.set(2); // fewer statements than cores
    world.to(2).database.running.set(7.5);

    expect(world.result().series.databases.db.capacityCores).toEqual([4, 4, Number((4 / 1.4).toPrecision(6))]);
  });
});
