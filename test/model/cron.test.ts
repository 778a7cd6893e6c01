/** Jobs that start by the clock: threads, repeats, overlapping starts, and whom they slow meanwhile. */

import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/result.ts';
import { failuresOf, resultOf } from '../helpers/worlds.ts';

const job = (cron: object, more: { steps?: unknown[]; run?: object; pool?: object; traffic?: object; routes?: object } = {}): RunResult =>
  resultOf({
    run: { length: '60s', ...more.run }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd', max: 10, ...more.pool } },
    routes: { job: more.steps ?? [{ query: { pool: 'p', blocked: '1s' } }], ...more.routes }, cron: { c: { route: 'job', ...cron } }, ...(more.traffic ? { traffic: more.traffic } : {}),
  });
const entries = (result: RunResult) => result.timeline.filter(({ kind }) => kind === 'cron').map(({ atS, untilS }) => [atS, untilS]);

describe('a job', () => {
  it('walks its route so many times in each of its threads, one walk after another', () => {
    const result = job({ at: '10s', threads: 4, repeat: 5 });

    expect(result.classes.c).toMatchObject({ source: 'cron', arrived: 20, served: 20 });
    expect(result.pools.p?.activeMax).toBe(4);
    expect(entries(result)).toEqual([[10, 15]]);
  });

  it('goes on to the next walk when one fails', () => {
    const result = job({ at: '10s', repeat: 3 }, { steps: [{ query: { pool: 'p', blocked: '1s', statementTimeout: '500ms' } }] });

    expect(failuresOf(result.classes.c)).toEqual({ statementTimeout: 3 });
    expect(entries(result)).toEqual([[10, 11.5]]);
  });

  it('starts at each of its times', () => {
    expect(entries(job({ at: ['10s', '30s'], threads: 2 }))).toEqual([[10, 11], [30, 31]]);
  });

  it('starts again although it has not ended, and is one stretch on the timeline', () => {
    const result = job({ at: ['10s', '12s'], repeat: 5 });

    expect(result.classes.c?.served).toBe(10);
    expect(result.pools.p?.activeMax).toBe(2);
    expect(entries(result)).toEqual([[10, 17]]);
  });

  it('starts when its schedule says so, by the wall clock', () => {
    const result = job({ schedule: '*/10 23 * * SAT' }, { run: { starts: '2024-06-15T22:55:00', length: '40m' } });

    expect(entries(result).map(([at]) => at)).toEqual([5, 15, 25, 35].map((minute) => minute * 60));
  });

  it('is open on the timeline when the run ends first', () => {
    expect(entries(job({ at: '50s', repeat: 20 }))).toEqual([[50, null]]);
  });
});

describe('a job that slows others', () => {
  const slowing = (slows: object): (number | null | undefined)[] => {
    const { classes } = job({ at: '10s', repeat: 10, slows }, {
      routes: { api: [{ query: { pool: 'p', cpu: '10ms', blocked: '20ms' } }] },
      traffic: { early: { route: 'api', size: 1, every: '1h', from: '5s' }, during: { route: 'api', size: 1, every: '1h', from: '15s' }, too: { route: 'api', size: 1, every: '1h', from: '15s' }, late: { route: 'api', size: 1, every: '1h', from: '25s' } },
    });
    return ['early', 'during', 'too', 'late', 'c'].map((name) => classes[name]?.latencyMs.max);
  };

  it('makes the blocked time of others longer while its statements run, and nothing of its own', () => {
    expect(slowing({ others: 3 })).toEqual([30, 70, 70, 30, 1000]);
  });

  it('makes that of one class longer when it names it', () => {
    expect(slowing({ during: 4 })).toEqual([30, 90, 30, 30, 1000]);
  });

  it('lets the name count before the others', () => {
    expect(slowing({ others: 2, too: 5 })).toEqual([30, 50, 110, 30, 1000]);
  });
});
