/** Streams by name: reproducible, independent of order, unlike their siblings, and uniform where siblings begin. */
import { describe, expect, it } from 'vitest';
import { Streams } from '../../src/random/streams.ts';

const first = (stream: { int32(): number }, count: number): number[] => Array.from({ length: count }, () => stream.int32());

/** Pearson's chi-square of counts against equal shares, in standard deviations above its mean (roughly normal for many cells). */
const chiSquareDeviations = (counts: ArrayLike<number>, total: number): number => {
  const expected = total / counts.length;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += (counts[i] - expected) ** 2 / expected;
  return (sum - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
};

/** Correlation of x[i] with y[i + lag], times the root of the count: a standard normal number for independent rows. */
const correlationDeviations = (x: Float64Array, y: Float64Array, lag: number): number => {
  const n = x.length - lag;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (x[i] - 0.5) * (y[i + lag] - 0.5);
  return (12 * sum) / Math.sqrt(n);
};

describe('a named stream', () => {
  it('is the same row whoever asks, in whatever order', () => {
    const streams = new Streams(7);
    const once = first(streams.named('traffic/checkout'), 20);
    first(streams.named('other'), 5);

    expect(first(streams.named('traffic/checkout'), 20)).toEqual(once);
    expect(first(new Streams('7').named('traffic/checkout'), 20)).toEqual(once);
  });

  it('changes with the seed, the replication and every part of the name', () => {
    const rows = [
      new Streams(7).named('a'), new Streams(8).named('a'), new Streams(7, 1).named('a'), new Streams(7).named('b'),
      new Streams(7).named('a ').part('x'), new Streams(7).named('a').part('x'), new Streams(7.5).named('a'), new Streams(-7).named('a'),
    ].map(stream => first(stream, 4).join());

    expect(new Set(rows).size).toBe(rows.length);
  });

  it('gives the numbers it always gave', () => {
    expect(first(new Streams(7).named('traffic'), 4)).toMatchInlineSnapshot(`
      [
        139625824,
        1144861940,
        754665838,
        896022911,
      ]
    `);
    expect(new Streams('saturday', 3).named('work').exponential()).toMatchInlineSnapshot(`1.593536718626136`);
  });

  it('fills blocks with what single calls would give, whatever the size of the blocks', () => {
    const singly = new Streams(1).named('x');
    const inBlocks = new Streams(1).named('x');
    const block = new Float64Array(1000);
    inBlocks.fillUniform(block.subarray(0, 137));
    inBlocks.fillUniform(block.subarray(137));

    for (const value of block) expect(singly.uniform()).toBe(value);

    inBlocks.fillExponential(block);

    for (const value of block) expect(singly.exponential()).toBe(value);
  });

  it('has parts that do not depend on how much was drawn', () => {
    const drawn = new Streams(1).named('x');
    first(drawn, 100);

    expect(first(drawn.part('y'), 5)).toEqual(first(new Streams(1).named('x').part('y'), 5));
  });

  it('stays inside the open interval (0, 1)', () => {
    const row = new Float64Array(200_000);
    new Streams(3).named('inside').fillUniform(row);

    expect(row.every(u => u > 0 && u < 1)).toBe(true);
  });

  it('refuses seeds that are not numbers and replications that are not counts', () => {
    expect(() => new Streams(Number.NaN)).toThrow(/seed/);
    expect(() => new Streams(1, -1)).toThrow(/replications/);
  });
});

describe('sibling streams', () => {
  it('with neighbouring names are uncorrelated at lags 0 to 10', () => {
    const streams = new Streams(7);
    const rows = ['traffic/1', 'traffic/2', 'traffic/3', 'traffic/11', 'trafficc/1'].map(name => {
      const row = new Float64Array(100_000);
      streams.named(name).fillUniform(row);
      return row;
    });

    for (const [i, x] of rows.entries()) {
      for (const [j, y] of rows.entries()) {
        for (let lag = i === j ? 1 : 0; lag <= 10; lag++) {
          expect(Math.abs(correlationDeviations(x, y, lag)), `rows ${i} and ${j}, lag ${lag}`).toBeLessThan(5);
        }
      }
    }
  });

  it.each([
    ['seeds', (i: number) => new Streams(i).named('first')],
    ['replications', (i: number) => new Streams(7, i).named('first')],
    ['names', (i: number) => new Streams(7).named(`user ${i}`)],
  ])('of 50 000 neighbouring %s begin with uniform, unrelated numbers', (_what, streamOf) => {
    const n = 50_000;
    const top = new Float64Array(256);
    const bottom = new Float64Array(256);
    const pairs = new Float64Array(256);
    const row = new Float64Array(n);
    let before = 0;
    for (let i = 0; i < n; i++) {
      const word = streamOf(i).int32();
      top[word >>> 24] += 1;
      bottom[word & 255] += 1;
      pairs[((word >>> 28) << 4) | (before >>> 28)] += 1;
      before = word;
      row[i] = (word >>> 0) / 4294967296;
    }

    for (const counts of [top, bottom, pairs]) expect(Math.abs(chiSquareDeviations(counts, n))).toBeLessThan(5);
    for (let lag = 1; lag <= 10; lag++) expect(Math.abs(correlationDeviations(row, row, lag)), `lag ${lag}`).toBeLessThan(5);
  });
});
