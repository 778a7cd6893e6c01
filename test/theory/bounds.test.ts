/** The arithmetic of bounds and rules of thumb, against published tables and against the numbers people quote. */
import { describe, expect, it } from 'vitest';
import {
  closedLoopBounds, coresRule, deadlockFloor, fleetConnections, knee, leakTimeMean, leakTimeQuantile, littleCount, littleTime, outageFailures,
  perInstanceCeiling, timeSaved,
} from '../../src/theory/bounds.ts';
import { closedNetwork } from '../../src/theory/networks.ts';
import { family } from './cases.ts';

describe('bounds and rules', () => {
  it("Little's law: a report every 25 s that holds for 240 s keeps 9.6 connections", () => {
    expect(littleCount(1 / 25, 240)).toBeCloseTo(9.6, 12);
    expect(littleTime(9.6, 1 / 25)).toBeCloseTo(240, 10);
  });

  it('the knee is cores x 2 exactly when requests are blocked as long as they compute', () => {
    expect(knee(4, 10, 10)).toBe(8);
    expect(knee(8, 10, 40)).toBe(40);
    expect(coresRule(4, 1)).toBe(9);
  });

  it.each([1, 10, 40, 60, 100, 1_000])('a closed loop of %i callers stays within its bounds', callers => {
    const stations = [{ name: 'cpu', demand: 0.08, servers: 4 }, { name: 'disk', demand: 0.01, servers: 1 }];
    const bounds = closedLoopBounds({ callers, think: 1, response: 0.09, demand: 0.08, servers: 4 });
    const exact = closedNetwork({ callers, think: 1, stations });

    expect(exact.throughput).toBeLessThanOrEqual(bounds.throughput * (1 + 1e-12));
    expect(exact.responseMean).toBeGreaterThanOrEqual(bounds.response * (1 - 1e-12));
    expect(exact.throughput * (1 + exact.responseMean)).toBeCloseTo(callers, 8);
    expect(bounds.saturation).toBeCloseTo(1.09 * 50, 10);
    if (callers === 1 || callers === 1_000) expect(exact.throughput / bounds.throughput).toBeCloseTo(1, 12);
  });

  it.each(family('deadlock_table'))('the deadlock floor is as published in %s', (_id, { workers, needed }, truth) => {
    expect(deadlockFloor(workers, needed)).toBe(truth.min_safe_pool);
  });

  it('20 pods of 20 connections ask for 400', () => {
    expect(fleetConnections(20, 20)).toBe(400);
    expect(fleetConnections(4, 10, 20)).toBe(120);
    expect(perInstanceCeiling({ maxConnections: 100, share: 0.8, instances: 4 })).toBe(20);
    expect(perInstanceCeiling({ maxConnections: 100, reserved: 3, instances: 20 })).toBe(4);
    expect(perInstanceCeiling({ maxConnections: 3, reserved: 3, instances: 2 })).toBe(0);
  });

  it('leaks of 2 a minute empty 100 connections in 50 minutes, 1 a minute 10 in 10', () => {
    expect(leakTimeMean(100, 2)).toBe(50);
    expect(leakTimeMean(10, 1)).toBe(10);
    expect(leakTimeMean(10, 0)).toBe(Infinity);
  });

  it.each(family('leak_erlang'))('leaks empty a pool when they are published to in %s', (_id, { leak_rate, c }, truth) => {
    expect(leakTimeMean(c, leak_rate) / truth.t_exhaust_mean).toBeCloseTo(1, 12);
    for (const [name, p] of [['t_exhaust_p05', 0.05], ['t_exhaust_p50', 0.5], ['t_exhaust_p95', 0.95]] as const) {
      expect(leakTimeQuantile(c, leak_rate, p) / truth[name]).toBeCloseTo(1, 10);
    }
  });

  it('an outage shorter than the patience fails nobody', () => {
    expect(outageFailures(110, 45, 30)).toBe(1_650);
    expect(outageFailures(110, 20, 30)).toBe(0);
  });

  it('the articles: 85 ms at 1000 a minute save 85 s a minute; 50 ms at 1000 a second save 3000 s a minute, not 50', () => {
    expect(timeSaved(0.085, 1000 / 60, 60)).toBeCloseTo(85, 10);
    expect(timeSaved(0.05, 1000, 60)).toBeCloseTo(3_000, 10);
  });
});
