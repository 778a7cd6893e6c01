/** The proof in small: each of the ten scenarios of the proof once, from a fixed seed; the whole of it, 200 times each, is `npm run recommend:proof`. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recommend } from '../../src/index.ts';
import { allCases } from '../helpers/theory-cases.ts';
import { proofCases, rightSizes } from './proof/cases.ts';

const answers = JSON.parse(readFileSync(new URL('proof/answers.json', import.meta.url), 'utf8')) as { readonly [id: string]: { readonly sizes: readonly number[]; readonly mean: readonly number[]; readonly half: readonly number[] } };

describe('the smallest size', { timeout: 60_000 }, () => {
  for (const one of proofCases(allCases)) {
    it(`is found: ${one.id}, ${one.slo}`, () => {
      const truth = one.truth ?? answers[one.id]?.mean ?? [];
      const outcome = recommend({ text: one.text, file: null }, { vary: one.vary, slo: [one.slo], seed: `test/${one.id}`, best: 'none' });
      if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
      const { result } = outcome;

      const right = rightSizes(one, truth, result.objectives[0]?.zone ?? 0);
      if (right.length === 0) expect(result.outcome).toBe('none');
      else expect(right.map(String)).toContain(result.sizes[result.smallest ?? -1]?.value);
    });
  }

  it('has limits that lie well apart from the true figures of every size, in units of what is unknown of them', () => {
    for (const one of proofCases(allCases)) {
      const { mean = [], half = [], sizes = [] } = answers[one.id] ?? {};
      if (one.truth !== null) continue;
      expect(sizes).toEqual(one.sizes);
      for (const [i, figure] of mean.entries()) expect(Math.abs(figure - one.limit)).toBeGreaterThan(3 * (half[i] ?? 0));
    }
  });
});
