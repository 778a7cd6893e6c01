/** A comparison as checks: every headline figure in which B is worse beyond doubt, and by more than anyone would overlook, did not hold; what cannot be told apart is left open. */

import type { ComparedFigure, CompareResult } from '../../result/compare.ts';
import { apartText, figureName, valueText } from '../compare/words.ts';
import type { Check, CheckSuite } from './check.ts';

/** One suite: B held against A. */
export const compareSuite = (result: CompareResult): CheckSuite => ({
  name: `${result.b.name} against ${result.a.name}`, file: result.b.file,
  facts: { runs: String(result.seeds.length), outcome: result.outcome, fingerprintA: result.a.fingerprint, fingerprintB: result.b.fingerprint },
  checks: [
    ...result.figures.map(checkOf),
    ...result.broken.map((law): Check => ({ name: 'audit', status: 'error', says: `a mistake of poolsim, do not trust these runs: ${law}`, at: null })),
  ],
});

function checkOf(one: ComparedFigure): Check {
  const status = one.verdict === 'open' ? 'empty' : one.verdict === 'worse' && !one.slight ? 'broken' : 'held';
  return { name: figureName(one), status, says: `${valueText(one, one.a?.mean)} in A, ${valueText(one, one.b?.mean)} in B (${apartText(one)}): ${words[one.verdict]}`, at: null };
}

const words: { readonly [verdict in ComparedFigure['verdict']]: string } = { better: 'better', worse: 'worse', moved: 'moved', open: 'not told apart', same: 'the same' };
