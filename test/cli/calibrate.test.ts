/** `poolsim calibrate` as users call it: folders and tables in, one screen or JSON out, a scenario that runs, and every mistake with exit code 2. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { workshop } from './built-cli.ts';

const { write, poolsim, files } = workshop();
const runs = fileURLToPath(new URL('../calibrate/pgbench', import.meta.url));
const published = fileURLToPath(new URL('../calibrate/data/published.csv', import.meta.url));
const roundTrips = [published, '--where', 'workload=round-trips', '--cores', '2'];

describe('poolsim calibrate', { timeout: 60_000 }, () => {
  it('prints demands, errors by point, laws, doubts and a databases block, and writes nothing', () => {
    const before = files();

    const ran = poolsim(['calibrate', ...roundTrips, '--hold-out', '4,8,16']);

    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(/cpu +0\.83 ms +[\d.]+ ms to [\d.]+ ms/);
    expect(ran.out).toMatch(/8 +1 +1,357\/s +kept back +– +1,379\/s +\+1\.6 %/);
    expect(ran.out).toMatch(/▸ none/);
    expect(ran.out).toMatch(/What these runs cannot tell\n +! /);
    expect(ran.out).toMatch(/databases:\n {2}primary:\n {4}kind: postgresql\n {4}cores: 2\n {4}contention: none\n/);
    expect(files()).toEqual(before);
  });

  it('reads a folder of pgbench outputs and logs, and stdin', () => {
    const folder = poolsim(['calibrate', runs, '--cores', '2', '--law', 'none', '--json']);
    const piped = poolsim(['calibrate', '-', '--cores', '2', '--law', 'none', '--json'], 'clients,tps\n1,100\n2,195\n4,200\n8,200\n');

    expect(JSON.parse(folder.out)).toMatchObject({ observations: 5, workload: 'burn.sql', points: [{ clients: 1 }, { clients: 2 }, { clients: 4 }, { clients: 8 }, { clients: 16, percentilesMs: { p99: expect.any(Number) } }] });
    expect(JSON.parse(piped.out)).toMatchObject({ cores: { value: 2, given: true }, contention: { law: 'none' } });
  });

  it('writes a scenario that lints, runs and keeps its promise', () => {
    const ran = poolsim(['calibrate', ...roundTrips, '--out', 'deep/fitted.yaml']);

    expect(ran.code).toBe(0);
    expect(files()).toContain('deep/fitted.yaml');
    expect(poolsim(['lint', 'deep/fitted.yaml']).code).toBe(0);
    const result = poolsim(['run', 'deep/fitted.yaml', '--json', '--no-files']);
    expect([result.code, JSON.parse(result.out).promises[0].held]).toEqual([0, true]);
  });

  it('gives the same bytes each time', () => {
    expect(poolsim(['calibrate', ...roundTrips, '--json']).out).toBe(poolsim(['calibrate', ...roundTrips, '--json']).out);
  });

  it('ends with 4 where the runs cannot tell even the CPU, and says what to measure', () => {
    const ran = poolsim(['calibrate', write('one.csv', 'clients,tps\n8,400\n8,404\n'), '--cores', '2']);

    expect(ran.code).toBe(4);
    expect(ran.err).toMatch(/all runs have 8 clients.*together at most 19\.9 ms.*Measure at 1, 2, 4, 8/);
  });
});

describe('a slip', { timeout: 60_000 }, () => {
  write('good.csv', 'clients,tps\n1,100\n2,195\n4,200\n');
  write('bad.csv', 'clients,tps\none,100\n2,fast\n');
  write('empty/.hidden', '');
  write('strange/notes.txt', 'nothing here');
  write('strange/more.txt', 'nor here');
  write('mixed.csv', 'workload,clients,tps\na,1,10\nb,2,20\n');
  it.each([
    [['calibrate'], /calibrate needs measurements/],
    [['calibrate', 'bad.csv'], /bad\.csv:2 {2}clients is "one".*\nbad\.csv:3 {2}tps is "fast".*\n2 problems; nothing was fitted/],
    [['calibrate', 'empty'], /empty holds no files/],
    [['calibrate', 'strange'], /no run to fit was found.*\n.*neither pgbench output nor log nor table: strange\/more\.txt, strange\/notes\.txt/],
    [['calibrate', 'mixed.csv'], /2 workloads \(a, b\).*--where workload="a"/],
    [['calibrate', 'good.csv', '--law', 'hyperbolik'], /no such law. Did you mean "hyperbolic"/],
    [['calibrate', 'good.csv', '--law', 'table'], /a table repeats what was measured/],
    [['calibrate', 'good.csv', '--hold-out', '3'], /no run has 3 clients; measured: 1, 2, 4/],
    [['calibrate', 'good.csv', '--hold-out', 'some'], /expected each, none, or numbers/],
    [['calibrate', 'good.csv', '--column', 'tsp=x'], /"tsp" is nothing that a calibration reads. Did you mean "tps"/],
    [['calibrate', 'good.csv', '--where', 'x'], /expected NAME=VALUE/],
    [['calibrate', 'good.csv', '--cores', '0'], /--cores must be/],
    [['calibrate', 'good.csv', '--core', '2'], /--core is not known here. Did you mean "--cores"/],
    [['calibrat', 'good.csv'], /Did you mean "calibrate"/],
  ])('%j is told in a sentence, with exit code 2', (words, says) => {
    const ran = poolsim(words);

    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(says);
    expect(ran.out).toBe('');
  });

  it('a file that is not there, or a place that cannot be written, ends with 3 and leaves what is there alone', () => {
    expect(poolsim(['calibrate', process.execPath])).toMatchObject({ code: 2, err: expect.stringMatching(/ is not UTF-8 text$/m) });
    expect(poolsim(['calibrate', 'missing.csv'])).toMatchObject({ code: 3, err: expect.stringMatching(/cannot read missing\.csv: there is no such file/) });
    expect(poolsim(['calibrate', 'good.csv', '--out', 'good.csv/x.yaml']).code).toBe(3);
    expect(readFileSync(write('kept.txt', 'kept'), 'utf8')).toBe('kept');
  });
});
