/** Promises with a confidence through the built command: runs until decided, exit codes 0, 1 and 4, the same bytes for any number of threads. */

import { describe, expect, it } from 'vitest';
import { bad, good, workshop } from './built-cli.ts';

const { write, poolsim, files } = workshop();
/** A world with spread: p99 about 40 ms in a run of twenty seconds. */
const lively = (...promises: readonly string[]): string => good.replace('length: 1m', 'length: 20s').replace('cpu: 2ms, blocked: 8ms', 'cpu: { exponential: 2ms }, blocked: { exponential: 8ms }').replace('[ "failedShare(api) < 1%" ]', JSON.stringify(promises));
interface Json { readonly seed: number; readonly promises: { readonly text: string; readonly held: boolean; readonly observed: number; readonly decision?: { readonly verdict: string; readonly runs: number; readonly low: number; readonly high: number; readonly moreRuns: number | null } }[]; readonly runs: { readonly seeds: number[]; readonly figures: { readonly name: string; readonly interval: { readonly mean: number } }[]; readonly promises: { readonly verdict: string }[] } }
const json = (out: string): Json => JSON.parse(out) as Json;
write('held.yaml', lively('p99(api) < 200ms @95%', 'failedShare(api) < 1%'));
write('broken.yaml', lively('p99(api) < 20ms @ 95%', 'p99(api) < 200ms @95%'));
const mean = json(poolsim(['run', write('probe.yaml', lively()), '--json', '--no-files', '--runs', '20']).out).runs.figures.find((one) => one.name === 'api p99')?.interval.mean ?? 0;
write('edge.yaml', lively(`p99(api) < ${mean.toFixed(3)}ms @95%`));

describe('poolsim run with a confidence', { timeout: 120_000 }, () => {
  it('ends with 0 as soon as the interval lies below the limit', () => {
    const ran = poolsim(['run', 'held.yaml', '--no-files']);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^✓ p99\(api\) < 200ms @95% +mean [\d.]+ ms \([\d.]+ ms to [\d.]+ ms\) over 10 runs$/m);
    expect(ran.out).toContain('Over 10 runs (seeds 3 to 12)');
  });

  it('ends with 1 when the interval lies beyond it', () => {
    const ran = poolsim(['run', 'broken.yaml', '--no-files', '--json']);

    expect(ran.code).toBe(1);
    expect(json(ran.out).promises).toMatchObject([{ held: false, decision: { verdict: 'failed', runs: 10 } }, { held: true, decision: { verdict: 'held', runs: 10 } }]);
    expect(json(ran.out).promises[0]?.decision?.low).toBeGreaterThan(20);
  });

  it('ends with 4 when the cap is reached, with the interval, the runs spent and how many more it would take', () => {
    const ran = poolsim(['run', 'edge.yaml', '--no-files', '--runs', '20']);

    expect(ran.code).toBe(4);
    expect(ran.out).toMatch(/^\? p99\(api\) < [\d.]+ms @95% +mean [\d.]+ ms \([\d.]+ ms to [\d.]+ ms\) over 20 runs: undecided, (about [\d,]+ more would tell|no number of runs can be named that would tell)/m);
    expect(poolsim(['run', 'held.yaml', '--no-files', '--runs', '5']).code).toBe(4);
  });

  it('gives the same bytes with no thread, one or three', () => {
    const outs = ['0', '1', '3'].map((workers) => ({ ...json(poolsim(['run', 'edge.yaml', '--no-files', '--json', '--runs', '20', '--workers', workers]).out), host: null }));

    expect(outs[0]?.runs.seeds).toHaveLength(20);
    expect(JSON.stringify(outs[1])).toBe(JSON.stringify(outs[0]));
    expect(JSON.stringify(outs[2])).toBe(JSON.stringify(outs[0]));
  });

  it('leaves a promise without a confidence with the first run, and other files as they were', () => {
    const plain = json(poolsim(['run', write('plain.yaml', lively('failedShare(api) < 1%')), '--no-files', '--json']).out);

    expect(plain.runs).toBeUndefined();
    expect(json(poolsim(['run', 'held.yaml', '--no-files', '--json']).out).promises[1]).toEqual(plain.promises[0]);
  });
});

describe('poolsim verify with a confidence', { timeout: 120_000 }, () => {
  it('decides the promises of each file, and 1 beats 4 beats 0', () => {
    const codes = [['-'], ['held.yaml', 'edge.yaml'], ['edge.yaml', 'held.yaml', 'broken.yaml']].map((paths) => poolsim(['verify', ...paths, '--runs', '20', '--workers', '0'], lively('p99(api) < 200ms @95%')));

    expect(codes.map((ran) => ran.code)).toEqual([0, 4, 1]);
    expect(codes[2]?.out).toMatch(/\? edge\.yaml +0\/1 +– {2}20 runs\n {4}p99\(api\).*undecided/);
    expect(codes[2]?.out).toMatch(/✗ broken\.yaml +1\/2 +– {2}10 runs\n {4}p99\(api\) < 20ms @ 95%: observed mean/);
    expect(codes[2]?.out).toContain('3 scenarios · promises held 3/5, 1 undecided');
  });

  it('takes folders; 2 for a file that is no scenario beats 1, and the others are still told', () => {
    write('set/a.yaml', lively('p99(api) < 20ms @95%'));
    write('set/b.yaml', bad);
    const before = files();

    const ran = poolsim(['verify', 'set', '--json']);

    expect(ran.code).toBe(2);
    expect(ran.err).toContain('b.yaml:2:');
    expect(JSON.parse(ran.out)).toMatchObject({ bad: 1, scenarios: [{ file: 'set/a.yaml', runs: 10, promises: [{ held: false, verdict: 'failed', decision: { of: 'mean' } }] }] });
    expect(poolsim(['verify', 'nowhere'])).toMatchObject({ code: 3 });
    expect(poolsim(['verify', 'held.yaml', '--runs', '0']).code).toBe(2);
    expect(files()).toEqual(before);
  });
});
