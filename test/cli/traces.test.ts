/** `--trace-pool`: every event of a pool in a file of its own, which appears with the other files or not at all. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { good, workshop } from './built-cli.ts';

const { folder, write, poolsim, files } = workshop();
write('good.yaml', good);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const under = (place: string): string[] => files().filter((name) => name.startsWith(`${place}/trace-`)).map((name) => name.slice(place.length + 1));

describe('the trace of a pool', { timeout: 120_000 }, () => {
  it('is a table with one line per event', () => {
    expect(poolsim(['run', 'good.yaml', '--trace-pool', 'main', '--no-charts']).code).toBe(0);

    const [head, ...lines] = read('out/good/trace-main.csv').trimEnd().split('\n');
    expect(head).toBe('timeUs,pool,event,connection,request,detail');
    expect(lines[0]).toMatch(/^\d+,main,ask,0,1,$/);
    expect(lines.every((line) => /^\d+,main,[a-z]+,\d+,\d+,/.test(line))).toBe(true);
    const { requests } = (JSON.parse(read('out/good/result.json')) as { run: { requests: number } }).run;
    expect(lines.filter((line) => line.split(',')[2] === 'ask').length).toBe(requests);
  });

  it('is JSON Lines on request', () => {
    expect(poolsim(['run', 'good.yaml', '--trace-pool', 'main', '--trace-format', 'jsonl', '--no-charts', '--out', 'json']).code).toBe(0);

    const lines = read('json/trace-main.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as object);
    expect(lines[0]).toMatchObject({ pool: 'main', event: 'ask', connection: 0, request: 1, detail: '' });
    expect(Object.keys(lines[0] ?? {})).toEqual(['timeUs', 'pool', 'event', 'connection', 'request', 'detail']);
  });

  it('goes when the next run has none', () => {
    poolsim(['run', 'good.yaml', '--trace-pool', 'main', '--no-charts', '--out', 'gone']);
    write('gone/trace-mine.csv', 'mine');
    expect(under('gone')).toEqual(['trace-main.csv', 'trace-mine.csv']);

    poolsim(['run', 'good.yaml', '--no-charts', '--out', 'gone']);

    expect(under('gone')).toEqual(['trace-mine.csv']);
  });

  it('is refused for an unknown pool with the nearest name, and where no files may be written', () => {
    expect(poolsim(['run', 'good.yaml', '--trace-pool', 'mian', '--out', 'none'])).toMatchObject({ code: 2, err: 'poolsim: --trace-pool: there is no pool "mian". Did you mean "main"? Known: main.\n' });
    expect(poolsim(['run', 'good.yaml', '--trace-pool', 'main', '--no-files']).code).toBe(2);
    expect(poolsim(['run', 'good.yaml', '--trace-pool', 'main', '--trace-format', 'xml']).code).toBe(2);

    expect(under('none')).toEqual([]);
  });

  it('is of the first run where there are several', () => {
    poolsim(['run', 'good.yaml', '--trace-pool', 'main', '--no-charts', '--out', 'first']);
    poolsim(['run', 'good.yaml', '--trace-pool', 'main', '--no-charts', '--runs', '3', '--out', 'many']);

    expect(read('many/trace-main.csv')).toBe(read('first/trace-main.csv'));
  });
});
