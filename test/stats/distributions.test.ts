/** The distribution functions behind every interval: closed forms, published digits, ends, and that the library which brings them reckons alike everywhere. */

import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { betaQuantile, binomialCdf, normalQuantile, studentQuantile, studentTail } from '../../src/stats/distributions.ts';
import { near } from './cases.ts';

describe('Student\'s t', () => {
  it('has the closed forms of one and two degrees of freedom', () => {
    for (const p of [0.0001, 0.01, 0.3, 0.6, 0.975, 0.999999]) {
      near(studentQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)), `Cauchy ${p}`);
      near(studentQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)), `two ${p}`);
    }
  });

  it('has the normal law as its limit, reached within the digits that ten million degrees of freedom leave', () => {
    near(studentQuantile(0.975, Number.POSITIVE_INFINITY), 1.959963984540054, 'limit');
    near(studentTail(1.959963984540054, Number.POSITIVE_INFINITY), 0.025, 'tail of the limit');
    // 30 digits: 1.95996422176720549036958520102.
    near(studentQuantile(0.975, 1e7), 1.9599642217672054, 'ten million');
  });

  it('undoes its tail, for few and many degrees of freedom', () => {
    for (const df of [0.7, 3, 19, 240, 1e5]) {
      for (const p of [0.6, 0.9, 0.995, 0.9999999]) near(studentTail(studentQuantile(p, df), df), 1 - p, `${p} ${df}`);
    }
    expect(studentQuantile(0.5, 3)).toBe(0);
    expect([studentQuantile(0, 3), studentQuantile(1, 3)]).toEqual([-Infinity, Infinity]);
    near(studentTail(-2, 5), 1 - studentTail(2, 5), 'the other side');
  });
});

describe('the beta and the binomial law', () => {
  it('reach their ends and have their closed forms', () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    near(betaQuantile(0.5, 1, 1), 0.5, 'uniform');
    near(betaQuantile(0.2, 1, 4), 1 - 0.8 ** 0.25, 'least of four');
    expect([binomialCdf(-1, 10, 0.3), binomialCdf(10, 10, 0.3)]).toEqual([0, 1]);
    near(binomialCdf(3, 10, 0.5), 176 / 1024, 'coins');
  });

  it('are each other\'s inverse: P(X <= k) at the p whose beta share is 1 - P', () => {
    for (const [k, n] of [[0, 5], [3, 40], [12, 1000], [997, 1000]] as const) {
      for (const outside of [0.025, 0.5, 0.9]) near(binomialCdf(k, n, betaQuantile(1 - outside, k + 1, n - k)), outside, `${k} of ${n} at ${outside}`);
    }
  });
});

describe('the library behind them', () => {
  it('reckons with + - * / and the square root alone, which are the same in every engine', async () => {
    const names = ['beta-quantile', 'binomial-cdf', 't-cdf', 't-quantile'];
    const { outputFiles } = await build({
      stdin: { contents: names.map((name, i) => `export { default as f${i} } from '@stdlib/stats-base-dists-${name}';`).join('\n'), resolveDir: import.meta.dirname },
      bundle: true, write: false, format: 'esm', platform: 'browser', minify: true, legalComments: 'none', logLevel: 'silent',
    });
    const said = new Set(outputFiles[0]?.text.match(/\bMath\.\w+/g));

    expect(said.has('Math.sqrt')).toBe(true);
    expect([...said].filter((name) => !['Math.abs', 'Math.ceil', 'Math.floor', 'Math.round', 'Math.sqrt'].includes(name))).toEqual([]);
  });

  it('gives the very bits that Chromium gives', () => {
    // Chromium 156, Node 20.20 and Node 20.20 without a compiler (--jitless) all give this.
    expect(fingerprint()).toBe(1804894107);
  });
});

/** A checksum of the bits of 3,000 quantiles and shares (FNV-1a over 32-bit words). */
function fingerprint(): number {
  const cell = new Float64Array(1);
  const words = new Uint32Array(cell.buffer);
  let sum = 2166136261;
  const put = (value: number): void => {
    cell[0] = value;
    for (const word of words) sum = Math.imul(sum ^ word, 16777619) >>> 0;
  };
  for (let i = 1; i <= 500; i++) {
    const p = i / 501;
    put(studentQuantile(p, 0.7 + i / 3));
    put(studentTail(i / 50 - 4, 1 + i / 7));
    put(betaQuantile(p, 0.3 + (i % 23), 1 + i * i));
    put(betaQuantile(1 - p / 40, 1 + i / 9, 2 + (i % 17)));
    put(binomialCdf(i, 1000, p));
    put(normalQuantile(p / 3));
  }
  return sum;
}
