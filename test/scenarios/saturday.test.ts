/** What the Saturday family says when its members are laid side by side: which remedy helps, and which does not. */

import { describe, expect, it } from 'vitest';
import { resultOf } from './run-once.ts';

const api = (name: string) => {
  const one = resultOf(`saturday-${name}.yaml`).classes.api;
  if (one === undefined) throw new Error(`saturday-${name} has an api`);
  return one;
};

describe('the Saturday family', () => {
  it('sees the same arrivals in every member, whatever else differs', () => {
    const arrived = ['report', 'literal', 'pool50', 'more-cpu', 'replica', 'statement-timeout', 'fixed'].map((name) => api(name).arrived);

    expect(new Set(arrived).size).toBe(1);
  });

  it('fails more with 50 connections than with 10 when the job fans out over the pool', () => {
    expect(api('pool50').failed).toBeGreaterThan(2 * api('report').failed);
  });

  it('fails as much with 16 cores as with 4, within a twentieth', () => {
    expect(Math.abs(api('more-cpu').failed / api('report').failed - 1)).toBeLessThan(0.05);
  });

  it('is shortened by a statement timeout, and ended only by keeping the report apart', () => {
    expect(api('statement-timeout').failureWindowS).toBeLessThan(api('report').failureWindowS / 2);
    expect(api('statement-timeout').failed).toBeGreaterThan(1000);
    expect(api('replica').failed).toBe(0);
  });

  it('owes everything to the replica: with all three remedies the API sees the same as with the replica alone', () => {
    expect(api('fixed').latencyMs).toEqual(api('replica').latencyMs);
  });
});
