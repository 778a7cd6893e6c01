/** The gamma and normal laws against values computed with 40 digits. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/random/normal.ts';
import { gammaInverse, gammaQuantile } from '../../src/random/gamma-quantile.ts';
import { gammaLn, gammaP, gammaQ, poissonTerm } from '../../src/random/special-functions.ts';

const known = JSON.parse(readFileSync(new URL('./special-functions.json', import.meta.url), 'utf8')) as Record<string, number[][]>;
const relative = (seen: number, truth: number): number => (seen === truth ? 0 : Math.abs(seen - truth) / Math.abs(truth));

describe('the special functions', () => {
  it('integrate the gamma density from below and from above', () => {
    for (const [shape, x, below, above] of known.gammaP) {
      if (below > 1e-290) expect(relative(gammaP(shape, x), below), `P(${shape}, ${x})`).toBeLessThan(2e-13);
      if (above > 1e-290) expect(relative(gammaQ(shape, x), above), `Q(${shape}, ${x})`).toBeLessThan(2e-13);
    }
  });

  it('give the logarithm of the gamma function', () => {
    for (const [x, truth] of known.gammaLn) expect(Math.abs(gammaLn(x) - truth), `${x}`).toBeLessThan(2e-14 * (1 + Math.abs(truth)));
    expect(gammaLn(0)).toBe(Infinity);
    expect(gammaLn(-1)).toBeNaN();
  });

  it('invert the gamma law to ten digits and better', () => {
    for (const [p, shape, truth] of known.gammaQuantile) {
      expect(relative(gammaQuantile(p, shape), truth), `p ${p} shape ${shape}`).toBeLessThan(1e-11);
    }
    expect(gammaQuantile(0, 2)).toBe(0);
    expect(gammaQuantile(1, 2)).toBe(Infinity);
    expect(gammaQuantile(1.5, 2)).toBeNaN();
  });

  it('read the inverse gamma law from a table to nine digits, in both tails', () => {
    for (const [shape, most] of [[0.01, 1e-8], [0.1, 1e-9], [0.5, 1e-10], [3.7, 1e-11], [400, 1e-12]]) {
      const inverse = gammaInverse(shape);
      for (const p of [2 ** -53, 1e-9, 1e-4, 0.03, 0.2, 0.5, 0.77, 0.99, 0.99999, 1 - 2 ** -40]) {
        const truth = gammaQuantile(p, shape);
        if (truth > 1e-290) expect(relative(inverse(p), truth), `p ${p} shape ${shape}`).toBeLessThan(most);
      }
    }
  });

  it('give the normal law and its inverse, far tails included', () => {
    for (const [x, truth] of known.normalCdf) expect(relative(normalCdf(x), truth), `${x}`).toBeLessThan(1e-13);
    for (const [p, truth] of known.normalQuantile) expect(relative(normalQuantile(p), truth), `${p}`).toBeLessThan(1e-14);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
  });

  it('sum Poisson terms to one', () => {
    for (const mean of [0.1, 3, 40, 900]) {
      let sum = 0;
      for (let n = 0; n < 2000; n++) sum += poissonTerm(n, mean);
      expect(sum).toBeCloseTo(1, 12);
    }
  });
});
