/** The pictures of a sweep: the right numbers at the right places, and specifications that render. */

import { describe, expect, it } from 'vitest';
import { sweep, sweepCsv, sweepPictures, type SweepResult, sweepText, toSvg } from '../../src/index.ts';

const text = `scenario: Two classes
run: { length: 30s, measureFrom: 5s, seed: 5 }
databases: { primary: { kind: postgresql, cores: 2, maxConnections: 40, roundTrip: 0ms } }
pools: { main: { kind: sqlalchemy, database: primary, pool_size: 3, max_overflow: 2, pool_timeout: 500ms } }
routes:
  read: [ { query: { pool: main, cpu: { exponential: 10ms }, blocked: { exponential: 20ms } } } ]
traffic:
  api: { route: read, rate: 100/s }
  desk: { route: read, rate: 10/s }
promises: [ "p99(api) < 200ms" ]
`;

function swept(vary: readonly string[], runs = 3): SweepResult {
  const outcome = sweep({ text, file: null }, { vary, runs });
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.result;
}

const sizes = swept(['pools.main.pool_size=1..6']);
const grid = swept(['pools.main.pool_size=1,2,4', 'traffic.api.rate=50/s,100/s'], 2);
const picture = (result: SweepResult, id: string) => {
  const found = sweepPictures(result).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no picture ${id}`);
  return found;
};

describe('the pictures of a sweep', { timeout: 60_000 }, () => {
  it('show p99 with its interval and the failure share below, where something failed', () => {
    const spec = JSON.stringify(picture(sizes, 'sweep-size').spec);

    const point = sizes.points[0]?.classes.api;
    const four = (value: number | null | undefined): number => Number(value?.toPrecision(4));
    expect(point?.failedShare?.mean).toBeGreaterThan(0);
    expect(spec).toContain(`{"curve":"p99","dots":true,"x":1,"mean":${four(point?.p99Ms?.mean)},"low":${four(point?.p99Ms?.low)},"high":${four(point?.p99Ms?.high)}}`);
    expect(spec).toContain(`"mean":${four((point?.failedShare?.mean ?? 0) * 100)}`);
  });

  it('put marks of the whole pool where the option that was varied makes that size', async () => {
    const { spec } = picture(sizes, 'sweep-size');

    const rule = sizes.lines[0]?.marks.find((mark) => mark.id === 'coresRule');
    expect(rule?.size).toBe(5);
    // pool_size 3 with two overflow connections is a pool of 5.
    expect(JSON.stringify(spec)).toContain('{"x":3,"text":"cores × 2 + spindles 5"}');
    expect(await toSvg(spec)).toContain('cores × 2 + spindles 5');
  });

  it('ring the best size of each row of a grid and colour every point', () => {
    const spec = JSON.stringify(picture(grid, 'sweep-heat').spec);

    const rings = grid.lines.map((line) => ({ x: grid.points[line.best]?.values[0], y: line.others[0] }));
    expect(rings).toHaveLength(2);
    expect(spec).toContain(JSON.stringify({ values: rings }));
    for (const { values: [x, y], classes } of grid.points) expect(spec).toContain(`{"x":"${x}","y":"${y}","value":${Number(classes.api?.p99Ms?.mean.toPrecision(4))},`);
  });

  it('render, for numbers, grids, words and logarithmic values', async () => {
    const words = swept(['databases.primary.contention=none,{ law: hyperbolic, k: 0.1 }'], 2);
    const wide = swept(['pools.main.pool_timeout=10ms..10000ms:log4'], 2);
    const all = [sizes, grid, words, wide].flatMap((result) => sweepPictures(result));

    expect(all.map((one) => one.id)).toEqual(['sweep-size', 'sweep-cost', 'sweep-classes', 'sweep-size', 'sweep-cost-50-s', 'sweep-cost-100-s', 'sweep-heat', 'sweep-classes', 'sweep-size', 'sweep-classes', 'sweep-size', 'sweep-cost', 'sweep-classes']);
    for (const { spec, alt } of all) {
      expect(await toSvg(spec)).toMatch(/^<svg/);
      expect(alt.length).toBeGreaterThan(20);
    }
    expect(JSON.stringify(picture(wide, 'sweep-size').spec)).toContain('"type":"log","domain":[10,10000]');
  });
});

describe('the tables of a sweep', () => {
  it('have a row for each point and every number with its interval', () => {
    const [head = '', ...rows] = sweepCsv(grid).trimEnd().split('\n');

    expect(rows).toHaveLength(6);
    const at = head.split(',').indexOf('classes.api.p99Ms.high');
    expect(Number(rows[4]?.split(',')[at])).toBe(grid.points[4]?.classes.api?.p99Ms?.high);
  });

  it('stay within the screen and end with what the sweep does not say', () => {
    const lines = sweepText(sizes, 100).split('\n');

    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.some((line) => line.startsWith('▸ '))).toBe(true);
    expect(lines).toContain('What this does not say:');
  });
});
