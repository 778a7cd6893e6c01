/** What is said of disks that have more to do than they carry, and of a pool that runs dry for it. */

import { describe, expect, it } from 'vitest';
import { pictures } from '../../src/report/charts/index.ts';
import { findings } from '../../src/report/findings.ts';
import { verdict } from '../../src/report/verdict.ts';
import type { FindingResult, RunResult } from '../../src/result.ts';
import { flat, minute } from './helpers.ts';

/** A minute whose disks are crowded for its first `crowdedS` seconds. */
const crowded = (crowdedS: number, failed = 0): RunResult => minute({
  database: { disks: { channels: 4, utilisation: 0.5, queueMean: 12, queueMax: 52 } },
  databaseSeries: { disks: flat(60, 4), diskQueue: [...flat(crowdedS, 40), ...flat(60 - crowdedS, 1)], busyCores: flat(60, 0.4) },
  ...(failed === 0 ? {} : {
    api: { failed, failures: { acquireTimeout: failed } }, pool: { timeouts: failed, pendingMean: 40, pendingMax: 90, exhaustedShare: 0.3 },
    result: { windows: [{ what: 'exhausted' as const, of: 'main', fromS: 0, toS: crowdedS, count: 90 }] },
  }),
});
const found = (result: RunResult, id: string): FindingResult | undefined => findings(result).find((one) => one.id === id);

describe('full disks', () => {
  it('are told with how long, how many share them, who held the connections, and what to compare with', () => {
    const finding = found(crowded(20), 'disks-full/primary');

    expect(finding?.text).toBe('The disks of primary had more to do than they carry for 20 s: up to 40 reads and writes shared 4 channels, so each took up to 10 times as long as alone. api held most connections meanwhile.');
    expect(finding?.tryNext).toContain('--set databases.primary.disks=8');
    expect(finding?.weight).toBe(1);
  });

  it('turn the advice about an exhausted pool from its size to the disks', () => {
    const result = crowded(20, 300);
    const pool = found(result, 'pool-exhausted/main');

    expect(found(result, 'disks-full/primary')?.weight).toBe(2);
    expect(pool?.text).toContain('waited for its disks: 40 reads and writes shared 4 channels');
    expect(pool?.tryNext).toMatch(/^The disks behind it are the limit/);
    expect(findings(result)[0]?.id).toBe('disks-full/primary');
    expect(verdict(result).text).toContain('because the disks of primary had more to do than they carry.');
  });

  it('are no finding when they are crowded for a moment, or never', () => {
    expect(found(crowded(4), 'disks-full/primary')).toBeUndefined();
    expect(found(crowded(0), 'disks-full/primary')).toBeUndefined();
    expect(found(minute(), 'disks-full/primary')).toBeUndefined();
  });

  it('have a picture of their own where blocked time shares disks, as have lines for rows and the lag of a replica', () => {
    const ids = (result: RunResult): string[] => pictures(result).map(({ id }) => id);

    expect(ids(crowded(20))).toContain('disks-primary');
    expect(ids(minute({ databaseSeries: { lockWaiting: flat(60, 3), lagS: flat(60, 2) } }))).toEqual(expect.arrayContaining(['row-locks-primary', 'replica-lag-primary']));
    expect(ids(minute()).filter((id) => /^(?:disks|row-locks|replica)/.test(id))).toEqual([]);
  });
});
