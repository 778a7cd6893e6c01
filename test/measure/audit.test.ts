/** The audit: an honest world keeps every law; for each law there is a lie that breaks it, and the detail says where. */
import { describe, expect, it } from 'vitest';
import type { AuditResult } from '../../src/result.ts';
import { ms, seconds } from '../../src/units/time.ts';
import { instant, ScriptedWorld } from './scripted-world.ts';

const laws = {
  requests: 'arrived = served + failed + unfinished',
  once: 'every request arrives once and ends once, later',
  time: 'time only moves forward',
  inside: "Little's law: number inside over time = time inside over requests",
  books: 'opened = closed + open, and the books match a recount',
  size: 'lent connections never exceed the pool',
  levels: 'no level is ever below zero',
  held: "Little's law: connections lent over time = time held over lendings",
  work: 'processor work given = done + left',
} as const;

/** A world where everything adds up: two requests served, one still inside, a connection out, work half done. */
function honest(): ScriptedWorld {
  const world = new ScriptedWorld({ measureFrom: 0.5 });
  const { pool, database } = world;
  Object.assign(pool, { opened: 3, closed: 1 });
  pool.idle.set(2);
  world.passes(0.1, 0.2);
  world.to(1).lends();
  pool.idle.set(1);
  world.to(2).takesBack(seconds(1));
  pool.idle.set(2);
  world.passes(2.5, 0.5);
  world.passes(3, 0.5, 'killed');
  world.to(8).lends();
  pool.idle.set(1);
  world.arrives();
  database.workGiven = seconds(3);
  database.work.set(1);
  return world;
}

/** The laws that the run broke. */
function broken(audit: readonly AuditResult[]): string[] {
  return audit.filter(({ held }) => !held).map(({ law }) => law);
}

const detail = (audit: readonly AuditResult[], law: string): string => audit.find((one) => one.law === law)?.detail ?? 'no such law';

describe('an honest world', () => {
  it('keeps every law, and each is told with its figures', () => {
    const { audit } = honest().result();

    expect(audit.map(({ law }) => law)).toEqual(Object.values(laws));
    expect(broken(audit)).toEqual([]);
    expect(detail(audit, laws.requests)).toBe('3 = 1 + 1 + 1');
    expect(detail(audit, laws.inside)).toBe('3.2 request-seconds, counted both ways');
    expect(detail(audit, laws.held)).toBe('3 connection-seconds, counted both ways');
    expect(detail(audit, laws.books)).toBe('3 opened = 1 closed + 2 open');
    expect(detail(audit, laws.work)).toBe('3 core-seconds given, 1 of them left');
  });

  it('keeps every law when nothing happens at all', () => {
    expect(broken(new ScriptedWorld().result().audit)).toEqual([]);
  });

  it('keeps every law when a leaked connection is closed without coming back', () => {
    const world = honest();
    world.pool.lentBy[0].add(-1);
    world.pool.leaked.set(1);
    world.to(9).pool.leaked.set(0);
    world.pool.lent.add(-1);
    world.pool.closed += 1;

    expect(broken(world.result().audit)).toEqual([]);
  });

  it('gives the same audit when it is asked for twice', () => {
    const world = honest();

    expect(world.collector.result).toBeTypeOf('function');
    expect(world.result()).toEqual(world.collector.result());
  });
});

describe('a world that lies about requests', () => {
  it('is found out when one is lost', () => {
    const { audit } = honest().result([0]);

    expect(broken(audit)).toEqual([laws.requests]);
    expect(detail(audit, laws.requests)).toBe('api: 3 arrived, but 1 served + 1 failed + 0 unfinished = 2');
  });

  it('is found out when one ends twice', () => {
    const world = honest();
    const request = world.passes(8.5, 0.5);
    world.ends(request);

    expect(broken(world.result([1]).audit)).toEqual([laws.requests, laws.inside]);
  });

  it('is found out when more end than ever arrived', () => {
    const world = new ScriptedWorld();
    const request = world.passes(1, 0.5);
    world.ends(request);

    const { audit } = world.result();

    expect(broken(audit)).toEqual([laws.once, laws.inside]);
    expect(detail(audit, laws.once)).toContain('1 ended with nobody inside');
  });

  it('is found out when one ends before it arrived, or arrives under another time', () => {
    const world = new ScriptedWorld();
    const request = world.to(1).arrives();
    request.arrivedAt = instant(5);
    world.to(2).ends(request);
    world.collector.arrived({ ...request, arrivedAt: instant(1) });

    const { audit } = world.result();

    expect(broken(audit)).toContain(laws.once);
    expect(detail(audit, laws.once)).toBe('api: 1 arrived under another time, 1 ended before they arrived, 0 ended with nobody inside');
  });

  it('is found out when a record is used again while its request is inside', () => {
    const world = new ScriptedWorld();
    const request = world.to(1).arrives();
    request.arrivedAt = instant(3);
    world.to(4).ends(request);

    const { audit } = world.result();

    expect(broken(audit)).toEqual([laws.inside]);
    expect(detail(audit, laws.inside)).toBe('at 5 s: api: the number inside over time is 3 request-seconds, but those that ended say 1, with 0 inside (and 5 more)');
  });

  it('is found out when time goes backwards', () => {
    const world = new ScriptedWorld();
    world.to(2).arrives();
    world.now = instant(1.5);
    world.arrives();

    const { audit } = world.result();

    expect(broken(audit)).toContain(laws.time);
    expect(detail(audit, laws.time)).toBe('api: 1 happening came before the one before');
  });

  it('is found out when a sample comes before the one before', () => {
    const world = new ScriptedWorld();
    world.to(2);
    world.now = instant(1);
    world.collector.sampled();

    expect(broken(world.result().audit)).toEqual([laws.time]);
  });
});

