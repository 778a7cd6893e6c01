/** Constant arrivals and constant service: D/D/c, where every wait is arithmetic. */

import { describe, expect, it } from 'vitest';
import type { RequestView } from '../../src/model/happening.ts';
import { watch } from '../helpers/ensemble.ts';
import { Probe } from '../helpers/probe.ts';
import { perSecond, scenarioOf, span } from '../helpers/theory-scenarios.ts';

/** The waits of all requests in the order of their arrival, in microseconds; -1: it failed. */
class Waits extends Probe {
  readonly #arrived: RequestView[] = [];
  readonly waits = new Map<number, number>();

  override ended(request: RequestView, outcome: number): void {
    this.#arrived.push(request);
    this.waits.set(request.arrivedAt, outcome === 0 ? request.waited : -1);
  }
}

interface EvenWorld {
  readonly rate: number;
  readonly hold: number;
  readonly connections: number;
  readonly seconds: number;
  readonly timeout?: number;
  readonly instances?: number;
}

function waitsOf({ rate, hold, connections, seconds, timeout, instances = 1 }: EvenWorld): number[] {
  const scenario = scenarioOf({
    run: { length: span(seconds + 100), every: span(seconds + 100) }, databases: { db: { kind: 'plain' } },
    pools: { main: { database: 'db', max: connections, ...(timeout === undefined ? {} : { acquireTimeout: span(timeout) }) } },
    apps: { web: { instances, pools: ['main'] } },
    routes: { work: [{ query: { pool: 'main', blocked: span(hold) } }] }, traffic: { api: { route: 'work', arrivals: 'constant', rate: perSecond(rate), until: span(seconds) } },
  });
  const { waits } = watch(scenario, 1, 0, new Waits(null, 0));
  return [...waits.entries()].sort(([a], [b]) => a - b).map(([, waited]) => waited);
}

describe('D/D/c', () => {
  it.each([
    { rate: 10, hold: 0.1, connections: 1 }, { rate: 10, hold: 0.4, connections: 4 }, { rate: 100, hold: 0.05, connections: 5 }, { rate: 8, hold: 0.5, connections: 4 },
  ])('nobody waits at or below full load: $rate/s that hold $hold s at $connections connections', (world) => {
    const waits = waitsOf({ ...world, seconds: 50 });

    expect(waits.length).toBeGreaterThanOrEqual(50 * world.rate - 1);
    expect(Math.max(...waits)).toBe(0);
  });

  it.each([
    { rate: 20, hold: 0.1, connections: 1 }, { rate: 50, hold: 0.1, connections: 2 }, { rate: 40, hold: 0.25, connections: 8 },
  ])('above full load request i waits for the turn of its connection: $rate/s that hold $hold s at $connections connections', ({ rate, hold, connections }) => {
    const waits = waitsOf({ rate, hold, connections, seconds: 20 });

    const gap = 1e6 / rate;
    const expected = waits.map((_, i) => Math.floor(i / connections) * (hold * 1e6 - connections * gap));
    expect(waits).toEqual(expected);
  });

  it('above full load with a timeout the wait rises to the timeout, stays there, and the surplus fails', () => {
    const [rate, hold, connections, timeout, seconds] = [200, 0.1, 10, 0.5, 60];

    const waits = waitsOf({ rate, hold, connections, timeout, seconds });

    // Ten connections take ten requests every 100 ms, which came within 50 ms: request i would wait for ⌊i/10⌋ times the rest, and 500 ms is still in time.
    expect(waits.slice(0, 110)).toEqual(Array.from({ length: 110 }, (_, i) => Math.floor(i / 10) * 50_000));
    expect(waits[110]).toBe(-1);
    expect(Math.max(...waits)).toBe(timeout * 1e6);
    expect(waits.slice(1000, 11_000).filter((waited) => waited >= 0).length).toBe(5000);
  });

  it('dealt in turn to several instances, each is a D/D/c of its own', () => {
    const alone = waitsOf({ rate: 20, hold: 0.25, connections: 4, seconds: 30 });

    const together = waitsOf({ rate: 60, hold: 0.25, connections: 4, seconds: 30, instances: 3 });

    expect(together.filter((_, i) => i % 3 === 0).slice(0, alone.length)).toEqual(alone.slice(0, Math.ceil(together.length / 3)));
  });
});
