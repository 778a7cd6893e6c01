/** Why a larger pool does not help: what a job takes and the traffic needs beside it, by Little's law, and by whom the traffic waited for in the runs. */

import { describe, expect, it } from 'vitest';
import { sweep, type SweepResult, sweepPictures, sweepText, toSvg } from '../../src/index.ts';

/** A report that scans for two seconds on some threads, one after another for the first half of a minute; 50/s × 40 ms need 2 connections, 3.6 while it scans. */
const text = `scenario: A report shares the pool
run: { starts: "2024-06-15T22:59:50", zone: UTC, length: 50s, seed: 5 }
databases: { primary: { kind: postgresql, cores: 4, maxConnections: 90, connect: 5ms, roundTrip: 0ms } }
pools: { main: { kind: hikaricp, database: primary, maximumPoolSize: 6, connectionTimeout: 500ms } }
routes:
  read: [ { query: { pool: main, cpu: { exponential: 8ms }, blocked: { exponential: 32ms } } } ]
  scan: [ { query: { pool: main, blocked: 2s, acquireTimeout: 30s } } ]
traffic: { api: { route: read, arrivals: poisson, rate: 50/s } }
cron: { report: { route: scan, schedule: "0 23 * * SAT", threads: 2, repeat: 15, slows: { others: 2 } } }
`;

function swept(vary: string, set: readonly string[] = []): SweepResult {
  const outcome = sweep({ text, file: null, set }, { vary: [vary], runs: 2 });
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.result;
}
const verdict = (result: SweepResult): string => result.lines[0]?.verdict.join(' ') ?? '';

describe('a pool that a job shares', { timeout: 60_000 }, () => {
  const shared = swept('pools.main.maximumPoolSize=2,4,5,6,8');
  const grows = swept('pools.main.maximumPoolSize+cron.report.threads=2,4,8,16');

  it('needs what its traffic needs, slowed, and what the job holds itself', () => {
    expect(shared.points.map(({ needs }) => needs)).toEqual([2, 4, 5, 6, 8].map((has) => ({ pool: 'main', has, usual: 2, during: { job: 'report', traffic: expect.closeTo(3.6, 9), own: 2 } })));
    expect(verdict(shared)).toContain('While report runs, 5.6 connections are needed on average: 3.6 by the traffic (2 otherwise) and 2 that the job holds itself. Below 6 there are too few.');
    expect(shared.points.map((point) => (point.classes.api?.failedShare?.mean ?? 0) > 0.01)).toEqual([true, true, true, false, false]);
  });

  it('does not help by growing where the job grows with it, and the runs say for whom the traffic waited', () => {
    expect(grows.points.map(({ needs }) => needs?.during?.own)).toEqual([2, 4, 8, 16]);
    expect(verdict(grows)).toMatch(/Up to 16 a larger pool does not help by itself: while report runs, it takes every connection there is \(16 of 16\), and the traffic needs 3\.6 \(2 otherwise\) beside them\. No maximumPoolSize .* is enough\. In the runs at 16, [89]\d% of the waiting was for connections that report held\./);
    expect(Math.min(...grows.points.map((point) => point.classes.api?.failedShare?.mean ?? 0))).toBeGreaterThan(0.2);
  });

  it('is drawn as what there is against what is needed, under latency and failures, with the size of now marked', async () => {
    const [picture] = sweepPictures(grows);

    const spec = JSON.stringify(picture?.spec);
    expect(picture?.reads).toMatch(/^Up to 16 a larger pool does not help/);
    expect(spec).toContain('{"what":"needed by the traffic meanwhile","x":8,"from":8,"to":11.6}');
    expect(spec).toContain('{"what":"connections there are","x":8,"from":0,"to":8}');
    expect(await toSvg(picture?.spec ?? {})).toContain('now 6');
    expect(sweepText(grows, 100)).not.toContain('now 6');
  });

  it('has nothing to say where no job asks for more, and where what is varied is not its size', () => {
    for (const quiet of [swept('pools.main.maximumPoolSize=2,8', ['cron={}']), swept('pools.main.connectionTimeout=300ms,600ms')]) {
      expect(verdict(quiet)).not.toMatch(/report runs/);
      expect(JSON.stringify(sweepPictures(quiet)[0]?.spec)).not.toContain('connections there are');
    }
  });
});
