/** `poolsim import` of arrivals: logs of pgbench (recorded with PostgreSQL 15), access logs, JSON logs and CSV to traces that a scenario reads. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceRows } from '../../src/model/traffic-plan.ts';
import { workshop } from '../cli/built-cli.ts';
import { fixture, fixtureText, pasted } from './pasted.ts';

const { folder, write, poolsim, start, files } = workshop();

/** Imports a file and reads what came of it inside a scenario. */
function traced(words: readonly string[]): { readonly rows: TraceRows; readonly starts: string; readonly remarks: string; readonly bad: number } {
  const ran = poolsim(['import', ...words, '--out', 'trace.csv', '--json']);
  if (ran.code !== 0) throw new Error(ran.err);
  const told = JSON.parse(ran.out) as { readonly yaml: string; readonly badLines: number; readonly remarks: readonly { readonly line: number | null; readonly says: string }[] };
  const scenario = pasted(told.yaml, folder);
  const arrivals = Object.values(scenario.traffic)[0]?.arrivals;
  if (arrivals?.kind !== 'trace') throw new Error('no trace');
  return { rows: arrivals.rows, starts: scenario.run.starts, bad: told.badLines, remarks: told.remarks.map((one) => `${one.line ?? '-'}: ${one.says}`).join('\n') };
}

/** Column `i` of a log of pgbench as numbers. */
const columns = (name: string): number[][] => fixtureText(name).trim().split('\n').map((line) => line.split(' ').map(Number));

