/** What logs are made of: time stamps, CSV records, names of routes, and rows in order of time. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { RowSorter } from '../../src/cli/row-sorter.ts';
import { csvOf } from '../../src/import/csv-records.ts';
import { requestRoute, routeName } from '../../src/import/route-names.ts';
import { spanOf } from '../../src/import/spans.ts';
import { stampOf, unitIn } from '../../src/import/time-stamp.ts';
import { wallClockIn } from '../../src/reading/clock.ts';

const utc = wallClockIn('UTC') as NonNullable<ReturnType<typeof wallClockIn>>;
const berlin = wallClockIn('Europe/Berlin') as NonNullable<ReturnType<typeof wallClockIn>>;
const us = (iso: string): number => Date.parse(iso) * 1000;

describe('a time stamp', () => {
  it('is told from its unit by its size: s, ms, µs, ns', () => {
    for (const text of ['1718492100.123456', '1718492100123.456', '1718492100123456', '1718492100123456000']) expect(stampOf(text, undefined, utc)).toMatchObject({ at: 1718492100123456, relative: false });
  });
  it('knows the grain of its clock', () => {
    expect([stampOf('1718492100', undefined, utc)?.grain, stampOf('1718492100.5', undefined, utc)?.grain, stampOf('1718492100123', undefined, utc)?.grain, stampOf('2024-06-15T22:55Z', undefined, utc)?.grain]).toEqual([1e6, 1e5, 1e3, 60e6]);
  });
  it('counts from the beginning where it is small, in the unit it is given', () => {
    expect(stampOf('8.29', 'ms', utc)).toMatchObject({ at: 8290, relative: true });
    expect(stampOf('12.5', undefined, utc)).toMatchObject({ at: 12_500_000, relative: true });
  });
  it('reads ISO 8601 with every kind of offset, and without one in the zone it is given', () => {
    expect(stampOf('2024-06-15T22:55:00.5Z', undefined, utc)?.at).toBe(us('2024-06-15T22:55:00.500Z'));
    expect(stampOf('2024-06-15 22:55:00+02', undefined, utc)?.at).toBe(us('2024-06-15T20:55:00Z'));
    expect(stampOf('2024-06-15T22:55:00,123456-0330', undefined, utc)?.at).toBe(us('2024-06-16T02:25:00.123Z') + 456);
    expect(stampOf('2024/06/15 22:55:00', undefined, berlin)?.at).toBe(us('2024-06-15T20:55:00Z'));
    expect(stampOf('2024-12-15 22:55:00', undefined, berlin)?.at).toBe(us('2024-12-15T21:55:00Z'));
  });
  it('reads the time of the Common Log Format', () => expect(stampOf('10/Oct/2000:13:55:36 -0700', undefined, utc)).toEqual({ at: us('2000-10-10T20:55:36Z'), grain: 1e6, relative: false }));
  it('is nothing where a figure is out of range, or the clocks skip the time', () => {
    for (const text of ['', 'yesterday', '2024-02-30T00:00:00Z', '2024-06-15T24:00:00Z', '10/Okt/2000:13:55:36 -0700', '31/Apr/2000:13:55:36 -0700']) expect(stampOf(text, undefined, utc)).toBeNull();
    expect(stampOf('2024-03-31 02:30:00', undefined, berlin)).toBeNull();
  });
  it('agrees with Date for every instant', () => {
    fc.assert(fc.property(fc.integer({ min: 1e11, max: 4e12 }), (at) => {
      expect(stampOf(new Date(at).toISOString(), undefined, utc)?.at).toBe(at * 1000);
    }), { seed: 7, numRuns: 500 });
  });
  it('takes its unit from the name of its column', () => expect(['arrive_ms', 'timeMillis', 'start_us', 'arrival_s', 'time', 'items'].map(unitIn)).toEqual(['ms', 'ms', 'us', 's', undefined, undefined]));
});

describe('a span of time in a log', () => {
  it('has the unit of its column or its own', () => expect([spanOf('0.123', 's'), spanOf('1500', 'us'), spanOf('12ms', 's'), spanOf('4000', 'ns'), spanOf('0.1, 0.2', 's'), spanOf('0.1, -', 's')]).toEqual([123_000, 1500, 12_000, 4, 300_000, 100_000]));
  it('is not a number where the text is none', () => expect([spanOf('-', 's'), spanOf('soon', 's'), spanOf('-1', 's')]).toEqual([Number.NaN, Number.NaN, Number.NaN]));
});

describe('CSV', () => {
  it('gives back every table that was written with quotes, whatever is in its cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ';', ' ', 'é') });
    fc.assert(fc.property(fc.integer({ min: 2, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 })), (table) => {
      const names = (table[0] ?? []).map((_, i) => `h${i}`);
      const text = [names, ...table].map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
      const read = csvOf(text);

      expect('records' in read && read.records.map((record) => record.cells)).toEqual([names, ...table]);
    }), { seed: 11, numRuns: 300 });
  });
  it('tells the line on which a record begins', () => {
    const read = csvOf('a,b\n1,"two\nlines"\n3,4\n');
    expect('records' in read && read.records.map((record) => [record.line, record.cells[0]])).toEqual([[1, 'a'], [2, '1'], [4, '3']]);
  });
  it('says where a quote begins that never ends', () => expect(csvOf('a,b\n1,"two\n')).toEqual({ unfinished: 2 }));
});

describe('the name of a route', () => {
  it('has ID for what differs from request to request, and no query', () => {
    expect(requestRoute('get', '/orders/4711?page=2')).toBe('GET_orders/ID');
    expect(requestRoute('GET', '/users/550e8400-e29b-41d4-a716-446655440000/avatar')).toBe('GET_users/ID/avatar');
    expect(requestRoute('POST', 'https://example.org/v2/pay')).toBe('POST_v2/pay');
    expect(requestRoute('GET', '/')).toBe('GET_root');
  });
  it('is one that a scenario accepts, whatever a client sent', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(routeName(text)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.\-/]*$/);
    }), { seed: 5, numRuns: 300 });
  });
});

describe('rows in order of time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolsim-sort-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let part = 0;

  it('come out sorted and in the order they came where times are equal, in memory as on disk', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 300 }), fc.integer({ min: 1, max: 400 }), (times, most) => {
      const sorter = new RowSorter(() => join(folder, `run-${part++}`), most);
      for (const [i, at] of times.entries()) sorter.add(at, i, i / 2, Number.NaN);
      const expected = times.map((at, i) => ({ at, route: i, cpu: i / 2, blocked: Number.NaN })).sort((a, b) => a.at - b.at || a.route - b.route);

      expect([...sorter.sorted()]).toEqual(expected);
      expect(sorter.spilled).toBe(times.length === 0 ? 0 : Math.ceil(times.length / most) - 1);
      sorter.close();
    }), { seed: 3, numRuns: 150 });
  });

  it('are read back in blocks where a run is long', () => {
    const sorter = new RowSorter(() => join(folder, `run-${part++}`), 10_000);
    for (let i = 0; i < 45_000; i++) sorter.add((i * 7919) % 45_007, i, 0, 0);
    const times = Array.from(sorter.sorted(), (row) => row.at);

    expect(times.length).toBe(45_000);
    expect(times.every((at, i) => i === 0 || at >= (times[i - 1] ?? 0))).toBe(true);
    sorter.close();
  });
});
