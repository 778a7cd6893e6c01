/** The command `quiz` as users run it: answers from a pipe, the same seed, the scored record, words that are wrong. */

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cli, workshop } from './built-cli.ts';

const { poolsim, files } = workshop();

describe('poolsim quiz', () => {
  it('asks, marks, gives the reason and the score, without a trace of colour off a terminal', () => {
    const { code, out, err } = poolsim(['quiz', '--seed', '4', '--questions', '2', '--width', '90'], 'nonsense\n?\na\nb\n');

    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/QUESTION 1 of 2[\s\S]*A {2}requests arriving\/s[\s\S]*H {2}useful cores busy/);
    expect(out).toContain('"nonsense" is none of the letters a to d');
    expect(out).toMatch(/hint: Say first what the requests wait for/);
    expect(out).toMatch(/a\) was run: .* of the requests harmed/);
    expect(out).toMatch(/SCORE \d(?:\.\d)? of 2\n[\s\S]*seed 4: the same quiz again with --seed 4/);
    expect(out).not.toContain('\u001b');
    expect(out.split('\n').filter((line) => [...line].length > 90)).toEqual([]);
    expect(files()).toEqual([]);
  });

  it('prints one record with --json, and scores an answer key as full', () => {
    const words = ['quiz', '--seed', '9', '--questions', '3', '--json'];
    const first = JSON.parse(poolsim(words, 'a\n1\n'.repeat(4)).out);
    const keys = first.answers.map((one: { kind: string; truth: string }) => (one.kind === 'p99' ? one.truth : one.truth.slice(0, 1)));
    const again = poolsim(words, `${keys.join('\n')}\n`);

    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ version: 'poolsim-quiz/1', seed: 9, questions: 3, answered: 3, points: 3 });
    expect(again.err).toContain('QUESTION 3 of 3');
  });

  it('lists its topics, and keeps to one', () => {
    expect(poolsim(['quiz', '--list']).out).toMatch(/families of trouble: .*leak/);
    expect(poolsim(['quiz', '--seed', '2', '--questions', '1', '--topic', 'p99'], '300 ms\n').out).toMatch(/What is the\s+p99/);
  });

  it('scores what was answered when one leaves or the input ends', () => {
    expect(poolsim(['quiz', '--seed', '5', '--questions', '3', '--topic', 'cause'], 'a\nq\n').out).toMatch(/SCORE [01] of 1 \(2 of 3 not answered\)/);
    expect(poolsim(['quiz', '--seed', '5', '--questions', '2', '--topic', 'cause'], 'a\n')).toMatchObject({ code: 0 });
  });

  it.each([
    [['quiz', '--seed', '1'], /no answer came on stdin/],
    [['quiz', '--questions', '0'], /--questions must be a whole number from 1 to 100/],
    [['quiz', '--questions', '2.5'], /--questions must be a whole number/],
    [['quiz', '--topic', 'leek'], /no topic "leek"\. Did you mean "leak"/],
  ])('%j with nothing to read ends with code 2 and says why', (words, says) => {
    const { code, err } = poolsim(words);

    expect(code).toBe(2);
    expect(err).toMatch(says);
  });

  it('asks another quiz each time without a seed', () => {
    const seedOf = (): string => /seed (\d+):/.exec(poolsim(['quiz', '--questions', '1', '--topic', 'cause'], 'a\n').out)?.[1] ?? '';

    expect(seedOf()).not.toBe(seedOf());
  });

  it('prompts on a terminal, in colour', ({ skip }) => {
    if (process.platform === 'win32' || spawnSync('script', ['--version']).status !== 0) skip('script(1) makes the terminal, and is not here');
    const { FORCE_COLOR: _forced, NO_COLOR: _none, ...env } = process.env;
    const ran = spawnSync('script', ['-qec', `${process.execPath} ${cli} quiz --seed 4 --questions 1 --topic cause`, '/dev/null'], { input: 'a\n', encoding: 'utf8', env: { ...env, TERM: 'xterm' } });

    expect(ran.stdout).toContain('\u001b[1mQUESTION 1 of 1');
    expect(ran.stdout).toMatch(/> /);
    expect(ran.stdout).toContain('SCORE');
  });
});
