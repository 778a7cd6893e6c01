/** Replicas: how far they are behind, who reads too early, what a promotion loses. Each figure has a closed form. */

import { describe, expect, it } from 'vitest';
import type { ReplicaResult, RunResult } from '../../src/result.ts';
import { resultOf } from '../helpers/worlds.ts';

/** Writes that come evenly; each request writes, waits, and reads what it wrote on the replica. */
const world = (replica: object, more: { rate?: string; think?: string; incidents?: object[]; steps?: unknown[]; length?: string; also?: object } = {}): RunResult => resultOf({
  run: { length: more.length ?? '20s' },
  databases: { primary: { kind: 'plain' }, replica: { kind: 'plain', replicaOf: 'primary', ...replica } },
  pools: { writes: { database: 'primary', max: 50 }, reads: { database: 'replica', max: 50 } },
  routes: { r: more.steps ?? [{ query: { pool: 'writes', cpu: '1ms', writes: true } }, { think: more.think ?? '100ms' }, { query: { pool: 'reads', cpu: '1ms', readsOwnWrites: true } }], scan: [{ query: { pool: 'reads', cpu: '60s' } }] },
  traffic: { t: { route: 'r', arrivals: 'constant', rate: more.rate ?? '10/s', until: '15s' }, ...more.also },
  ...(more.incidents ? { incidents: more.incidents } : {}),
});

const replica = (result: RunResult): ReplicaResult => result.databases.replica?.replica as ReplicaResult;

describe('a replica', () => {
  it('is stale for those who read within its lag, and for nobody else', () => {
    // The read is answered 101 ms after the write was committed.
    expect(replica(world({ lag: '102ms' }))).toMatchObject({ of: 'primary', writes: 149, ownReads: 149, staleReads: 149, lagMsMean: 102, lagMsMax: 102, lostWrites: 0 });
    expect(replica(world({ lag: '100ms' }))).toMatchObject({ ownReads: 149, staleReads: 0 });
  });

  it('has every write of a transaction when that is committed, and none of one that was rolled back', () => {
    const steps = (end: object[]): unknown[] => [{ transaction: { pool: 'writes', steps: [{ query: { cpu: '1ms', writes: true } }, { think: '500ms' }, ...end] } }, { query: { pool: 'reads', cpu: '1ms', readsOwnWrites: true } }];

    expect(replica(world({ lag: '10ms' }, { steps: steps([]) }))).toMatchObject({ writes: 149, staleReads: 149 });
    expect(replica(world({ lag: '10ms' }, { steps: steps([{ call: { takes: '1ms', fails: '100%' } }]) }))).toMatchObject({ writes: 0, ownReads: 0 });
  });

  it('does not ask those who have written nothing, and a primary is never stale', () => {
    const reads = [{ query: { pool: 'reads', cpu: '1ms', readsOwnWrites: true } }];
    const own = [{ query: { pool: 'writes', cpu: '1ms', writes: true } }, { query: { pool: 'writes', cpu: '1ms', readsOwnWrites: true } }];

    expect([replica(world({ lag: '1h' }, { steps: reads })).ownReads, replica(world({ lag: '1h' }, { steps: own })).ownReads]).toEqual([0, 0]);
  });

  it('falls behind by (replay − gap) with every write that comes faster than it is replayed: Lindley\'s recursion', () => {
    // Writes every 10 ms, 12 ms of replay: the n-th can be seen 12 + 2(n − 1) ms after its commit.
    const { lagMsMax, lagMsMean, writes } = replica(world({ replay: '12ms' }, { rate: '100/s' }));

    expect(writes).toBe(1499);
    expect(lagMsMax).toBeCloseTo(12 + 2 * 1498, 6);
    expect(lagMsMean).toBeCloseTo(12 + 1498, 6);
  });

  it('keeps its base lag while it replays in time', () => {
    expect(replica(world({ replay: '8ms', lag: '50ms' }, { rate: '100/s' }))).toMatchObject({ lagMsMax: 58, lagMsMean: 58 });
  });

  it('replays more slowly while queries crowd on its cores', () => {
    // Three scans on one core, and the replay beside them: a quarter of the core each.
    const crowded = replica(world({ cores: 1, replay: '1ms' }, { rate: '1/s', also: { scan: { route: 'scan', size: 3, every: '1h' } }, steps: [{ query: { pool: 'writes', cpu: '1ms', writes: true } }] }));

    expect(crowded.lagMsMax).toBe(4);
  });

  it('is further behind while an incident says so, and its series shows it', () => {
    const result = world({ lag: '10ms' }, { incidents: [{ at: '5s', for: '5s', lag: { database: 'replica', to: '500ms' } }] });

    // Those who wrote from 5.0 s to 9.9 s read too early, and three more: writes keep their order, and the last slow one is there at 10.401 s.
    expect(replica(result).staleReads).toBe(53);
    expect(replica(result).lagMsMax).toBe(500);
    expect([3, 7, 12].map((second) => Math.round((result.series.databases.replica?.lagS?.[second] ?? 9) * 2) / 2)).toEqual([0, 0.5, 0]);
    expect(result.series.databases.primary?.lagS).toBeUndefined();
  });

  it('loses the writes it has not got when its primary is lost: rate × lag of them', () => {
    const result = world({ lag: '2s' }, { incidents: [{ at: '10.05s', failover: { database: 'primary', to: 'replica', takes: '1s' } }] });

    expect(replica(result).lostWrites).toBe(20);
    expect(result.audit.filter(({ held }) => !held)).toEqual([]);
  });

  it('follows the new primary when another replica is promoted', () => {
    const result = resultOf({
      run: { length: '20s' }, databases: { primary: { kind: 'plain' }, next: { kind: 'plain', replicaOf: 'primary' }, other: { kind: 'plain', replicaOf: 'primary', lag: '10ms' } },
      pools: { writes: { database: 'primary' } }, routes: { r: [{ query: { pool: 'writes', cpu: '1ms', writes: true } }] }, traffic: { t: { route: 'r', arrivals: 'constant', rate: '10/s', until: '15s' } },
      incidents: [{ at: '5.05s', failover: { database: 'primary', to: 'next', takes: '1s' } }],
    });

    expect([result.databases.next?.replica?.writes, result.databases.other?.replica?.writes]).toEqual([50, (result.classes.t?.served ?? 0)]);
  });
});
