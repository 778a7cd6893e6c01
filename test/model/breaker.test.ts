/** The circuit breaker: the scripts J1 to J8 of the pool notes (Resilience4j 2.4.0, count-based window). */

import { describe, expect, it } from 'vitest';
import { Breaker } from '../../src/model/retry.ts';
import type { BreakerPlan } from '../../src/model/traffic-plan.ts';
import { type Instant, ms, seconds as span } from '../../src/units/time.ts';
import { failuresOf, resultOf } from '../helpers/worlds.ts';

/** So many seconds after the start. */
const seconds = (n: number): number => span(n);

const usual: BreakerPlan = { failureRate: 0.5, window: 100, minimumCalls: 100, open: seconds(60), halfOpenCalls: 10, slowAfter: seconds(60), slowRate: 1 };
const breaker = (plan: Partial<BreakerPlan>): Breaker => new Breaker({ ...usual, ...plan });

/** Ends one call for each letter: S succeeded, F failed. */
const ends = (one: Breaker, letters: string, now: Instant = 0): void => {
  for (const letter of letters) one.record(now, letter === 'S', ms(1));
};

describe('a circuit breaker', () => {
  it('J1: opens at the completion that brings the failures to the limit, once it has seen enough', () => {
    const one = breaker({ window: 10, minimumCalls: 5 });

    ends(one, 'SSFF');
    expect(one.permits(0)).toBe(true);
    ends(one, 'F');

    expect(one.permits(0)).toBe(false);
  });

  it('J2: needs no more calls than its window holds', () => {
    const one = breaker({ window: 10 });

    ends(one, 'SSSSSFFFF');
    expect(one.permits(0)).toBe(true);
    ends(one, 'F');

    expect(one.permits(0)).toBe(false);
  });

  it('forgets what has left its window', () => {
    const one = breaker({ window: 4, minimumCalls: 4 });

    ends(one, 'FSSSSSFS');

    expect(one.permits(0)).toBe(true);
  });

  it('J3: lets a call through strictly after its wait, not at the end of it', () => {
    const one = breaker({ window: 1, minimumCalls: 1 });
    ends(one, 'F');

    expect(one.permits(seconds(60))).toBe(false);
    expect(one.permits(seconds(60.001))).toBe(true);
  });

  it.each([['SSSSSFFFFF', false], ['SSSSSSFFFF', true]])('J4: lets ten calls through half open and decides by their results %s', (results, closed) => {
    const one = breaker({ window: 1, minimumCalls: 10 });
    ends(one, 'F');
    const later = seconds(61);
    const permitted = Array.from({ length: 11 }, () => one.permits(later));

    ends(one, results, later);

    expect(permitted).toEqual([...new Array<boolean>(10).fill(true), false]);
    expect(one.permits(later)).toBe(closed);
  });

  it('J5: closes at the least number of results while the other trial calls still run', () => {
    const one = breaker({ window: 10, minimumCalls: 3 });
    ends(one, 'FFF');
    const later = seconds(61);
    for (let i = 0; i < 10; i++) one.permits(later);

    ends(one, 'SS', later);
    expect(one.permits(later)).toBe(false);
    ends(one, 'S', later);

    expect(one.permits(later)).toBe(true);
  });

  it('J6: counts a call that began when it was closed and ends when it is half open', () => {
    const one = breaker({ window: 1, minimumCalls: 1, halfOpenCalls: 5 });
    ends(one, 'F');
    one.permits(seconds(61));

    ends(one, 'F', seconds(61));

    expect(one.permits(seconds(62))).toBe(false);
  });

  it('J7: turns calls away for ever when its trial calls never end', () => {
    const one = breaker({ window: 1, minimumCalls: 1, halfOpenCalls: 2 });
    ends(one, 'F');
    one.permits(seconds(61));
    one.permits(seconds(61));

    expect(one.permits(seconds(1e6))).toBe(false);
  });

  it('J8: holds a call for slow when it took longer than the limit, not just as long', () => {
    const slowed = (took: number): boolean => {
      const one = breaker({ window: 1, minimumCalls: 1, slowAfter: seconds(2) });
      one.record(0, true, took);
      return !one.permits(0);
    };

    expect([slowed(seconds(2)), slowed(seconds(2.001))]).toEqual([false, true]);
  });
});

describe('a class behind a breaker', () => {
  const world = (more: object): object => ({
    run: { length: '20s' }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd', max: 1, maxWaiting: 0 } },
    routes: { r: [{ call: { takes: '10ms', fails: '100%' } }] },
    traffic: { t: { route: 'r', arrivals: 'constant', rate: '10/s', breaker: { window: 5, minimumCalls: 5, open: '5s', halfOpenCalls: 1 }, ...more } },
  });

  it('fails at once while the breaker is open', () => {
    const { t } = resultOf(world({})).classes;

    // Five fail; then one trial call after each 5 s.
    expect(t?.failures.callFailed).toBe(8);
    expect(t?.failures.breakerOpen).toBe((t?.failed ?? 0) - 8);
    expect(t?.errors.breakerOpen).toMatch(/breaker is open/);
  });

  it('does not blame the callee when a client loses patience during the pause before a second try', () => {
    const result = resultOf({
      ...world({ patience: '200ms', retry: { attempts: 2, backoff: '1s' }, breaker: { window: 10, minimumCalls: 10, open: '60s' } }),
      routes: { r: [{ query: { pool: 'p', blocked: '10ms' } }, { call: { fails: '100%' } }] },
    });

    // Ten calls fail before it opens; were the impatient counted too, six would do.
    expect(result.pools.p?.acquired).toBe(10);
    expect(failuresOf(result.classes.t)).toEqual({ clientGaveUp: result.classes.t?.failed });
  });
});
