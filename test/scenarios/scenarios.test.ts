/**
 * The scenarios that ship with poolsim: each reads without a mistake, says what it is about, keeps its promises, and gives the headline
 * numbers in golden.json. When the world has changed on purpose: `UPDATE_GOLDEN=1 npx vitest run --config test/vitest.config.ts
 * test/scenarios` writes them anew; read the difference, and say in the changelog why it changed.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Headline, headline } from './headline.ts';
import { folder, names, readingOf, resultOf, scenarioOf, textOf } from './run-once.ts';

const goldenFile = new URL('./golden.json', import.meta.url);

if (process.env.UPDATE_GOLDEN === '1') {
  const all = Object.fromEntries(names.map((name) => [name, headline(resultOf(name))]));
  writeFileSync(goldenFile, `${JSON.stringify(all, null, 1)}\n`);
}

const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as { [name: string]: Headline };

/** The opening comment without its marks: question, what to look for, answer. */
function openingOf(name: string): readonly string[] {
  const comment = textOf(name).split('\n').filter((_, i, lines) => lines.slice(0, i + 1).every((line) => line.startsWith('#')));
  const text = comment.map((line) => line.slice(1).trim()).join(' ');
  return (/^Question: (.*) Look for: (.*) Answer: (.*)$/.exec(text) ?? []).slice(1).map((part) => part.trim());
}

describe.each(names)('%s', (name) => {
  it('reads without a mistake and without a remark', () => {
    const read = readingOf(name);

    expect(read).toMatchObject({ ok: true, notes: [] });
  });

  it('opens with its question, what to look for and the answer, in the words of its keys', () => {
    const { question, lookFor, answer } = scenarioOf(name);

    expect(openingOf(name)).toEqual([question, lookFor, answer]);
  });

  it('keeps all its promises and claims at its own seed', () => {
    const result = resultOf(name);

    const broken = [...result.promises, ...result.claims].filter((one) => !one.held);
    expect(result.promises.length).toBeGreaterThan(0);
    expect(broken).toEqual([]);
  });

  it('breaks no law of the house', () => {
    const result = resultOf(name);

    expect(result.audit.filter((law) => !law.held)).toEqual([]);
  });

  it('gives the headline numbers of golden.json', () => {
    const result = resultOf(name);

    expect(headline(result)).toEqual(golden[name]);
  });
});

describe('the scenarios together', () => {
  it('are all in golden.json, and nothing else is', () => {
    expect(Object.keys(golden)).toEqual(names);
  });

  it('are all in the list of scenarios/README.md', () => {
    const list = readFileSync(new URL('README.md', folder), 'utf8');

    expect(names.filter((name) => !list.includes(`(${name})`))).toEqual([]);
  });

  it('fit on a screen and a half each', () => {
    expect(names.filter((name) => textOf(name).trimEnd().split('\n').length > 60)).toEqual([]);
  });
});
