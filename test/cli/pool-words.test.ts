/** The switches of every kind in words: each kind can be read at its defaults, each answer is a clause, and what a kind promises to show is there. */

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allKnown, beside } from '../../src/cli/pool-words/beside.ts';
import { chapters, questionOf } from '../../src/cli/pool-words/index.ts';
import { poolKinds } from '../../src/model/pool/kinds/index.ts';

const questions = chapters.flatMap((chapter) => chapter.questions.map(([, question]) => question));
const question = (asks: string) => {
  const found = questions.find((one) => one.asks === asks);
  if (found === undefined) throw new Error(`nobody asks ${asks}`);
  return found;
};

describe('the words of the switches', () => {
  it('tell of every kind at its defaults', () => {
    expect(allKnown().map(({ kind }) => kind)).toEqual(Object.keys(poolKinds));
  });

  it('are questions that are asked once', () => {
    expect(questions.filter(({ asks }) => !/^[A-Z].*\?$/.test(asks))).toEqual([]);
    expect(new Set(questions.map(({ asks }) => asks)).size).toBe(questions.length);
  });

  it.each(allKnown().map(({ kind, policy }) => [kind, policy] as const))('are clauses with numbers that exist: %s', (_kind, policy) => {
    const answers = questions.map((one) => one.says(policy)).filter((answer) => answer !== '');

    expect(answers.filter((answer) => /^[A-Z]|[.]$|undefined|NaN|Infinity|\bnull\b|object/.test(answer))).toEqual([]);
    expect(answers.length).toBeGreaterThan(10);
  });

  it('tell of a switch in the answer to another question where it has none of its own', () => {
    expect(questionOf('lifetimeJitter')).toBe(questionOf('lifetime'));
  });

  it('name who does the same, and what the others do', () => {
    const all = allKnown().filter(({ kind }) => ['pg-pool', 'psycopg2', 'sqlalchemy', 'hikaricp'].includes(kind));

    expect(beside('pg-pool', question('Which idle connection is lent?'), all)).toBe('the same in psycopg2; hikaricp: the one that was opened first; sqlalchemy: the one that came back first');
    expect(beside('hikaricp', question('Who opens a connection?'), all)).toBe('no other kind; pg-pool, psycopg2 and sqlalchemy: a caller that finds room opens one and waits for that one alone');
  });

  it('keep silent on small questions that most kinds answer alike', () => {
    const all = allKnown();

    expect(beside('plain', question('What does a failed statement do to its connection?'), all)).toBe('');
    expect(beside('pg-pool', question('What does a failed statement do to its connection?'), all)).toMatch(/most others: nothing$/);
  });
});

describe('the traps of every kind', () => {
  it('name scenarios that exist', () => {
    const named = Object.values(poolKinds).flatMap(({ traps = [] }) => traps.flatMap(({ scenario }) => (scenario === undefined ? [] : [scenario])));

    expect(named.filter((name) => !existsSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url)))).toEqual([]);
  });
});