describe('a log of pgbench', { timeout: 60_000 }, () => {
  it('arrives when each transaction ended less its time', () => {
    const log = columns('pgbench-plain.log');
    const due = log.map(([, , time = 0, , epoch = 0, us = 0]) => epoch * 1e6 + us - time).sort((a, b) => a - b);
    const base = Math.floor((due[0] ?? 0) / 1e6) * 1e6;

    const { rows, starts, bad } = traced([fixture('pgbench-plain.log')]);

    expect(rows.at).toEqual(due.map((at) => at - base));
    expect(Date.parse(`${starts}Z`) * 1000).toBe(base);
    expect(bad).toBe(0);
  });

  it('with --rate arrives as a Poisson process of that rate, when it was scheduled and not when it began', () => {
    const { rows } = traced([fixture('pgbench-rate.log')]);
    const gaps = rows.at.slice(1).map((at, i) => at - (rows.at[i] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const scv = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length / mean ** 2;

    // 173 exponential gaps of 1/60 s: the mean lies within 3/√173 = 23 %, their squared variation within 3·√(8/173) = 0.65 of 1 (fourth moments).
    expect(Math.abs((mean * 60) / 1e6 - 1)).toBeLessThan(0.23);
    expect(Math.abs(scv - 1)).toBeLessThan(0.65);
  });

  it('gives each transaction its time less its lag as demand, and each script a route', () => {
    const log = columns('pgbench-rate.log');
    const { rows } = traced([fixture('pgbench-rate.log'), '--routes', '--duration-as', 'blocked']);

    expect(rows.blocked?.reduce((sum, one) => sum + one, 0)).toBe(log.reduce((sum, [, , time = 0, , , , lag = 0]) => sum + time - lag, 0));
    expect(new Set(rows.route)).toEqual(new Set(['script0']));
    expect(rows.cpu).toBeNull();
  });

  it('counts skipped and failed transactions, whose time is not logged, and takes retries for no lag', () => {
    expect(traced([fixture('pgbench-skip.log')]).remarks).toContain('8 skipped: pgbench does not log their latency');
    expect(traced([fixture('pgbench-retry.log'), '--duration-as', 'cpu']).remarks).toMatch(/56 serialization(?![\s\S]*lag)/);
  });

  it('says why an aggregated log cannot be used', () => {
    expect(poolsim(['import', fixture('pgbench-aggregate.log')])).toMatchObject({ code: 2, err: expect.stringMatching(/pgbench-aggregate\.log:1: this log is aggregated/) });
  });
});

const combined = (at: string, request: string, extra = ''): string => `203.0.113.9 - ada [${at}] "${request}" 200 612 "https://example.org/\\"x\\"" "Mozilla/5.0 (X11) 1.5"${extra}`;

describe('an access log', { timeout: 60_000 }, () => {
  it('of nginx moves each request back by its request time, and sorts', () => {
    write('nginx.log', [
      combined('15/Jun/2024:22:55:03 +0200', 'GET /slow HTTP/1.1', ' 3.500'), combined('15/Jun/2024:22:55:02 +0200', 'GET /fast HTTP/1.1', ' 0.250'), combined('15/Jun/2024:16:55:05 -0400', 'POST /pay HTTP/1.1', ' rt=1.000 urt="0.9"'),
    ].join('\n'));

    const { rows, starts, remarks } = traced(['nginx.log', '--spread', 'none', '--routes', '--duration-as', 'blocked']);

    expect(starts).toBe('2024-06-15T20:54:59');
    expect(rows).toEqual({ at: [500_000, 2_750_000, 5_000_000], route: ['GET_slow', 'GET_fast', 'POST_pay'], cpu: null, blocked: [3_500_000, 250_000, 1_000_000] });
    expect(remarks).toContain('3 requests arrived at the logged time less their request time');
  });

  it('of Apache, with %D in microseconds, arrives at the logged time', () => {
    write('apache.log', `${combined('15/Jun/2024:22:55:03 +0000', 'GET / HTTP/1.1', ' 1500000')}\n`);

    const { rows, starts, remarks } = traced(['apache.log', '--spread', 'none', '--duration-as', 'cpu']);

    expect([starts, rows.at, rows.cpu]).toEqual(['2024-06-15T22:55:03', [0], [1_500_000]]);
    expect(remarks).toContain('microseconds');
  });

  it('in whole seconds is spread over them at random, evenly and always the same way', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `198.51.100.1 - - [15/Jun/2024:22:55:${String(Math.floor(i / 100) % 60).padStart(2, '0')} +0000] "GET / HTTP/1.0" 200 -`);
    write('common.log', lines.join('\n'));

    const { rows, remarks } = traced(['common.log']);
    const parts = rows.at.map((at) => (at % 1e6) / 1e6);

    expect(rows.at.map((at) => Math.floor(at / 1e6))).toEqual(lines.map((_, i) => Math.floor(i / 100)));
    // 2000 uniform numbers: mean 1/2 ± 3/√(12·2000) = 0.019.
    expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) / 2000 - 0.5)).toBeLessThan(0.019);
    expect(remarks).toContain('2000 arrivals were spread');
    expect(traced(['common.log']).rows).toEqual(rows);
  });

  it('with bad lines among good ones tells which, and keeps the rarer routes together', () => {
    write('mixed.log', [...Array.from({ length: 30 }, (_, i) => combined('15/Jun/2024:22:55:03 +0000', `GET /${'abcde'[i % 5]} HTTP/1.1`)), '\u0016\u0003\u0001', combined('15/Jun/2024:22:65:03 +0000', 'GET / HTTP/1.1')].join('\n'));

    const { rows, bad, remarks } = traced(['mixed.log', '--routes', '--top', '2']);

    expect([rows.at.length, bad]).toEqual([30, 2]);
    expect(remarks).toMatch(/^31: left out: no \[time\][\s\S]*^32: left out: \[15\/Jun\/2024:22:65:03 \+0000\] is not a time/m);
    expect(remarks).toContain('3 rarer routes with 18 arrivals became "other"');
    expect(rows.route?.filter((name) => name === 'other')).toHaveLength(18);
  });
});

