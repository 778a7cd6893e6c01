/** Findings about what open sessions cost: memory that is not there, processor time that nobody asked for; and silence where they cost little. */

import { describe, expect, it } from 'vitest';
import { findings } from '../../src/report/findings.ts';
import type { DatabaseResult, FindingResult } from '../../src/result.ts';
import { minute } from './helpers.ts';

const found = (database: Partial<DatabaseResult>, id: string, failed = 0): FindingResult | undefined =>
  findings(minute({ database, ...(failed > 0 ? { api: { failed, failures: { acquireTimeout: failed } } } : {}) })).find((one) => one.id === id);

describe('memory', () => {
  const used = { memoryMb: 16_000, usedMbMax: 17_500, swapShareMax: 0.0857, swapTimesMax: 5.2, sessionsFit: 400, outOfMemory: 0 };

  it('says how much is in swap, what it costs, and how many sessions would fit', () => {
    const finding = found({ sessionsMax: 450, memory: used }, 'memory/primary', 300);

    expect(finding?.text).toBe('primary has 16 GB of memory, and 450 sessions needed 17.5 GB: 8.6% of it lay in swap, and work took up to 5.2 times as long.');
    expect(finding?.evidence).toBe('400 sessions fit beside the shared buffers; the server had 450');
    expect(finding?.tryNext).toContain('--set pools.main.maximumPoolSize=400');
    expect(finding?.weight).toBe(2);
  });

  it('says that every session was lost', () => {
    expect(found({ sessionsMax: 450, memory: { ...used, outOfMemory: 2 } }, 'memory/primary')?.text).toContain('2 times the system killed a backend and the server ended every session');
  });

  it('is silent while all fits', () => {
    expect(found({ memory: { ...used, usedMbMax: 16_000, swapShareMax: 0, swapTimesMax: 1 } }, 'memory/primary')).toBeUndefined();
  });
});

describe('open sessions', () => {
  it('are named from a twentieth of the cores on', () => {
    expect(found({ sessionsMean: 2000, cpuUtilisation: 0.08, openSessionsCpu: 0.063 }, 'open-sessions/primary')?.text).toBe('2,000 open sessions took 6.3% of the cores of primary, whatever they did: 1.2 statements ran at a time.');
    expect(found({ sessionsMean: 1000, openSessionsCpu: 0.04 }, 'open-sessions/primary')).toBeUndefined();
  });
});
