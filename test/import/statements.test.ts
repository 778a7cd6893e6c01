/** pg_stat_statements (recorded from PostgreSQL 15) to routes: the mean and the deviation that the server counted are those of the laws. */

import { describe, expect, it } from 'vitest';
import type { BlocksFormat, ImportWords } from '../../src/import/format.ts';
import { importFormats } from '../../src/import/formats/index.ts';
import type { StepPlan } from '../../src/model/route-plan.ts';
import { meanOf, varianceOf } from '../../src/random/law-moments.ts';
import { csvOf } from '../../src/import/csv-records.ts';
import { fixtureText, pasted } from './pasted.ts';

const format = importFormats['pg-stat-statements'] as BlocksFormat;

function routes(text: string, words: ImportWords = {}) {
  const head = { name: 'x.csv', text, whole: true };
  expect(format.recognises(head)).toBe(true);
  const made = format.read(text, words, head);
  if (!made.ok) throw new Error(made.faults.map((one) => `${one.line}: ${one.says}`).join('\n'));
  return { scenario: pasted(made.yaml), yaml: made.yaml, said: made.remarks.map((one) => one.says) };
}

type Query = StepPlan & { readonly step: 'query' };
const choices = (steps: readonly StepPlan[]): readonly { readonly share: number; readonly query: Query }[] => {
  const [choose] = steps;
  return choose?.step === 'choose' ? choose.ways.map(({ share, steps: [query] }) => ({ share, query: query as Query })) : [];
};

/** The rows of a recorded table that the import keeps, with their figures in µs per call. */
function recorded(name: string) {
  const read = csvOf(fixtureText(name));
  if (!('records' in read)) throw new Error('unfinished');
  const [header, ...rows] = read.records.map((one) => one.cells);
  const at = (row: readonly string[], ...names: readonly string[]): number => names.reduce((sum, one) => sum + Number(row[header?.indexOf(one) ?? -1] ?? 0), 0);
  return rows.filter((row) => row[header?.indexOf('toplevel') ?? -1] !== 'f').map((row) => {
    const calls = at(row, 'calls');
    return { calls, mean: 1000 * at(row, 'mean_exec_time', 'mean_time'), deviation: 1000 * at(row, 'stddev_exec_time', 'stddev_time'), blocked: (1000 * at(row, 'blk_read_time', 'blk_write_time', 'temp_blk_read_time', 'temp_blk_write_time')) / calls };
  }).sort((a, b) => b.calls * b.mean - a.calls * a.mean);
}

describe('pg_stat_statements', () => {
  for (const name of ['pg-stat-statements-15.csv', 'pg-stat-statements-12.csv']) {
    it(`gives each statement of ${name} its calls, mean and deviation`, () => {
      const rows = recorded(name);
      const ways = choices(routes(fixtureText(name), { top: 99 }).scenario.routes.statement?.steps ?? []);

      expect(ways.map((way) => way.share)).toEqual(rows.map((row) => row.calls));
      for (const [i, { query }] of ways.entries()) {
        const row = rows[i] as (typeof rows)[number];
        // Means are whole microseconds, and at least one together.
        expect(Math.abs(meanOf(query.cpu) + meanOf(query.blocked) - row.mean), `row ${i}`).toBeLessThanOrEqual(Math.max(0.501, 1 - row.mean));
        expect(Math.abs(meanOf(query.blocked) - row.blocked)).toBeLessThanOrEqual(0.501);
        const deviation = Math.sqrt(varianceOf(query.cpu) + varianceOf(query.blocked));
        if (row.deviation === 0) expect(deviation).toBe(0);
        else if (row.mean > 50) expect(Math.abs(deviation / row.deviation - 1), `row ${i}`).toBeLessThan(0.02);
      }
    });
  }

  it('lumps the rest together with the mean and variance of its mixture', () => {
    const rows = recorded('pg-stat-statements-15.csv').slice(2);
    const calls = rows.reduce((sum, row) => sum + row.calls, 0);
    const mean = rows.reduce((sum, row) => sum + row.calls * row.mean, 0) / calls;
    const variance = rows.reduce((sum, row) => sum + row.calls * (row.deviation ** 2 + row.mean ** 2), 0) / calls - mean ** 2;

    const { scenario, said } = routes(fixtureText('pg-stat-statements-15.csv'), { top: 2 });
    const rest = choices(scenario.routes.statement?.steps ?? [])[2];

    expect(rest?.share).toBe(calls);
    expect(rest?.query.name).toBe('rest');
    expect(Math.abs(meanOf(rest?.query.cpu as Query['cpu']) + meanOf(rest?.query.blocked as Query['cpu']) - mean)).toBeLessThanOrEqual(0.501);
    expect(Math.abs((varianceOf(rest?.query.cpu as Query['cpu']) + varianceOf(rest?.query.blocked as Query['cpu'])) / variance - 1)).toBeLessThan(0.05);
    expect(said.join('\n')).toMatch(new RegExp(`the ${rows.length} statements that took least of the server's time`));
  });

  it('makes rates of calls where the time is known, with a route for each statement if asked', () => {
    const { scenario } = routes(fixtureText('pg-stat-statements-15.csv'), { over: '100s', separate: true, top: 3 });

    expect(Object.keys(scenario.routes)).toEqual(['q1', 'q2', 'q3', 'rest']);
    expect(scenario.traffic.q1?.arrivals).toEqual({ kind: 'poisson', rates: [{ from: 0, rate: 8 }] });
  });

  it('says what the figures cannot tell: nested statements, locks, I/O that was not timed', () => {
    expect(routes(fixtureText('pg-stat-statements-15.csv')).said).toEqual(expect.arrayContaining([expect.stringContaining('1 statements inside functions were left out'), expect.stringContaining('waited for a lock counts as processor time')]));
    expect(routes('query,calls,mean_exec_time,stddev_exec_time\nselect 1,10,0.5,0.1\n').said.join('\n')).toContain('track_io_timing is off');
  });

  it('reads the columns of version 17, and statements on several lines with quotes', () => {
    const { scenario, yaml } = routes('query,calls,total_exec_time,mean_exec_time,stddev_exec_time,shared_blk_read_time,local_blk_read_time,temp_blk_write_time\n"select ""a"",\n  b # c",4,40,10,2,8,4,4\n');
    const [way] = choices(scenario.routes.statement?.steps ?? []);

    expect([meanOf(way?.query.cpu as Query['cpu']), meanOf(way?.query.blocked as Query['cpu'])]).toEqual([expect.closeTo(6000, 6), expect.closeTo(4000, 6)]);
    expect(yaml).toContain('# 4 calls, 10 ± 2 ms: select "a", b # c');
  });

  it('stops with the line where a figure is none', () => {
    expect(format.read('query,calls,mean_exec_time\nselect 1,many,1\n', {}, { name: 'x.csv', text: '', whole: true })).toEqual({ ok: false, faults: [{ line: 2, says: 'calls is "many", not a number' }] });
  });
});
