/** Where published experience says which way a pool should go, a sweep of the scenario finds it: larger for Kestra's pollers, smaller for Prisma's 65 connections. */

import { describe, expect, it } from 'vitest';
import { sweep, type SweepResult } from '../../src/index.ts';
import { textOf } from './run-once.ts';

function swept(name: string, vary: string): SweepResult {
  const outcome = sweep({ text: textOf(name), file: name }, { vary: [vary], runs: 3 });
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.result;
}

/** The values on one side, and what fails at each value. */
const valuesOf = (result: SweepResult, indices: readonly number[]): (string | undefined)[] => indices.map((i) => result.points[i]?.values[0]);
const failedAt = (result: SweepResult, name: string): { [value: string]: number } => Object.fromEntries(result.points.map((point) => [point.values[0] ?? '', point.classes[name]?.failedShare?.mean ?? Number.NaN]));

describe('a sweep finds the size that was published as better', { timeout: 120_000 }, () => {
  it('25 for twenty pollers, as kestra-io/kestra#17198 has it: 10 complete about 1 % of the batches, 25 all of them', () => {
    const result = swept('kestra-pollers.yaml', 'pools.main.maximumPoolSize=10,15,25,40');

    const [line] = result.lines;
    expect(result.points[line?.best ?? -1]?.values).toEqual(['25']);
    expect(valuesOf(result, line?.tooSmall ?? [])).toEqual(['10', '15']);
    expect(line?.tooLarge).toEqual([]);
    expect(failedAt(result, 'batches')).toMatchObject({ 25: 0, 40: 0 });
    expect(failedAt(result, 'batches')[10]).toBeGreaterThan(0.95);
    expect(result.axes[0]?.pool?.name).toBe('main');
  });

  it('fewer than 65 for Prisma, as prisma/orm#9622 has it: the errors are gone with a lower limit', () => {
    const result = swept('prisma-sixty-five.yaml', 'pools.main.connection_limit=2,3,9,33,65');

    const [line] = result.lines;
    expect(result.points[line?.best ?? -1]?.values).toEqual(['3']);
    expect(valuesOf(result, line?.tooLarge ?? [])).toEqual(expect.arrayContaining(['33', '65']));
    expect(failedAt(result, 'api')).toMatchObject({ 2: 0, 3: 0, 9: 0, 33: 0 });
    expect(failedAt(result, 'api')[65]).toBeGreaterThan(0.3);
  });
});
