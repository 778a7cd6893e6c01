/** What a run says of its beginning: enough, too short, not settled, or a story with an end. */

import { describe, expect, it } from 'vitest';
import { readScenario, type RunResult, simulate, summary } from '../../src/index.ts';

/** A pool of ten with holds of 100 ms: 100/s is full load. */
function run(more: string, set: readonly string[] = []): RunResult {
  const read = readScenario({ file: null, set, files: () => ({ problem: 'none' }), text: `
scenario: Beginning
run: { length: 5m, seed: 3 }
databases: { db: { kind: plain } }
pools: { main: { kind: plain, database: db, max: 10 } }
routes: { read: [ { query: { pool: main, cpu: { exponential: 100ms } } } ] }
${more}` });
  if (!read.ok) throw new Error(read.problems.map((one) => one.says).join('\n'));
  return simulate(read.scenario);
}

const traffic = (rate: number): string => `traffic: { api: { route: read, rate: ${rate}/s } }`;
const line = (result: RunResult): string | undefined => summary(result, { width: 200, colour: false }).split('\n').find((one) => one.startsWith('warm-up: '));

describe('the beginning of a run', () => {
  it('does not matter where the load is light, and then nothing is said of it', () => {
    const result = run(traffic(50));

    expect(result.warmUp).toMatchObject({ verdict: 'enough', because: null, wouldDoS: null });
    expect(line(result)).toBeUndefined();
  });

  it('is remembered for ten relaxation times where the load is heavy; with so much left out it is enough', () => {
    const [short, enough] = [run(traffic(90)), run(traffic(90), ['run.measureFrom=1m'])];

    // 1/(sqrt(100) - sqrt(90))^2 is 3.8 s at the nominal load.
    expect(short.warmUp).toMatchObject({ verdict: 'tooShort', wouldDoS: 60 });
    expect(short.warmUp.floorS).toBeGreaterThan(25);
    expect(short.warmUp.floorS).toBeLessThan(60);
    expect(line(short)).toMatch(/^warm-up: .* measuring begins at 0 ms: run\.measureFrom: 60s would do$/);
    expect(enough.warmUp.verdict).toBe('enough');
  });

  it('shows in the series where the system fills slowly: patient callers at overload', () => {
    const result = run(traffic(120), ['pools.main.acquireTimeout=5s']);

    // The line grows by 20/s until callers wait 5 s: some 25 s.
    expect(result.warmUp).toMatchObject({ verdict: 'tooShort', pool: 'main', floorS: 25 });
    expect(result.warmUp.wouldDoS).toBeGreaterThanOrEqual(result.warmUp.settledFromS ?? 0);
    expect(result.warmUp.settledFromS).toBeGreaterThanOrEqual(15);
    expect(result.warmUp.settledFromS).toBeLessThanOrEqual(40);
  });

  it('has no end where the line only grows, and none is advised', () => {
    const result = run(traffic(120));

    expect(result.warmUp).toMatchObject({ verdict: 'terminating', because: 'overload', wouldDoS: null });
    expect(line(result)).toMatch(/^warm-up: the line only grows, so there is no steady state/);
  });

  it('is part of a story with an end, of which nothing is said', () => {
    const cron = run(`${traffic(50)}\ncron: { job: { route: read, at: [ 1m ] } }`);
    const incident = run(`${traffic(50)}\nincidents: [ { at: 1m, resize: { pool: main, to: 12 } } ]`);
    const changing = run('traffic: { api: { route: read, rate: [ { from: 0s, rate: 20/s }, { from: 2m, rate: 60/s } ] } }');

    expect([cron, incident, changing].map(({ warmUp }) => [warmUp.verdict, warmUp.because])).toEqual([['terminating', 'cron'], ['terminating', 'incidents'], ['terminating', 'changingLoad']]);
    expect([cron, incident, changing].map(line)).toEqual([undefined, undefined, undefined]);
  });

  it('is longer than half of a run that is too short for its load', () => {
    const result = run(traffic(97));

    expect(result.warmUp).toMatchObject({ verdict: 'unsettled', wouldDoS: null });
    expect(line(result)).toMatch(/needs more than half of this run to settle/);
  });
});
