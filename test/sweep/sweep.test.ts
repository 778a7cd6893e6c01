/** A sweep as a library function: the runs it makes are those of `simulate`, on the same seeds everywhere, and its figures are their means with intervals. */

import { describe, expect, it } from 'vitest';
import { readScenario, simulate, sweep, sweepPictures, type SweepResult, type SweepSource } from '../../src/index.ts';
import { withVerdicts } from '../../src/report/sweep/verdict.ts';
import { tInterval } from '../../src/stats/confidence.ts';

const text = `scenario: A pool
run: { length: 40s, measureFrom: 5s, seed: 11 }
databases: { primary: { kind: postgresql, cores: 4, maxConnections: 60, roundTrip: 0ms, contention: none } }
pools: { main: { kind: pg-pool, database: primary, max: 8, connectionTimeoutMillis: 2s } }
apps: { web: { instances: 2, pools: [ main ] } }
routes:
  read: [ { query: { pool: main, cpu: { exponential: 5ms }, blocked: { exponential: 20ms } } } ]
traffic:
  api: { route: read, rate: 150/s }
promises: [ "p99(api) < 200ms" ]
`;
const source: SweepSource = { text, file: null };

function swept(of: SweepSource, vary: readonly string[], runs = 1, seed?: number): SweepResult {
  const outcome = sweep(of, { vary, runs, ...(seed === undefined ? {} : { seed }) });
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.result;
}

const problems = (vary: readonly string[], of = source): string => {
  const outcome = sweep(of, { vary });
  return outcome.ok ? '' : outcome.problems.join('\n');
};

function runOf(set: string, seed: number) {
  const read = readScenario({ text, file: null, files: () => ({ problem: '' }), set: [set] });
  if (!read.ok) throw new Error('bad');
  return simulate(read.scenario, { seed });
}

