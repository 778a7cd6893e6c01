/** What people type as an answer: numbers with and without units, letters, and what is none. */

import { describe, expect, it } from 'vitest';
import { amountFrom, amountText, factorBetween, type Unit } from '../../src/lessons/amount.ts';
import { type Ask, answerFrom, graded, trueChoice } from '../../src/lessons/ask.ts';

describe('an amount that is typed', () => {
  it.each<[string, Unit, number]>([
    ['250 ms', 'ms', 250], ['0.25s', 'ms', 250], ['250', 'ms', 250], ['~ 250 ms', 'ms', 250], ['2 min 30 s', 's', 150], ['1,200', 's', 1200], ['50 minutes', 's', 3000],
    ['14%', 'share', 0.14], ['14', 'share', 0.14], ['14.5 percent', 'share', 0.145], ['39/s', '/s', 39], ['39 per second', '/s', 39], ['39', '/s', 39],
    ['13.8x', 'times', 13.8], ['13.8 times', 'times', 13.8], ['1,650', 'count', 1650], ['1650 requests', 'count', 1650], ['0', 'count', 0],
  ])('%s as %s is %d', (text, unit, value) => expect(amountFrom(text, unit)).toEqual({ ok: true, value }));

  it.each<[string, Unit]>([['', 'ms'], ['fast', 'ms'], ['-3', 'count'], ['12 ms', 'share'], ['12%', 'ms'], ['3 3', '/s'], ['1e9999', 's'], ['NaN', 'count'], ['Infinity', 'count']])('%s is no %s', (text, unit) => {
    expect(amountFrom(text, unit).ok).toBe(false);
  });

  it('comes back as it was said', () => {
    for (const [value, unit] of [[92.4, 'ms'], [605, 's'], [0.145, 'share'], [38.7, '/s'], [13.8, 'times'], [1604, 'count']] as const) {
      const back = amountFrom(amountText(value, unit), unit);
      expect(back.ok && Math.abs(back.value / value - 1) < 0.01).toBe(true);
    }
  });
});

describe('how far two amounts are apart', () => {
  it('is a factor, the same in both directions, and forgives next to nothing', () => {
    expect(factorBetween(100, 50, 0)).toBe(2);
    expect(factorBetween(50, 100, 0)).toBe(2);
    expect(factorBetween(0, 100, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(factorBetween(0, 0, 0)).toBe(1);
    expect(factorBetween(0, 0.001, 0.01)).toBeLessThan(1.2);
  });
});

describe('a question', () => {
  const size: Ask<number> = { kind: 'number', asks: 'How many?', unit: 'count', answer: (seen) => seen, bands: { right: 1.25, close: 2, floor: 0 }, hint: '' };
  const choice: Ask<number> = { kind: 'choice', asks: 'Which?', choices: [{ says: 'few', holds: (n) => n < 10 }, { says: 'many', holds: (n) => n >= 10 }], hint: '' };

  it('grades a number by its factor from the truth', () => {
    expect(graded(size, 100, 80)).toEqual({ grade: 'right', points: 1, truth: '100' });
    expect(graded(size, 100, 60)).toMatchObject({ grade: 'close', points: 0.5 });
    expect(graded(size, 100, 240)).toMatchObject({ grade: 'wrong', points: 0 });
  });

  it('grades a choice by what the run bears out', () => {
    expect(graded(choice, 12, 1)).toEqual({ grade: 'right', points: 1, truth: 'b) many' });
    expect(graded(choice, 12, 0)).toMatchObject({ grade: 'wrong', points: 0 });
  });

  it('reads letters in either case, and refuses those that are not offered', () => {
    expect(answerFrom(choice, ' B) ')).toEqual({ ok: true, value: 1 });
    for (const text of ['c', 'ab', '1', '']) expect(answerFrom(choice, text).ok).toBe(false);
  });

  it('with two true answers is a mistake of ours', () => {
    const both: Ask<number> = { ...choice, choices: [{ says: 'x', holds: () => true }, { says: 'y', holds: () => true }] };

    expect(() => trueChoice(both, 1)).toThrow(/2 hold/);
  });
});