describe('a log of JSON objects', { timeout: 60_000 }, () => {
  it('has usual fields: nginx, Caddy, Traefik', () => {
    write('nginx.json', '{"time_iso8601":"2024-06-15T22:55:03+00:00","request_time":"1.500","request_method":"GET","request_uri":"/a/1?x"}\n');
    write('caddy.json', '{"level":"info","ts":1718492103.25,"request":{"method":"PUT","uri":"/b"},"duration":0.25}\n');
    write('traefik.json', '{"StartUTC":"2024-06-15T22:55:01.5Z","Duration":1500000000,"RequestMethod":"GET","RequestPath":"/c","time":"2024-06-15T22:55:03Z"}\n');

    expect(traced(['nginx.json', '--routes', '--spread', 'none'])).toMatchObject({ starts: '2024-06-15T22:55:01', rows: { at: [500_000], route: ['GET_a/ID'] } });
    expect(traced(['caddy.json', '--routes'])).toMatchObject({ starts: '2024-06-15T22:55:03', rows: { at: [0], route: ['PUT_b'] } });
    expect(traced(['traefik.json', '--routes', '--duration-as', 'blocked'])).toMatchObject({ starts: '2024-06-15T22:55:01', rows: { at: [500_000], route: ['GET_c'], blocked: [1_500_000] } });
  });
  it('has the fields that the words name, also inside others', () => {
    write('own.json', '{"http":{"began":"2024-06-15 22:55:01.5"},"spent":"12ms","op":"Save order"}\n{"http":{}}\nnot json\n{"http":{"began":"2024-06-15 22:55:01.75"},"spent":"5ms","op":"Save order"}\n{"http":{"began":"2024-06-15 22:55:01.8"},"spent":"5ms","op":"Save order"}\n');

    expect(traced(['own.json', '--time-column', 'http.began', '--duration-column', 'spent', '--time-is', 'start', '--route-column', 'op', '--duration-as', 'cpu', '--zone', 'Europe/Berlin'])).toMatchObject({
      starts: '2024-06-15T22:55:01', bad: 2, rows: { at: [500_000, 750_000, 800_000], cpu: [12_000, 5000, 5000], route: ['Save_order', 'Save_order', 'Save_order'] },
    });
  });
});

