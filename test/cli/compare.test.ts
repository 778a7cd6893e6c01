/** `poolsim compare` as users run it: the same bytes for any number of threads, exit codes, files whole or not at all, old ones safe from bad words. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/index.ts';
import { bad, good, workshop } from './built-cli.ts';

const { folder, write, poolsim, files } = workshop();
write('good.yaml', good);
write('bad.yaml', bad);
const slow = good.replace('blocked: 8ms', 'blocked: { exponential: 90ms }').replace('acquireTimeout: 1s', 'acquireTimeout: 50ms');
write('slow.yaml', slow);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('poolsim compare', { timeout: 120_000 }, () => {
  it('prints the same bytes with no thread, one or three, and they are those of the library', () => {
    const outs = ['0', '1', '3'].map((workers) => poolsim(['compare', 'slow.yaml', 'good.yaml', '--runs', '5', '--workers', workers, '--no-files', '--json']));

    expect(outs.map((ran) => [ran.code, ran.err])).toEqual([[0, ''], [0, ''], [0, '']]);
    expect(outs[1]?.out).toBe(outs[0]?.out);
    expect(outs[2]?.out).toBe(outs[0]?.out);
    const library = compare({ text: slow, file: 'slow.yaml' }, { text: good, file: 'good.yaml' }, { runs: 5 });
    expect(JSON.parse(outs[0]?.out ?? '')).toEqual(JSON.parse(JSON.stringify(library.ok ? library.result : library)));
  });

  it('writes a table, data and pictures side by side, and ends with 0 when something was told apart', () => {
    const ran = poolsim(['compare', 'slow.yaml', 'good.yaml', '--runs', '5']);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/▸ B is better: failures of api fall from/);
    expect(files().filter((name) => name.startsWith('out/'))).toEqual(['charts/compare-api.svg', 'compare.csv', 'compare.json', 'compare.md'].map((name) => `out/slow-vs-good/${name}`));
    expect(read('out/slow-vs-good/charts/compare-api.svg')).toMatch(/A: slow\.yaml[\s\S]*B: good\.yaml/);
    expect(read('out/slow-vs-good/charts/compare-api.svg')).toMatch(/acquire timeout/);
    expect(read('out/slow-vs-good/compare.md')).toMatch(/!\[How does api fare[^\]]*\]\(charts\/compare-api\.svg\)/);
    const [head = '', ...rows] = read('out/slow-vs-good/compare.csv').trimEnd().split('\n');
    expect(rows).toHaveLength((JSON.parse(read('out/slow-vs-good/compare.json')) as { figures: unknown[] }).figures.length);
    expect(rows.find((row) => row.startsWith('classes,api,failedShare,share,less,'))?.split(',')).toHaveLength(head.split(',').length);
    expect(JSON.parse(read('out/slow-vs-good/compare.json'))).toMatchObject({ version: 'poolsim-compare/1', outcome: 'better' });
  });

  it('makes B from A with --with, where += adds an incident, and takes --set on both sides', () => {
    const ran = poolsim(['compare', 'good.yaml', '--set', 'traffic.api.rate=40/s', '--with', 'incidents+={ at: 20s, resize: { pool: main, to: 1 } }', '--with', 'pools.main.acquireTimeout=20ms', '--runs', '5', '--json', '--no-files']);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ran.out)).toMatchObject({ outcome: 'worse', a: { with: [] }, b: { with: ['incidents+={ at: 20s, resize: { pool: main, to: 1 } }', 'pools.main.acquireTimeout=20ms'] } });
  });

  it('reads either side from stdin', () => {
    const [first, second, alone] = [['-', 'good.yaml'], ['good.yaml', '-'], ['-', '--with', 'pools.main.max=1']].map((words) => poolsim(['compare', ...words, '--runs', '4', '--json', '--no-files'], slow));

    expect(JSON.parse(first?.out ?? '')).toMatchObject({ outcome: 'better', a: { file: null } });
    expect(JSON.parse(second?.out ?? '')).toMatchObject({ outcome: 'worse', b: { file: null } });
    expect(JSON.parse(alone?.out ?? '')).toMatchObject({ outcome: 'worse', b: { name: 'the scenario with pools.main.max=1' } });
  });

  it('ends with 4 when nothing can be told apart', () => {
    const ran = poolsim(['compare', 'good.yaml', 'good.yaml', '--runs', '2', '--no-files']);

    expect(ran.code).toBe(4);
    expect(ran.out).toMatch(/No difference at all/);
  });

  it.each([
    [['good.yaml'], /nothing to compare good\.yaml with.*--with/],
    [['good.yaml', 'slow.yaml', '--with', 'run.seed=4'], /leave one of them out/],
    [['good.yaml', 'slow.yaml', 'good.yaml'], /here are 3/],
    [['-', '-'], /stdin can be read once/],
    [['good.yaml', 'slow.yaml', '--runs', '1'], /--runs must be a whole number from 2/],
    [['good.yaml', 'slow.yaml', '--workers', '1.5'], /--workers must be a whole number/],
    [['good.yaml', 'bad.yaml'], /bad\.yaml:\d+:\d+ {2}[\s\S]*4 problems; nothing was run/],
    [['good.yaml', '--with', 'pools.mian.max=3'], /^--with pools\.mian\.max=3 {2}.*Did you mean "main"/],
    [['good.yaml', '--with', 'pools.main.max+=3'], /^--with pools\.main\.max\+=3 {2}.*\+= appends to a list/],
  ])('refuses %j with exit code 2 and leaves old files alone', (words, says) => {
    write('kept/compare.json', 'old');

    const ran = poolsim(['compare', ...words, '--out', 'kept']);

    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(says);
    expect(ran.out).toBe('');
    expect(files().filter((name) => name.startsWith('kept/'))).toEqual(['kept/compare.json']);
    expect(read('kept/compare.json')).toBe('old');
  });
});
