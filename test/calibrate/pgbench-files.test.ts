/** Genuine files of pgbench 15.18: what it printed and what it logged, joined; the kinds of run that are left out; and broken ones, each told with its line. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gathered } from '../../src/calibrate/gather.ts';
import type { InputFile } from '../../src/calibrate/observation.ts';
import { pgbenchLog, runOfLog } from '../../src/calibrate/pgbench-log.ts';
import { pgbenchRuns } from '../../src/calibrate/pgbench-output.ts';

const here = (folder: string): InputFile[] => readdirSync(fileURLToPath(new URL(folder, import.meta.url)), { withFileTypes: true })
  .filter((entry) => entry.isFile()).map(({ name }) => ({ name, text: readFileSync(new URL(`${folder}/${name}`, import.meta.url), 'utf8') }));
const all = { columns: {}, where: [] };
const odd = (name: string): string => readFileSync(new URL(`odd/${name}`, import.meta.url), 'utf8');

describe('a folder of pgbench files', () => {
  it('reads each output once, with its clients, rate and latency as they are printed', () => {
    const { observations, slips } = gathered(here('pgbench'), all);

    expect(slips).toEqual([]);
    expect(observations.map(({ clients }) => clients)).toEqual([1, 2, 4, 8, 16]);
    expect(observations.find(({ clients }) => clients === 8)).toMatchObject({ perS: 110.769190, latencyMs: 72.222, workload: 'burn.sql', from: 'burn-c8.out:2' });
  });

  it('takes the rate of a run that was also logged from the log, and counts it once', () => {
    const { observations, notes } = gathered([...here('pgbench'), ...here('pgbench/logs')], all);

    expect(observations).toHaveLength(5);
    expect(notes.join()).toMatch(/5 runs were printed and logged/);
    for (const one of observations) {
      expect(one.percentilesMs!.p50).toBeLessThan(one.percentilesMs!.p99);
      // All clients are always busy in the window, so Little's law holds in it by its making; the printed mean is near.
      expect(one.latencyMs! * one.perS).toBeCloseTo(1000 * one.clients, 6);
      const printed = gathered(here('pgbench'), all).observations.find(({ clients }) => clients === one.clients)!;
      expect(Math.abs(one.perS / printed.perS - 1)).toBeLessThan(0.05);
    }
  });

  it('reads the threads of one run together, and logs alone too', () => {
    const { observations } = gathered(here('pgbench/logs'), all);

    expect(observations.map(({ clients }) => clients)).toEqual([1, 2, 4, 8, 16]);
    expect(['x/pgbench_log.123', 'x/pgbench_log.123.1', 'a.b/log.7', 'notes.txt'].map(runOfLog)).toEqual(['x/pgbench_log.123', 'x/pgbench_log.123', 'a.b/log.7', null]);
  });

  it('reads several runs that follow each other in one file, and -r statement latencies without \\set', () => {
    const { runs } = pgbenchRuns('all.txt', odd('tpcb.out') + odd('two-c4.out'));

    expect(runs.map(({ observation }) => [observation.workload, observation.clients, observation.perS])).toEqual([['<builtin: TPC-B (sort of)>', 4, 1457.952525], ['two.sql', 4, 197.721646]]);
    const { statements } = gathered([{ name: 'a', text: odd('tpcb.out') }], all);
    expect(statements.map(({ ms }) => ms)).toEqual([0.178, 0.238, 0.266, 0.619, 0.921, 0.270, 0.230]);
  });

  it('reads the outputs of older releases, taking the rate without connecting', () => {
    const { runs } = pgbenchRuns('old.txt', 'transaction type: <builtin: select only>\nnumber of clients: 10\nnumber of transactions actually processed: 10000/10000\nlatency average = 1.5 ms\ntps = 6543.2 (including connections establishing)\ntps = 6667.1 (excluding connections establishing)\n');

    expect(runs[0]!.observation).toMatchObject({ clients: 10, perS: 6667.1, latencyMs: 1.5 });
  });
});

describe('runs that are no closed loop', () => {
  it.each([['reconnect.out', /-C\): left out/], ['throttled.out', /-R\).*left out/], ['rate.18013', /-R, a schedule lag.*left out/], ['aggregated.17996', /aggregated.*left out/]])('%s is left out with a word', (name, why) => {
    const { observations, notes, slips } = gathered([{ name, text: odd(name) }], all);

    expect([observations, slips]).toEqual([[], []]);
    expect(notes.join()).toMatch(why);
  });
  it('a sampled log and a log too short for a window are left out with a word', () => {
    const sampled = pgbenchLog([{ name: 'l.1', text: '0 10 500 0 1700000000 100\n0 20 500 0 1700000001 100\n0 30 500 0 1700000002 100\n' }]);
    const short = pgbenchLog([{ name: 'l.2', text: '0 1 500 0 1700000000 100\n1 1 500 0 1700000001 100\n' }]);

    expect(sampled.notes.join()).toMatch(/3 of 30 transactions.*sampling-rate/);
    expect(short.notes.join()).toMatch(/too short/);
  });
  it('says when the rate still changes while a run goes on', () => {
    const progress = [100, 100, 180, 190].map((rate, i) => `progress: ${i + 1}.0 s, ${rate}.0 tps, lat 1 ms stddev 1\n`).join('');

    expect(pgbenchRuns('p', `${progress}transaction type: x\nnumber of clients: 4\ntps = 150.0 (without initial connection time)\n`).notes.join()).toMatch(/from 100 to 185\/s/);
  });
});

describe('broken files', () => {
  it.each([
    ['a run that did not end', 'transaction type: x\nnumber of clients: 4\nlatency average = 2 ms\n', 1, /4 clients has no line "tps/],
    ['a run without a transaction', 'transaction type: x\nnumber of clients: 4\ntps = 0.000000 (without initial connection time)\n', 1, /no transactions/],
    ['an output cut at its head', 'latency average = 2 ms\ntps = 12.0 (without initial connection time)\n', 1, /names no "number of clients"/],
  ])('%s is told with its line', (_, text, line, says) => {
    expect(pgbenchRuns('f.out', text).slips).toMatchObject([{ file: 'f.out', line, says: expect.stringMatching(says) }]);
  });
  it('a log with a line that is none tells which', () => {
    const { slips } = pgbenchLog([{ name: 'l.9', text: '0 1 500 0 1700000000 100\n0 2 fast 0 1700000000 900\n0 3 500\n' }]);

    expect(slips).toMatchObject([{ file: 'l.9', line: 2, says: expect.stringMatching(/the time is "fast"/) }, { line: 3, says: expect.stringMatching(/six whole numbers; found "0 3 500"/) }]);
  });
});