describe('a sweep', { timeout: 60_000 }, () => {
  it('has the mean and the interval of the runs that simulate makes with the same seeds', () => {
    const result = swept(source, ['pools.main.max=2,6'], 3);

    const p99 = [11, 12, 13].map((seed) => runOf('pools.main.max=6', seed).classes.api?.latencyMs.p99 ?? Number.NaN);
    const { mean, halfWidth } = tInterval(p99);
    expect(result.seeds).toEqual([11, 12, 13]);
    expect(result.points[1]?.values).toEqual(['6']);
    expect(result.points[1]?.classes.api?.p99Ms).toEqual({ mean, low: mean - (halfWidth ?? 0), high: mean + (halfWidth ?? 0), runs: 3 });
  });

  it('sends the same arrivals to every point of a seed', () => {
    const result = swept(source, ['pools.main.max=2..6'], 3);

    expect(new Set(result.points.map((point) => point.classes.api?.arrived?.mean)).size).toBe(1);
  });

  it('makes a grid with the first axis running fastest, and a line for each combination of the others', () => {
    const result = swept(source, ['pools.main.max=2,4,6', 'traffic.api.rate=50/s,100/s']);

    expect(result.points.map((point) => point.values)).toEqual([['2', '50/s'], ['4', '50/s'], ['6', '50/s'], ['2', '100/s'], ['4', '100/s'], ['6', '100/s']]);
    expect(result.lines.map((line) => [line.others, line.points])).toEqual([[['50/s'], [0, 1, 2]], [['100/s'], [3, 4, 5]]]);
    expect(result.axes[0]?.pool).toEqual({ name: 'main', sizes: [2, 4, 6] });
    expect(result.axes[1]?.pool).toBeNull();
  });

  it('takes maximumPoolSize for what the kind itself calls its size', () => expect(swept(source, ['pools.main.maximumPoolSize=2,3']).axes[0]?.paths).toEqual(['pools.main.max']));

  it('finds the smallest size that keeps the promise, the best one, and that starving is worse', () => {
    const result = swept(source, ['pools.main.max=1..6'], 4);

    const [line] = result.lines;
    // 150/s × 25 ms over two instances: Little's floor 1.9 each.
    expect(line?.marks.find((mark) => mark.id === 'littlesFloor')?.size).toBeCloseTo(1.875, 9);
    expect(line?.marks.find((mark) => mark.id === 'fleetCeiling')?.size).toBe(28);
    expect(line?.marks.find((mark) => mark.id === 'knee')?.size).toBeCloseTo(10, 9);
    expect(line?.marks.find((mark) => mark.id === 'coresRule')?.size).toBeCloseTo(4.5, 9);
    expect(line?.tooSmall).toContain(0);
    expect(line?.tooLarge).toEqual([]);
    expect(result.points[line?.smallestMeeting ?? -1]?.promises[0]).toMatchObject({ verdict: 'held', heldIn: 4 });
    expect(result.points[(line?.smallestMeeting ?? 0) - 1]?.promises[0]?.verdict).not.toBe('held');
    expect(line?.verdict.join(' ')).toMatch(/smallest max that keeps the promise p99\(api\) < 200ms is \d+/);
  });

  it('repeats each point until its figures are as precise as asked for, or to the cap', () => {
    const outcome = sweep(source, { vary: ['pools.main.max=2,6'], precision: 0.06, runs: 30 });

    const points = outcome.ok ? outcome.result.points : [];
    expect(points.map((point) => point.runs)).toEqual(points.map((point) => point.classes.api?.p99Ms?.runs));
    for (const point of points) {
      const p99 = point.classes.api?.p99Ms;
      expect(point.runs).toBeGreaterThanOrEqual(10);
      expect(point.runs === 30 || ((p99?.high ?? 0) - (p99?.low ?? 0)) / 2 <= 0.06 * (p99?.mean ?? 0)).toBe(true);
    }
    expect(new Set(points.map((point) => point.runs)).size).toBe(2);
    expect(outcome.ok && outcome.result.seeds.length).toBe(Math.max(...points.map((point) => point.runs)));
  });

  it('says what is wrong with a path or a value and what would be right', () => {
    expect(problems(['pools.mian.max=2,3'])).toMatch(/^--vary pools\.mian\.max=2 {2}there is no "mian" in pools\. Did you mean "main"/);
    expect(problems(['pools.main.maxx=2..9'])).toMatch(/^--vary pools\.main\.maxx=2 {2}unknown key "maxx"\. Did you mean "max"[^\n]*$/);
    expect(problems(['traffic.api.rate=80,110/s'])).toMatch(/^--vary traffic\.api\.rate=80 {2}"80" has no unit: write 80\/s/);
    expect(problems(['run.seed=1..3'])).toMatch(/--runs/);
    expect(problems(['pool.main.max=1..3'])).toMatch(/Did you mean "pools"/);
    expect(problems(['pools.main.kind=hikaricp,pg-pool'])).toMatch(/scenario:\d+:\d+ {2}pools\.main\.max: unknown key[^\n]*\n.*with --vary pools\.main\.kind=hikaricp: alone, the file has no such mistake.*--vary 'pools\.main=\{ kind: … \},\{ kind: … \}'/s);
    expect(problems(['pools.main.max=1..9', 'pools.main.maximumPoolSize=1..9'])).toMatch(/varied twice/);
    expect(problems(['pools.main.max=1..900', 'run.length=1s..900s:1s'])).toMatch(/810000 points: at most 100000/);
    expect(problems([])).toMatch(/nothing to vary/);
    expect(problems(['pools.main.max=2'], { text: text.replace('rate:', 'rat:'), file: 'x.yaml' })).toMatch(/x\.yaml:\d+:\d+ {2}traffic\.api\.rat|x\.yaml:\d+:\d+ {2}traffic\.api: /);
  });

  it('puts the values in order, whatever order they were written in, so that the smallest is the smallest', () => {
    const [mixed, sorted] = [swept(source, ['pools.main.max=6,1,3'], 2), swept(source, ['pools.main.max=1,3,6'], 2)];

    expect(mixed.points.map((point) => point.values[0])).toEqual(['1', '3', '6']);
    expect({ ...mixed.lines[0], verdict: [] }).toEqual({ ...sorted.lines[0], verdict: [] });
  });

  it('says so where nothing is served at any value, and draws no best one', () => {
    const lost = swept({ text: text.replace('exponential: 20ms', 'exponential: 20s').replace('connectionTimeoutMillis: 2s', 'connectionTimeoutMillis: 20ms').replace('rate: 150/s }', 'rate: 150/s, patience: 1ms }'), file: null }, ['pools.main.max=2..4', 'traffic.api.rate=100/s,150/s'], 2);

    expect(lost.points.every((point) => point.classes.api?.failedShare?.mean === 1 && point.classes.api.p99Ms === null)).toBe(true);
    expect(withVerdicts(lost).lines[0]?.verdict.join(' ')).toContain('No max that was tried serves a single request of api');
    expect(sweepPictures(lost).map(({ id }) => id)).toEqual(['sweep-size', 'sweep-heat']);
    expect(JSON.stringify(sweepPictures(lost)[1]?.spec)).toContain('"data":{"values":[]}');
  });

  it('shows the closed form beside the points where there is one, and the simulation agrees with it', () => {
    const core = text.replace('kind: pg-pool, database: primary, max: 8, connectionTimeoutMillis: 2s', 'kind: plain, database: primary, max: 8').replace('instances: 2', 'instances: 1')
      .replace('length: 40s', 'length: 10m').replace(', blocked: { exponential: 20ms }', '').replace('exponential: 5ms', 'exponential: 20ms');
    const result = swept({ text: core, file: null }, ['pools.main.max=4,6'], 8);

    for (const point of result.points) {
      const [seen, said] = [point.classes.api?.meanMs, point.preview];
      const half = ((seen?.high ?? 0) - (seen?.low ?? 0)) / 2;
      expect(said).toMatchObject({ exact: true, class: 'api', failedShare: 0 });
      expect(Math.abs((seen?.mean ?? 0) - (said?.meanMs ?? 0))).toBeLessThan(3 * half);
      expect(Math.abs((point.classes.api?.p99Ms?.mean ?? 0) / (said?.p99Ms ?? 1) - 1)).toBeLessThan(0.06);
    }
    expect(swept({ text: core, file: null }, ['traffic.api.rate=150/s,250/s']).points[1]?.preview?.model).toMatch(/cannot keep up/);
  });
});
