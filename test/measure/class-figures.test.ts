/** What the result says of a class of requests: counts, spans and rates of those that arrived in measured time. */
import { describe, expect, it } from 'vitest';
import { ScriptedWorld } from './scripted-world.ts';

describe('requests are counted by how they ended', () => {
  it('splits arrivals into served, failed by kind, and unfinished', () => {
    const world = new ScriptedWorld();
    world.passes(1, 0.1);
    world.passes(2, 0.2);
    world.passes(3, 0.5, 'acquireTimeout');
    world.passes(4, 0.5, 'acquireTimeout');
    world.passes(5, 0.5, 'refused');
    world.to(9).arrives();

    const { api } = world.result().classes;

    expect(api).toMatchObject({ source: 'traffic', route: 'api-route', arrived: 6, served: 2, failed: 3, unfinished: 1 });
    expect(api.failures).toMatchObject({ acquireTimeout: 2, refused: 1 });
    expect(api.failedShare).toBe(3 / 5);
    expect(api.throughputPerS).toBe(2 / 10);
  });

  it('keeps the text of the first failure of each kind', () => {
    const world = new ScriptedWorld();
    world.ends(world.arrives(), 'refused', 'sorry, too many clients already');
    world.ends(world.arrives(), 'refused', 'another text');
    world.ends(world.arrives(), 'severed', 'connection reset');

    const { api } = world.result().classes;

    expect(api.errors).toEqual({ refused: 'sorry, too many clients already', severed: 'connection reset' });
  });

  it('remembers a text that was told before measuring began, when the same failure counts later', () => {
    const world = new ScriptedWorld({ measureFrom: 5 });
    world.to(1).ends(world.arrives(), 'refused', 'too many clients');
    world.ends(world.arrives(), 'severed', 'reset');
    world.to(6).ends(world.arrives(), 'refused', '');

    expect(world.result().classes.api.errors).toEqual({ refused: 'too many clients' });
  });

  it('counts retries and the work done for nobody', () => {
    const world = new ScriptedWorld();
    const request = world.arrives();
    world.collector.retried(request, 1);
    world.collector.retried(request, 1);
    world.collector.wasted(0, 250_000);

    const { api } = world.result().classes;

    expect(api.retries).toBe(2);
    expect(api.wastedCpuS).toBe(0.25);
  });

  it('gives nulls and zeros, never NaN, for a class that nobody asked for', () => {
    const { api } = new ScriptedWorld().result().classes;

    expect(api.latencyMs).toEqual({ count: 0, mean: null, p50: null, p90: null, p95: null, p99: null, p999: null, max: null });
    expect(api).toMatchObject({ arrived: 0, failedShare: 0, throughputPerS: 0, failureWindowS: 0, wastedCpuS: 0, spectrum: [] });
  });
});

describe('spans', () => {
  it('measures latency from arrival, of the served and of the failed apart', () => {
    const world = new ScriptedWorld();
    world.passes(1, 0.1);
    world.passes(2, 0.3);
    world.passes(3, 0.8, 'clientGaveUp');

    const { api } = world.result().classes;

    expect(api.latencyMs.count).toBe(2);
    expect(api.latencyMs.mean).toBe(200);
    expect(api.latencyMs.max).toBe(300);
    expect(api.latencyMs.p50).toBeCloseTo(100, -0.4);
    expect(api.failedAfterMs).toMatchObject({ count: 1, mean: 800, max: 800 });
  });

  it('takes waiting from all that ended and holding from those that held', () => {
    const world = new ScriptedWorld();
    const [held, waitedInVain] = [world.arrives(), world.arrives()];
    Object.assign(held, { waited: 4_000, held: 20_000, everHeld: true });
    Object.assign(waitedInVain, { waited: 30_000 });
    world.ends(held);
    world.ends(waitedInVain, 'acquireTimeout');

    const { api } = world.result().classes;

    expect(api.waitMs).toMatchObject({ count: 2, mean: 17, max: 30 });
    expect(api.holdMs).toMatchObject({ count: 1, mean: 20, max: 20 });
  });

  it('draws a spectrum that rises from the fastest to the slowest', () => {
    const world = new ScriptedWorld();
    for (let i = 1; i <= 100; i++) world.passes(i / 20, i / 1000);

    const { spectrum } = world.result().classes.api;

    expect(spectrum[0].ms).toBeCloseTo(1, 1);
    expect(spectrum.find(({ p }) => p === 0.5)?.ms).toBeCloseTo(50, -0.3);
    expect(spectrum.at(-1)).toEqual({ p: 1, ms: 100 });
    expect(spectrum.every(({ p, ms }, i) => i === 0 || (p > spectrum[i - 1].p && ms >= spectrum[i - 1].ms))).toBe(true);
  });
});

describe('only requests that arrive in measured time count', () => {
  it('leaves out what arrived before, even when it ends later', () => {
    const world = new ScriptedWorld({ measureFrom: 5 });
    world.passes(1, 0.1);
    const early = world.to(4).arrives();
    const late = world.to(6).arrives();
    world.collector.retried(early, 1);
    world.collector.wasted(0, 1);
    world.to(7).ends(early, 'killed');
    world.ends(late);

    const { classes, windows } = world.result();

    expect(classes.api).toMatchObject({ arrived: 1, served: 1, failed: 0, unfinished: 0, retries: 0, errors: {} });
    expect(classes.api.latencyMs).toMatchObject({ count: 1, mean: 1000 });
    expect(classes.api.throughputPerS).toBe(1 / 5);
    expect(windows).toEqual([]);
  });

  it('counts a request that arrives at the very instant measuring begins', () => {
    const world = new ScriptedWorld({ measureFrom: 5 });
    world.to(4.999);
    world.now = 5_000_000;
    const request = world.arrives(); // arrivals come before the sampling instant of the same time
    world.to(5.5).ends(request);

    expect(world.result().classes.api).toMatchObject({ arrived: 1, served: 1 });
  });

  it('counts nothing twice when a request ends at the very end of the run', () => {
    const world = new ScriptedWorld();
    const request = world.to(9.5).arrives();
    world.to(10).ends(request); // after the last sample

    const { api } = world.result().classes;

    expect(api).toMatchObject({ arrived: 1, served: 1, unfinished: 0 });
    expect(api.latencyMs).toMatchObject({ count: 1, mean: 500 });
  });
});
