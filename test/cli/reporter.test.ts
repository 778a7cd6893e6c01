/** `--reporter` through the built command: what goes to stdout, what to a file, and that a bad word leaves files alone. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bad, broken, good, workshop } from './built-cli.ts';

const { folder, write, poolsim, files } = workshop();
write('good.yaml', good);
write('broken.yaml', broken);
write('bad.yaml', bad);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('--reporter', { timeout: 120_000 }, () => {
  it('junit prints XML alone, the same bytes each time, with the exit code of the promises', () => {
    const [one, two] = [1, 2].map(() => poolsim(['verify', 'good.yaml', 'broken.yaml', '--reporter', 'junit']));

    expect(one).toMatchObject({ code: 1, err: '' });
    expect(one?.out).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="poolsim" tests="2" failures="1" errors="0" time="0">\n/);
    expect(one?.out).toContain('>broken.yaml:7:13  p50(api) &lt; 1ms: observed ');
    expect(two?.out).toBe(one?.out);
  });

  it('github prints the screen and then annotations at the line of the promise; a promise of --set has none', () => {
    const ran = poolsim(['run', 'broken.yaml', '--no-files', '--reporter', 'github', '--set', 'promises+=mean(api) < 1ms']);

    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/✗ p50\(api\) < 1ms[\s\S]*\n::error file=broken\.yaml,line=7,col=13,title=Did not hold%3A broken\.yaml::p50\(api\) < 1ms: observed/);
    expect(ran.out).toMatch(/\n::error file=broken\.yaml,title=Did not hold%3A broken\.yaml::mean\(api\) < 1ms: observed [^\n]*\n::notice title=poolsim::0 of 2 checks held in 1 scenario\n$/);
  });

  it('goes to a file beside the screen or the JSON', () => {
    const screen = poolsim(['run', 'good.yaml', '--no-files', '--reporter', 'junit', '--reporter-file', 'reports/r.xml']);
    const json = poolsim(['verify', 'good.yaml', '--json', '--reporter', 'github', '--reporter-file', 'reports/r.txt']);
    const text = poolsim(['verify', 'good.yaml', '--quiet', '--reporter', 'text', '--reporter-file', 'reports/screen.txt']);

    expect(screen).toMatchObject({ code: 0, err: '' });
    expect(screen.out).toContain('✓ failedShare(api) < 1%');
    expect(read('reports/r.xml')).toContain('<testsuite name="good.yaml" tests="1" failures="0" errors="0" skipped="0"');
    expect(JSON.parse(json.out)).toMatchObject({ bad: 0 });
    expect(read('reports/r.txt')).toBe('::notice title=poolsim::1 of 1 checks held in 1 scenario\n');
    expect(text.out).toBe('');
    expect(read('reports/screen.txt')).toContain('1 scenario · promises held 1/1');
    expect(poolsim(['verify', 'good.yaml', '--reporter', 'json']).out).toBe(json.out);
  });

  it('tells every problem of a bad file at its line', () => {
    const ran = poolsim(['run', 'bad.yaml', '--reporter', 'github', '--no-files']);

    expect(ran.code).toBe(2);
    expect(ran.out).toMatch(/^::error file=bad\.yaml,line=2,col=\d+,title=Could not be checked%3A bad\.yaml::reading: run\.length: /);
    expect(ran.err).toContain('nothing was run');
  });

  it('of compare fails what is worse beyond doubt', () => {
    const ran = poolsim(['compare', 'good.yaml', '--with', 'pools.main.max=1', '--with', 'traffic.api.rate=90/s', '--runs', '10', '--no-files', '--reporter', 'junit']);

    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/<testcase classname="good\.yaml with pools\.main\.max=1[^"]* against good\.yaml" name="p99 of api" time="0">\n {6}<failure type="did not hold" message="[\d.]+ ms in A, [\d.]+ ms in B \([^"]* more\): worse">/);
  });

  it.each([
    [['run', 'good.yaml', '--json', '--reporter', 'junit', '--out', 'kept'], /both want stdout/],
    [['run', 'good.yaml', '--reporter-file', 'kept/r.xml'], /add --reporter junit/],
    [['verify', 'good.yaml', '--reporter', 'xml'], /reporter/],
    [['run', 'good.yaml', '--metrics', '-', '--reporter', 'github', '--no-files'], /both want stdout/],
  ])('refuses %j and leaves old files alone', (words, says) => {
    write('kept/r.xml', 'old');
    const before = files();

    const ran = poolsim(words);

    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(says);
    expect(files()).toEqual(before);
    expect(read('kept/r.xml')).toBe('old');
  });
});

describe('poolsim sweep --slo', { timeout: 60_000 }, () => {
  const swept = (slo: string, ...more: string[]): number | null => poolsim(['sweep', 'good.yaml', '--vary', 'pools.main.max=1,3', '--runs', '3', '--no-files', '--slo', slo, ...more]).code;

  it('ends with 0 when some point meets it, with 1 when none does; without --slo broken promises do not matter', () => {
    expect([swept('p99(api) < 10s'), swept('p99(api) < 2ms')]).toEqual([0, 1]);
    expect(poolsim(['sweep', 'broken.yaml', '--vary', 'pools.main.max=1,3', '--no-files']).code).toBe(0);
  });
});