describe('a pool that lies', () => {
  it('is found out when connections vanish', () => {
    const world = honest();
    world.pool.recount = () => ({ open: 1, idle: 1, lent: 1, opening: 0, waiting: 0 });

    const { audit } = world.result();

    expect(broken(audit)).toEqual([laws.books]);
    expect(detail(audit, laws.books)).toBe('at 10 s: main: 3 opened − 1 closed, but 1 open');
  });

  it('is found out when a level is not what a recount finds', () => {
    const world = honest();
    world.pool.opening.set(1);
    const recount = world.pool.recount;
    world.pool.recount = () => ({ ...recount(), opening: 0 });

    expect(detail(world.result().audit, laws.books)).toContain('the books say 1 opening, a recount 0');
  });

  it('is found out when the classes do not add up to the whole', () => {
    const world = honest();
    world.to(8.5).pool.waiting.set(2);
    world.to(9.5).pool.waiting.set(0);

    const { audit } = world.result();

    expect(broken(audit)).toEqual([laws.books]);
    expect(detail(audit, laws.books)).toBe('at 9 s: main: 2 waiting, but 0 by class');
  });

  it('is found out when it lends more than it has, if only between two samples', () => {
    const world = honest();
    for (let i = 0; i < 10; i++) world.lends();
    world.to(8.3);
    for (let i = 0; i < 10; i++) world.takesBack(ms(300));

    const { audit } = world.result();

    expect(broken(audit)).toEqual([laws.size]);
    expect(detail(audit, laws.size)).toBe('at 9 s: main: 11 lent of at most 10');
  });

  it('may have more out than its size after it shrank', () => {
    const world = new ScriptedWorld();
    for (let i = 0; i < 10; i++) world.lends();
    world.to(3).pool.max = 5;

    expect(broken(world.result().audit)).toEqual([]);
  });

  it('is found out when a level falls below zero', () => {
    const world = new ScriptedWorld();
    world.to(3).pool.idle.set(-1);

    const { audit } = world.result();

    expect(broken(audit)).toEqual([laws.levels]);
    expect(detail(audit, laws.levels)).toContain('main: a level stands at -1');
  });

  it('is found out when a connection was held for longer than it was lent', () => {
    const world = new ScriptedWorld();
    world.to(1).lends();
    world.to(2).takesBack(seconds(1.5));

    const { audit } = world.result();

    expect(broken(audit)).toEqual([laws.held]);
    expect(detail(audit, laws.held)).toContain('1 connection-seconds lent, but those that came back say 1.5');
  });

  it('is found out when a return is never told', () => {
    const world = new ScriptedWorld();
    world.to(4).lends();
    world.to(4.5).pool.lent.set(0);
    world.pool.lentBy[0].set(0);

    const { audit } = world.result();

    expect(broken(audit)).toEqual([laws.held]);
    expect(detail(audit, laws.held)).toContain('at 5 s: main: 0.5 connection-seconds lent, but those that came back say 0, with 0 out');
  });

  it('is found out again after a connection had vanished honestly', () => {
    const world = new ScriptedWorld();
    Object.assign(world.pool, { opened: 2 });
    world.pool.idle.set(0);
    world.to(0.5).lends();
    world.lends();
    world.to(1.5).pool.lentBy[0].add(-1);
    world.pool.lent.add(-1);
    world.pool.closed = 1;
    world.to(3.5).takesBack(seconds(3));
    world.pool.recount = () => ({ open: 1, idle: 0, lent: 0, opening: 0, waiting: 0 });

    expect(broken(world.result().audit)).toEqual([]);

    const liar = new ScriptedWorld();
    liar.to(0.5).lends();
    liar.pool.opened = 1;
    liar.pool.closed = 1;
    liar.to(0.7).pool.lent.set(0);
    liar.pool.lentBy[0].set(0);
    liar.to(3).lends();
    liar.to(4).takesBack(seconds(0.5));

    expect(detail(liar.result().audit, laws.held)).toContain('1.2 connection-seconds lent, but those that came back say 0.5, with 0 out');
  });
});

describe('a database that lies', () => {
  it('is found out when work appears from nowhere', () => {
    const world = honest();
    world.database.workLeftAt = () => seconds(2);

    const { audit } = world.result();

    expect(broken(audit)).toEqual([laws.work]);
    expect(detail(audit, laws.work)).toBe('db: 3 core-seconds given, but 2 done + 2 left');
  });

  it('is found out when a level falls below zero', () => {
    const world = new ScriptedWorld();
    world.to(3).database.sessions.set(-2);

    expect(detail(world.result().audit, laws.levels)).toBe('db: a level fell to -2');
  });
});

it('says how many more are broken when several are', () => {
  const world = new ScriptedWorld({ pools: ['main', 'side'] });
  for (const pool of world.pools) pool.opened = 3;
  for (const pool of world.pools) pool.recount = () => ({ open: 0, idle: 0, lent: 0, opening: 0, waiting: 0 });

  expect(detail(world.result().audit, laws.books)).toBe('at 10 s: main: 3 opened − 0 closed, but 0 open; and 1 more');
});
