/** The law of an outage, failures = λ(H − τ), held against the reports that take a whole pool. Source: theory of a line with patience τ that
 *  nobody serves for H: whoever arrives more than τ before the end of the outage gives up. */

import { describe, expect, it } from 'vitest';
import { readScenario, simulate } from '../../src/index.ts';
import { textOf } from './run-once.ts';

const seeds = Array.from({ length: 40 }, (_, i) => `ten-reports/${i}`);

const failuresWith = (timeout: string): readonly number[] => {
  const read = readScenario({ text: textOf('ten-reports.yaml'), file: 'ten-reports.yaml', files: () => ({ problem: 'none' }), set: [`pools.main.connectionTimeout=${timeout}`, 'run.length=110s'] });
  if (!read.ok) throw new Error('ten-reports.yaml has mistakes');
  return seeds.map((seed) => simulate(read.scenario, { seed }).classes.api?.failed ?? Number.NaN);
};

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('ten reports of 45 s on all ten connections, 110 requests a second', () => {
  // The count is Poisson: its standard error over 40 runs is √(count / 40), and three of them are allowed.
  it.each([['30s', 110 * 15], ['5s', 110 * 40]])('fail λ(H − τ) requests with a patience of %s, within three standard errors of 40 runs', (timeout, expected) => {
    const failures = failuresWith(timeout);

    expect(Math.abs(mean(failures) - expected)).toBeLessThan(3 * Math.sqrt(expected / failures.length));
  });
});
