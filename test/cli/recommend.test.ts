/** `poolsim recommend` as users run it: the same bytes for any number of threads, nothing lost after kill -9, exit codes that say how it ended, and old files safe from bad words. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recommend } from '../../src/index.ts';
import { bad, good, workshop } from './built-cli.ts';

const { folder, write, poolsim, start, files } = workshop();
/** A pool of which four connections are needed, and more than twenty are too many for the two cores. */
const busy = `scenario: A busy minute
run: { length: 30s, measureFrom: 5s, seed: 3 }
databases: { primary: { kind: plain, cores: 2, contention: { law: hyperbolic, k: 0.08 } } }
pools: { main: { kind: plain, database: primary, max: 5, acquireTimeout: 300ms } }
routes: { read: [ { query: { pool: main, cpu: { exponential: 20ms }, blocked: { exponential: 15ms } } } ] }
traffic: { api: { route: read, rate: 75/s } }
promises: [ "failedShare(api) < 5%" ]
`;
write('busy.yaml', busy);
write('good.yaml', good);
write('bad.yaml', bad);
const sizes = ['--vary', 'pools.main.max=1..8', '--runs', '20'];
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const runsIn = (name: string): number => (existsSync(join(folder, name)) ? read(name).split('\n').length - 2 : 0);

describe('poolsim recommend', { timeout: 120_000 }, () => {
  it('prints the same bytes with no thread, one or three, and they are those of the library', () => {
    const outs = ['0', '1', '3'].map((workers) => poolsim(['recommend', 'busy.yaml', ...sizes, '--workers', workers, '--no-files', '--json']));

    expect(outs.map((ran) => [ran.code, ran.err])).toEqual([[0, ''], [0, ''], [0, '']]);
    expect(outs[1]?.out).toBe(outs[0]?.out);
    expect(outs[2]?.out).toBe(outs[0]?.out);
    const library = recommend({ text: busy, file: 'busy.yaml' }, { vary: 'pools.main.max=1..8', runs: 20 });
    expect(JSON.parse(outs[0]?.out ?? '')).toEqual(JSON.parse(JSON.stringify(library.ok ? library.result : library)));
  });

  it('answers first, then shows the sizes, what speaks against it and the rules of thumb, and writes it all down', () => {
    const ran = poolsim(['recommend', 'busy.yaml', ...sizes, '--out', 'made', '--width', '110']);
    const lines = ran.out.split('\n');

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(lines[0]).toBe('A busy minute: which max keeps failedShare(api) < 5%?');
    expect(ran.out).toMatch(/▸ A max of \d is enough: the smallest that keeps failedShare\(api\) < 5%, with 95 % confidence/);
    expect(ran.out).toMatch(/▸ Of all sizes 1 to \d fails?, \d (to 8 )?fits?/);
    for (const title of ['What speaks against it:', 'Rules of thumb:', 'How it came about:', 'What this does not say:']) expect(lines).toContain(title);
    expect(ran.out).toMatch(/\+2 while the wait is above 10 ms → \d/);
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(110);
    expect(files().filter((name) => name.startsWith('made/'))).toEqual(['made/charts/recommend-cost.svg', 'made/charts/recommend-region.svg', 'made/journal.jsonl', 'made/recommend.csv', 'made/recommend.json', 'made/recommend.md']);
    expect(read('made/recommend.csv').split('\n')).toHaveLength(10);
    expect(read('made/recommend.md')).toContain('![Of all sizes');
    expect(read('made/charts/recommend-region.svg')).toContain('fits');
    expect(runsIn('made/journal.jsonl')).toBe(JSON.parse(read('made/recommend.json')).effort.runs);
  });

  it('ends with 1 where no size will do and with 4 where it is open', () => {
    const none = poolsim(['recommend', 'busy.yaml', ...sizes, '--slo', 'p50(api) < 10ms', '--no-files']);
    const open = poolsim(['recommend', 'busy.yaml', '--vary', 'pools.main.max=3..5', '--slo', 'mean(api) < 73ms', '--slo', 'p99(api) < 1s', '--runs', '10', '--zone', '0%', '--confidence', '99.9', '--no-files']);

    expect(none.code).toBe(1);
    expect(none.out).toMatch(/▸ No max from 1 to 8 keeps p50\(api\) < 10ms/);
    expect(open.code).toBe(4);
    expect(open.out).toMatch(/▸ Inconclusive after 10 runs: whether max \d/);
  });

  it('goes on after kill -9 and with more runs, with nothing computed twice, to the same bytes', async () => {
    const words = ['recommend', 'busy.yaml', ...sizes, '--set', 'run.length=90s', '--workers', '2', '--no-charts', '--out'];
    const whole = poolsim([...words, 'whole']);
    const child = start([...words, 'killed']);
    const end = new Promise((resolve) => child.on('close', resolve));
    for (let waited = 0; waited < 60_000 && runsIn('killed/journal.jsonl') < 12; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await end;
    const kept = runsIn('killed/journal.jsonl');

    const resumed = poolsim([...words, 'killed', '--resume']);

    expect(whole.code).toBe(0);
    expect(kept).toBeGreaterThan(11);
    expect(resumed).toMatchObject({ code: 0, err: `poolsim: ${kept} runs were done before\n` });
    for (const name of ['recommend.json', 'recommend.csv', 'recommend.md']) expect(read(`killed/${name}`)).toBe(read(`whole/${name}`));
    expect(runsIn('killed/journal.jsonl')).toBe(runsIn('whole/journal.jsonl'));
  });

  it('takes the pool and its range by itself, and leaves everything alone when a word or the scenario is wrong', () => {
    const before = files();
    const slo = ['--slo', 'p99(api) < 250ms'];

    expect(poolsim(['recommend', 'good.yaml', '--no-files', '--json', '--workers', '0'])).toMatchObject({ code: 0, out: expect.stringContaining('"paths":["pools.main.max"]') });
    expect(poolsim(['recommend', 'good.yaml', '--slo', 'p99(apy) < 1s'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "api"') });
    expect(poolsim(['recommend', 'good.yaml', ...slo, '--vary', 'pools.main.mx=1..4'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "max"') });
    expect(poolsim(['recommend', 'good.yaml', ...slo, '--vary', 'pools.main.max=1..4', '--vary', 'traffic.api.rate=1/s,2/s'])).toMatchObject({ code: 2, err: expect.stringContaining('chooses along one axis') });
    expect(poolsim(['recommend', 'good.yaml', ...slo, '--runs', '2'])).toMatchObject({ code: 2, err: expect.stringContaining('runs must be a whole number from 5') });
    expect(poolsim(['recommend', 'good.yaml', ...slo, '--confidence', '20%'])).toMatchObject({ code: 2 });
    expect(poolsim(['recommend', 'good.yaml', ...slo, '--resume', '--no-files'])).toMatchObject({ code: 2 });
    expect(poolsim(['recommend', 'good.yaml', ...slo, '--sloo', 'x'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "--slo"') });
    expect(poolsim(['recommend', 'bad.yaml', ...slo]).code).toBe(2);
    expect(poolsim(['recommend', 'nowhere.yaml', ...slo]).code).toBe(3);
    expect(poolsim(['recomend', 'good.yaml'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean "recommend"') });
    expect(poolsim(['recommend', '--help']).out).toContain('--confidence');
    expect(poolsim(['explain', 'recommend']).out).toContain('Kim & Nelson');
    expect(files()).toEqual(before);
  });
});
