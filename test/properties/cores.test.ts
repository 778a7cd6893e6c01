/**
 * More cores and goodput. It is a theorem for one open class of equal demands, first come first served, of which nobody ever gives up, where
 * either connections are held for processor time alone, or the pool never makes anyone wait. Write A, D for arrivals and departures so far:
 * min(A − D, size) jobs share the cores, jobs finish in order of entering, and while every job of the faster world is at least as far as its twin,
 * D' ≥ D, so no more jobs share more cores and none falls behind. (With blocked time behind a full pool the faster world may have more jobs on
 * its cores for a while; random worlds show no loss, but there is no proof. Where callers give up it is false: the last test shows such a world.)
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScenarioData, Table } from '../helpers/arbitrary-scenarios.ts';
import { resultOf } from '../helpers/worlds.ts';
import { holdsForAll, patience } from './house.ts';

const contention = fc.oneof(fc.constant('none'), fc.constant({ law: 'hyperbolic', k: 0.2 }), fc.constant({ law: 'levelling', sigma: 0, alphaMax: 0.3, half: 2 }), fc.constant({ law: 'trub', a: 0.05 }));

const arrivals = fc.oneof(
  fc.integer({ min: 5, max: 80 }).map((n): Table => ({ rate: `${n}/s` })),
  fc.integer({ min: 5, max: 80 }).map((n): Table => ({ arrivals: 'constant', rate: `${n}/s` })),
  fc.tuple(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 50, max: 900 })).map(([size, every]): Table => ({ size, every: `${every}ms` })),
);

/** The conditions of the theorem. The demand is no round number of anything, so that no completion falls on the end of the run. */
const single = fc.record({ seed: fc.integer({ min: 1, max: 1e6 }), cores: fc.integer({ min: 1, max: 4 }), contention, arrivals, cpu: fc.integer({ min: 1000, max: 90_000 }), size: fc.integer({ min: 1, max: 12 }), blocked: fc.constantFrom(0, 0, 30) })
  .map(({ seed, cores, contention: law, arrivals: comes, cpu, size, blocked }): ScenarioData => ({
    run: { length: '8007777us', seed },
    databases: { d: { kind: 'plain', cores, contention: law } },
    pools: { p: { kind: 'plain', database: 'd', max: blocked > 0 ? 100_000 : size } },
    routes: { r: [{ query: { pool: 'p', cpu: `${cpu}us`, blocked: `${blocked}ms` } }] },
    traffic: { t: { route: 'r', ...comes } },
  }));

const withCores = (data: ScenarioData, more: number): ScenarioData => {
  const d = data.databases.d as Table;
  return { ...data, databases: { d: { ...d, cores: (d.cores as number) + more } } };
};

const servedBy = (data: ScenarioData): number => resultOf(data).classes.t?.served as number;

describe('more cores', () => {
  it('never lower goodput for one open class of equal demands whose callers wait for ever', { timeout: patience }, () => {
    holdsForAll(single, 150, 11, (data) => {
      const served = [0, 1, 3].map((more) => servedBy(withCores(data, more)));

      return served.every((count, i) => i === 0 || count >= (served[i - 1] as number)) ? [] : [`served ${served.join(', ')} with 0, 1, 3 cores more`];
    });
  });

  it('may lower goodput where callers give up: two long ones that one core turns away in time block the pool with two', () => {
    // Two short ones, then two that hold a connection for an hour, then ten short ones.
    const rows = ['0,0.1,0', '0,0.1,0', '0.01,0,3600', '0.01,0,3600', ...Array.from({ length: 10 }, (_, i) => `${1 + i / 10},0.01,0`)];
    const served = (cores: number): number | undefined => resultOf({
      run: { length: '5s' }, databases: { d: { kind: 'plain', cores } }, pools: { p: { database: 'd', max: 2, acquireTimeout: '150ms' } },
      routes: { r: [{ query: { pool: 'p' } }] }, traffic: { t: { route: 'r', trace: 'rows.csv' } },
    }, { 'rows.csv': `arrival_s,cpu_s,blocked_s\n${rows.join('\n')}\n` }).classes.t?.served;

    expect([served(1), served(2)]).toEqual([12, 2]);
  });
});
