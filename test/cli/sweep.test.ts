/** `poolsim sweep` as users run it: the same bytes for any number of threads, nothing lost or done twice after kill -9, and old files safe from bad words. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sweep } from '../../src/index.ts';
import { bad, good, workshop } from './built-cli.ts';

const { folder, write, poolsim, start, files } = workshop();
write('good.yaml', good);
write('bad.yaml', bad);
const sizes = ['--vary', 'pools.main.max=1..4'];
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const linesOf = (name: string): { at?: string; seed?: number }[] => read(name).trimEnd().split('\n').map((line) => JSON.parse(line));

const exitOf = (child: ReturnType<typeof start>): Promise<{ readonly code: number | null; readonly err: string }> => new Promise((resolve) => {
  let err = '';
  child.stderr?.on('data', (part) => { err += String(part); });
  child.stdout?.resume();
  child.on('close', (code) => resolve({ code, err }));
});

/** Waits until so many runs stand in a journal. */
async function runsIn(name: string, atLeast: number): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 20) {
    if (existsSync(join(folder, name)) && read(name).split('\n').length - 2 >= atLeast) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the sweep never came so far');
}

describe('poolsim sweep', { timeout: 120_000 }, () => {
  it('prints the same bytes with no thread, one or three, and they are those of the library', () => {
    const outs = ['0', '1', '3'].map((workers) => poolsim(['sweep', 'good.yaml', ...sizes, '--runs', '3', '--workers', workers, '--no-files', '--json']));

    expect(outs.map((ran) => [ran.code, ran.err])).toEqual([[0, ''], [0, ''], [0, '']]);
    expect(outs[1]?.out).toBe(outs[0]?.out);
    expect(outs[2]?.out).toBe(outs[0]?.out);
    const library = sweep({ text: good, file: 'good.yaml' }, { vary: ['pools.main.max=1..4'], runs: 3 });
    expect(JSON.parse(outs[0]?.out ?? '')).toEqual(JSON.parse(JSON.stringify(library.ok ? library.result : library)));
  });

  it('stops each point at the asked precision, the same with threads and without', () => {
    const outs = ['0', '2'].map((workers) => poolsim(['sweep', 'good.yaml', '--vary', 'pools.main.max=1,2', '--precision', '2%', '--runs', '12', '--workers', workers, '--no-files', '--json']).out);
    const library = sweep({ text: good, file: 'good.yaml' }, { vary: ['pools.main.max=1,2'], runs: 12, precision: 0.02 });

    expect(outs[1]).toBe(outs[0]);
    expect(JSON.parse(outs[0] ?? '')).toEqual(JSON.parse(JSON.stringify(library.ok ? library.result : library)));
  });

  it('writes tables, data and a journal, and says which size is best', () => {
    const ran = poolsim(['sweep', 'good.yaml', ...sizes, '--runs', '3', '--workers', '2', '--out', 'made']);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/The smallest max that keeps the promise failedShare\(api\) < 1% is \d/);
    expect(files().filter((name) => name.startsWith('made/'))).toEqual(expect.arrayContaining(['made/journal.jsonl', 'made/sweep.csv', 'made/sweep.json', 'made/sweep.md']));
    expect(read('made/sweep.csv').split('\n')[0]).toMatch(/^pools\.main\.max,fingerprint,classes\.api\.arrived,/);
    expect(read('made/sweep.csv').trimEnd().split('\n')).toHaveLength(5);
    expect(linesOf('made/journal.jsonl')).toHaveLength(1 + 4 * 3);
  });

  it('goes on after kill -9 with nothing lost and nothing computed twice, to the same bytes', async () => {
    const words = ['sweep', 'good.yaml', '--set', 'run.length=20m', '--vary', 'pools.main.max=1..4', '--runs', '6', '--workers', '2', '--no-charts', '--out'];
    const whole = poolsim([...words, 'whole']);
    const child = start([...words, 'killed']);
    const end = exitOf(child);
    await runsIn('killed/journal.jsonl', 3);
    child.kill('SIGKILL');
    await end;
    const kept = linesOf('killed/journal.jsonl').length - 1;
    // As if the machine had stopped in the middle of a line.
    writeFileSync(join(folder, 'killed/journal.jsonl'), '{"at":"0123', { flag: 'a' });

    const resumed = poolsim([...words, 'killed', '--resume']);

    expect(whole.code).toBe(0);
    expect(kept).toBeLessThan(24);
    expect(existsSync(join(folder, 'whole/sweep.json'))).toBe(true);
    expect(resumed).toMatchObject({ code: 0, err: `poolsim: ${kept} of 24 runs were done before; ${24 - kept} are left\n` });
    for (const name of ['sweep.json', 'sweep.csv', 'sweep.md']) expect(read(`killed/${name}`)).toBe(read(`whole/${name}`));
    const keys = linesOf('killed/journal.jsonl').slice(1).map(({ at, seed }) => `${at}/${seed}`);
    expect(keys).toHaveLength(24);
    expect(new Set(keys).size).toBe(24);
  });

  it('keeps what is done at Ctrl-C and says how to go on; more values and more runs go on from there too', async () => {
    const words = ['sweep', 'good.yaml', '--set', 'run.length=20m', '--no-charts', '--workers', '1', '--out', 'stopped'];
    const child = start([...words, '--vary', 'pools.main.max=1..4', '--runs', '6']);
    const end = exitOf(child);
    await runsIn('stopped/journal.jsonl', 2);
    child.kill('SIGINT');
    const { code, err } = await end;
    const kept = linesOf('stopped/journal.jsonl').length - 1;

    const more = poolsim([...words, '--vary', 'pools.main.max=1..3', '--runs', '2', '--resume']);

    expect(code).toBe(130);
    expect(err).toContain(`interrupted; ${kept} of 24 runs are kept. The same command with --resume goes on from there.`);
    expect(files().filter((name) => name.startsWith('stopped/'))).toContain('stopped/sweep.json');
    expect(more.code).toBe(0);
    expect(more.err).toMatch(/^poolsim: 2 of 6 runs were done before; 4 are left\n$/);
  });

  it('does not resume what belongs to another scenario, and says so', () => {
    poolsim(['sweep', 'good.yaml', ...sizes, '--no-charts', '--out', 'mine']);
    const before = read('mine/journal.jsonl');

    const other = poolsim(['sweep', 'good.yaml', '--set', 'traffic.api.rate=60/s', ...sizes, '--out', 'mine', '--resume']);
    writeFileSync(join(folder, 'mine/journal.jsonl'), before.replace('"poolsim":"', '"poolsim":"0.0.0-'));
    const older = poolsim(['sweep', 'good.yaml', ...sizes, '--out', 'mine', '--resume']);

    expect(other).toMatchObject({ code: 2, out: '' });
    expect(other.err).toMatch(/belongs to another scenario \(fingerprint \w{16}, this one has \w{16}\): the file, --set or --slo has changed/);
    expect(older).toMatchObject({ code: 2, out: '' });
    expect(older.err).toMatch(/was written by poolsim 0\.0\.0-/);
  });

  it('computes again what a damaged line held, takes a torn first line for its own, and touches nobody else\'s file', () => {
    const words = ['sweep', 'good.yaml', '--vary', 'pools.main.max=2..4', '--no-charts', '--out', 'hurt'];
    poolsim(words);
    const [head = '', first = '', ...rest] = read('hurt/journal.jsonl').split('\n');
    const [whole, csv] = [read('hurt/sweep.json'), read('hurt/sweep.csv')];
    const resumedAfter = (journal: string) => {
      writeFileSync(join(folder, 'hurt/journal.jsonl'), journal);
      return poolsim([...words, '--resume']);
    };

    expect(resumedAfter([head, first.replace(/"values":\[[^,]*/, '"values":["many"'), ...rest].join('\n')).err).toBe('poolsim: 2 of 3 runs were done before; 1 are left\n');
    expect([read('hurt/sweep.json'), read('hurt/sweep.csv')]).toEqual([whole, csv]);
    expect(resumedAfter(head.slice(0, 30))).toMatchObject({ code: 0, err: 'poolsim: 0 of 3 runs were done before; 3 are left\n' });
    expect(read('hurt/journal.jsonl').split('\n')[0]).toBe(head);
    expect(resumedAfter('my notes')).toMatchObject({ code: 2, err: expect.stringContaining('is not a journal of a sweep') });
    expect(read('hurt/journal.jsonl')).toBe('my notes');
  });

  it('says that a folder cannot be made, and ends', () => {
    expect(poolsim(['sweep', 'good.yaml', ...sizes, '--out', '/proc/nothing'])).toMatchObject({ code: 3, err: expect.stringContaining('cannot write /proc/nothing') });
  });

  it('leaves everything alone when a word or the scenario is wrong', () => {
    const before = files();

    expect(poolsim(['sweep', 'good.yaml', '--vary', 'pools.main.max=4..1'])).toMatchObject({ code: 2, err: expect.stringContaining('goes down: write 1..4') });
    expect(poolsim(['sweep', 'good.yaml', '--vary', 'pools.main.mx=1..4'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "max"') });
    expect(poolsim(['sweep', 'bad.yaml', ...sizes]).code).toBe(2);
    expect(poolsim(['sweep', 'good.yaml'])).toMatchObject({ code: 2, err: expect.stringContaining('vary') });
    expect(poolsim(['sweep', 'good.yaml', ...sizes, '--runs', '0'])).toMatchObject({ code: 2 });
    expect(poolsim(['sweep', 'good.yaml', ...sizes, '--slo', 'p99(apy) < 1s'])).toMatchObject({ code: 2, err: expect.stringContaining('api') });
    expect(poolsim(['sweep', 'nowhere.yaml', ...sizes])).toMatchObject({ code: 3 });
    expect(files()).toEqual(before);
  });
});
