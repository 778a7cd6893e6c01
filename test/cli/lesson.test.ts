/** The command `lesson` as users run it: the list, a lesson with a piped answer, words that are wrong, plain JSON. */

import { describe, expect, it } from 'vitest';
import { workshop } from './built-cli.ts';

const { poolsim, write, files } = workshop();

describe('poolsim lesson', () => {
  it('lists all lessons by number and name', () => {
    const { code, out } = poolsim(['lesson']);

    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}1 {2}why-pool/);
    expect(JSON.parse(poolsim(['lesson', '--json']).out).length).toBeGreaterThanOrEqual(16);
  });

  it('asks, takes the answer from a pipe, and tells what came out', () => {
    const { code, out, err } = poolsim(['lesson', 'eight-threads', '--width', '80'], 'what\n?\nC\n');

    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('"what" is none of the letters a to d');
    expect(out).toContain('hint: does psycopg2 have a waiting line?');
    expect(out).toMatch(/Right: c\) three; the other five fail at once/);
    expect(out).toMatch(/THE TRAP[\s\S]*TRY NEXT/);
    expect(out).not.toContain('\u001b');
    expect(files()).toEqual([]);
  });

  it('takes the answer from --answer, and a lesson by its number', () => {
    const { code, out } = poolsim(['lesson', '1', '--answer', '3 times']);

    expect(code).toBe(0);
    expect(out).toMatch(/Not so: 13\.8 times\n\(you said 3 times\)/);
  });

  it('gives one JSON object', () => {
    const { code, out } = poolsim(['lesson', 'why-pool', '--json', '--answer', '14']);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: 'why-pool', graded: { grade: 'right', points: 1, truth: '13.8 times' } });
  });

  it('hands out the scenario of a step, which runs', () => {
    const { out } = poolsim(['lesson', 'serverless', '--scenario', 'direct']);
    const path = write('burst.yaml', out);

    expect(poolsim(['run', path, '--no-files', '--quiet']).code).toBe(0);
  });

  it.each([
    [['lesson', 'why-pol'], '', /no lesson "why-pol"\. Did you mean "why-pool"/],
    [['lesson', '99'], '', /no lesson "99"/],
    [['lesson', 'why-pool'], '', /no answer came on stdin/],
    [['lesson', 'why-pool', '--answer', 'soon'], '', /--answer: "soon" is not how many times/],
    [['lesson', 'why-pool', '--scenario', 'middle'], '', /has no step "middle"\. It has far, near/],
    [['lesson', '--answer', '3'], '', /belong to a lesson/],
  ])('%j with stdin %j ends with code 2 and says why', (words, input, says) => {
    const { code, err } = poolsim(words, input);

    expect(code).toBe(2);
    expect(err).toMatch(says);
  });

  it('lists the claims of the articles', () => expect(poolsim(['lesson', '--claims']).out).toContain('| M24 |'));

  it('may be left', () => expect(poolsim(['lesson', 'why-pool'], 'q\n')).toMatchObject({ code: 0, err: '' }));
});
