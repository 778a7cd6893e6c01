/** What a script can rely on: exit codes, what is printed where, and that bad input leaves the disk alone. */

import { describe, expect, it } from 'vitest';
import { bad, broken, good, workshop } from './built-cli.ts';

const { write, poolsim, files } = workshop();
write('good.yaml', good);
write('broken.yaml', broken);
write('bad.yaml', bad);
const before = files();

describe('poolsim run', { timeout: 60_000 }, () => {
  it('ends with 0 when every promise held', () => {
    const ran = poolsim(['run', 'good.yaml', '--no-files']);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('✓ failedShare(api) < 1%');
  });

  it('ends with 1 when a promise failed, and shows the observed value', () => {
    const ran = poolsim(['run', 'broken.yaml', '--no-files']);

    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toMatch(/✗ p50\(api\) < 1ms\s+\d/);
  });

  it('ends with 2 on a bad scenario, tells every problem with its line on stderr, and writes nothing', () => {
    const ran = poolsim(['run', 'bad.yaml']);

    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(/bad\.yaml:2:\d+ {2}run\.length/);
    expect(ran.err).toMatch(/bad\.yaml:4:\d+ {2}pools\.main\.kind: .*"plain"/);
    expect(ran.err).toMatch(/bad\.yaml:6:\d+ {2}traffic\.api\.rat: .*"rate"/);
    expect(files()).toEqual(before);
  });

  it.each([[[], 'Which command'], [['rnu', 'good.yaml'], '"run"'], [['run'], 'needs the name of a file'], [['run', 'good.yaml', '--sed', '4'], '"--seed"'],
    [['run', 'good.yaml', 'more.yaml'], 'one word too many'], [['run', 'good.yaml', '--seed'], 'needs a value'], [['run', 'good.yaml', '--runs', '0'], '--runs'],
    [['run', 'good.yaml', '--width', 'wide'], '--width'], [['run', 'good.yaml', '--json', '--metrics', '-'], 'stdout']])('ends with 2 on a slip of the tongue: %j', (words, says) => {
    const ran = poolsim(words);

    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(says);
    expect(files()).toEqual(before);
  });

  it('ends with 2 on an override that does not fit', () => {
    const ran = poolsim(['run', 'good.yaml', '--no-files', '--set', 'pools.mian.max=3']);

    expect(ran.code).toBe(2);
    expect(ran.err).toContain('main');
  });

  it('ends with 3 on a scenario that is not there or is a folder', () => {
    expect(poolsim(['run', 'none.yaml'])).toMatchObject({ code: 3, out: '', err: 'cannot read none.yaml: there is no such file or folder\n' });
    expect(poolsim(['run', '.'])).toMatchObject({ code: 3, out: '', err: 'cannot read .: it is a folder, not a file\n' });
    expect(files()).toEqual(before);
  });

  it('ends with 4 when the runs do not agree and their interval lies on both sides of the limit', () => {
    const p50 = JSON.parse(poolsim(['run', 'good.yaml', '--no-files', '--json', '--runs', '5', '--set', 'routes.read=[{query: {pool: main, cpu: {exponential: 2ms}, blocked: {exponential: 8ms}}}]']).out) as { runs: { figures: { name: string; interval: { mean: number } }[] } };
    const mean = p50.runs.figures.find((figure) => figure.name === 'api p99')?.interval.mean ?? 0;
    write('edge.yaml', good.replace('cpu: 2ms, blocked: 8ms', 'cpu: { exponential: 2ms }, blocked: { exponential: 8ms }').replace('failedShare(api) < 1%', `p99(api) < ${mean.toFixed(4)}ms`));

    const ran = poolsim(['run', 'edge.yaml', '--no-files', '--runs', '5']);

    expect(ran.code).toBe(4);
    expect(ran.out).toContain('inconclusive');
  });
});

describe('poolsim run --json', { timeout: 60_000 }, () => {
  it('prints one JSON object on stdout and nothing else', () => {
    const ran = poolsim(['run', 'good.yaml', '--json', '--no-files']);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(ran.out)).toMatchObject({ version: 'poolsim-result/1', seed: 3, scenario: { title: 'A quiet minute', file: 'good.yaml' }, promises: [{ held: true }] });
  });

  it('is the same, byte for byte, in two runs, but for the host', () => {
    const [one, two] = [1, 2].map(() => ({ ...(JSON.parse(poolsim(['run', 'good.yaml', '--json', '--no-files']).out) as object), host: null }));

    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  });

  it('has the host beside the result', () => {
    expect(JSON.parse(poolsim(['run', 'good.yaml', '--json', '--no-files']).out)).toMatchObject({ host: { node: process.versions.node, wallMs: expect.any(Number), eventsPerS: expect.any(Number), rssMb: expect.any(Number) } });
  });
});

describe('the words of poolsim run', { timeout: 60_000 }, () => {
  it('change the seed and the scenario', () => {
    const result = JSON.parse(poolsim(['run', 'good.yaml', '--json', '--no-files', '--seed', '8', '--set', 'pools.main.max=7', '--set', 'traffic.api.rate=10/s']).out) as { seed: number; pools: { main: { max: number } }; classes: { api: { arrived: number } } };

    expect(result.seed).toBe(8);
    expect(result.pools.main.max).toBe(7);
    expect(result.classes.api.arrived).toBeLessThan(1000);
  });

  it('read a scenario from stdin', () => {
    expect(poolsim(['run', '-', '--no-files'], good).code).toBe(0);
    expect(poolsim(['run', '-', '--no-files'], bad).err).toContain('stdin:2:');
    // Lists of files know it too: yargs drops the word from them.
    for (const command of ['lint', 'verify']) {
      const ran = poolsim([command, '-'], bad);
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('stdin:2:')]);
    }
  });

  it('print nothing with --quiet, and metrics on stdout with --metrics -', () => {
    expect(poolsim(['run', 'good.yaml', '--no-files', '--quiet'])).toMatchObject({ code: 0, out: '', err: '' });
    expect(poolsim(['run', 'good.yaml', '--no-files', '--metrics', '-']).out).toMatch(/^# /);
  });

  it('replicate with the seeds that follow, and count in how many runs each promise held', () => {
    const ran = poolsim(['run', 'good.yaml', '--no-files', '--runs', '3']);

    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Over 3 runs (seeds 3 to 5)');
    expect(ran.out).toMatch(/api throughput +\d+\.\d ± \d/);
    expect(ran.out).toMatch(/✓ failedShare\(api\) < 1% +held in 3 of 3 runs/);
  });
});