describe('CSV', { timeout: 60_000 }, () => {
  it('gives back a trace of poolsim byte for byte', () => {
    fc.assert(fc.property(fc.array(fc.record({ at: fc.integer({ min: 0, max: 5e7 }), route: fc.constantFrom('a', 'b/c', 'd_1'), cpu: fc.integer({ min: 0, max: 1e7 }), blocked: fc.integer({ min: 0, max: 1e7 }) }), { minLength: 1, maxLength: 40 }), (rows) => {
      const s = (us: number): string => (us / 1e6).toFixed(6);
      const text = `arrival_s,route,cpu_s,blocked_s\n${[...rows].sort((a, b) => a.at - b.at).map((row) => `${s(row.at)},${row.route},${s(row.cpu)},${s(row.blocked)}\n`).join('')}`;
      write('in.csv', text);
      expect(poolsim(['import', 'in.csv', '--out', 'back.csv']).code).toBe(0);
      expect(readFileSync(join(folder, 'back.csv'), 'utf8')).toBe(text);
    }), { seed: 13, numRuns: 6 });
  });
  it('has the columns that the words name, semicolons, quotes, packed by gzip, in any order', () => {
    writeFileSync(join(folder, 'calls.csv.gz'), gzipSync('\uFEFF"when";"name";"took (ms)"\r\n2024-06-15 22:55:02.000001;"pay; now";40\r\n2024-06-15 22:55:01;read;1.5\r\n'));

    expect(traced(['calls.csv.gz', '--time-column', 'when', '--duration-column', 'took (ms)', '--duration-as', 'blocked', '--route-column', 'name', '--spread', 'none'])).toMatchObject({
      starts: '2024-06-15T22:55:01', rows: { at: [0, 1_000_001], route: ['read', 'pay_now'], blocked: [1500, 40_000] },
    });
  });
  it('of a measured run is told by its column with a unit', () => {
    write('run.csv', 'id,arrive_ms,end_ms\n0,8.29,42.4\n1,9.03,41.66\n');
    expect(traced(['run.csv'])).toMatchObject({ rows: { at: [8290, 9030] }, remarks: '-: an arrival is the column "arrive_ms"; --time-column NAME takes another' });
  });
  it('asks where it cannot know: no time, an unknown column, a span without a unit', () => {
    write('none.csv', 'id,colour\n1,red\n');
    write('bare.csv', 'time,took\n2024-06-15T22:55:02Z,40\n');
    expect(poolsim(['import', 'none.csv'])).toMatchObject({ code: 2, err: expect.stringContaining('none.csv:1: none of the columns is a time by its name: say which, --time-column NAME. Columns: id, colour') });
    expect(poolsim(['import', 'bare.csv', '--time-column', 'tiem'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "time"?') });
    expect(poolsim(['import', 'bare.csv', '--duration-column', 'took'])).toMatchObject({ code: 2, err: expect.stringContaining('"took" has no unit in its name: say --duration-unit') });
    expect(poolsim(['import', 'bare.csv', '--zone', 'Mars'])).toMatchObject({ code: 2, err: expect.stringContaining('"Mars" is not a time zone') });
  });
});

describe('poolsim import', { timeout: 60_000 }, () => {
  it('leaves everything alone when the file is bad, missing, or the one that would be written', () => {
    write('bad.csv', `time,x\n${'soon,1\n'.repeat(20)}`);
    write('kept.csv', 'kept');
    write('same.csv', 'time\n2024-06-15T22:55:02Z\n');
    const before = files();

    expect(poolsim(['import', 'bad.csv', '--time-column', 'time', '--out', 'kept.csv'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/bad\.csv:2: .*\n[\s\S]*10 more bad lines\n.*nothing was written/) });
    expect(poolsim(['import', 'nowhere.log'])).toMatchObject({ code: 3, err: 'poolsim: cannot read nowhere.log: there is no such file or folder\n' });
    expect(poolsim(['import', '.'])).toMatchObject({ code: 3, err: expect.stringContaining('it is a folder') });
    expect(poolsim(['import', 'same.csv', '--out', './same.csv'])).toMatchObject({ code: 2, err: expect.stringContaining('is the file that is read: it was left alone') });
    expect(poolsim(['import', 'same.csv', '--as', 'cvs'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "csv"?') });
    expect(files()).toEqual(before);
    expect(readFileSync(join(folder, 'kept.csv'), 'utf8')).toBe('kept');
  });

  it('writes over a file only when it is named', () => {
    write('once.csv', 'time\n2024-06-15T22:55:02Z\n');
    expect(poolsim(['import', 'once.csv'])).toMatchObject({ code: 0, err: expect.stringContaining('Wrote once-trace.csv: 1 arrivals') });
    expect(poolsim(['import', 'once.csv'])).toMatchObject({ code: 3, err: expect.stringContaining('once-trace.csv exists already and was left alone') });
    expect(poolsim(['import', 'once.csv', '--out', 'once-trace.csv']).code).toBe(0);
  });

  it('reads from stdin', () => expect(poolsim(['import', '-', '--out', 'in.csv'], 'time\n2024-06-15T22:55:02.5Z\n')).toMatchObject({ code: 0, err: expect.stringContaining('Read as csv') }));

  it('stopped by Ctrl-C leaves nothing behind', async () => {
    write('long.log', `${combined('15/Jun/2024:22:55:03 +0000', 'GET / HTTP/1.1')}\n`.repeat(700_000));
    const before = files();
    const child = start(['import', 'long.log', '--out', 'stopped.csv']);
    while (files().length === before.length && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const code = await new Promise((resolve) => child.on('exit', resolve));

    expect(code).toBe(130);
    expect(files()).toEqual(before);
  });
});
