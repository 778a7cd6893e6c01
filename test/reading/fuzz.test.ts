import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { problemText } from '../../src/reading/problem.ts';
import { readScenario, type ScenarioRead } from '../../src/reading/scenario-file.ts';
import { everything, saturday } from './small.ts';

const read = (text: string | Uint8Array): ScenarioRead => readScenario({ text, file: 'fuzz.yaml', files: (name) => ({ problem: `there is no file "${name}"` }) });

const oddTokens = ['', ':', '- ', '{', '}', '[', ']', '"', "'", '#', '&a', '*a', '!x', '|', '>', '%', '@', '\t', '\n', '  ', '---', '0', '-1', '1e400', '.nan', '~', 'true', '5%', '10ms', '1/s', '"23:30"', '<<: *a', '__proto__', '\u0000', '\uFEFF', '🐘', 'api', 'main', '2024-02-30T00:00:00', '* * * * * *'];

/** One small accident: a stretch of the text is lost, doubled, or replaced by something odd or by another stretch. */
const accident = fc.record({
  how: fc.constantFrom('delete', 'double', 'replace', 'move', 'dropLine', 'doubleLine'),
  at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(12), to: fc.double({ min: 0, max: 1, noNaN: true }), token: fc.constantFrom(...oddTokens),
});

function after(text: string, { how, at, length, to, token }: { how: string; at: number; length: number; to: number; token: string }): string {
  const from = Math.floor(at * text.length);
  const [before, middle, rest] = [text.slice(0, from), text.slice(from, from + length), text.slice(from + length)];
  const lines = text.split('\n');
  const line = Math.floor(at * lines.length);
  switch (how) {
    case 'delete': return before + rest;
    case 'double': return before + middle + middle + rest;
    case 'replace': return before + token + rest;
    case 'move': return (before + rest).slice(0, Math.floor(to * text.length)) + middle + (before + rest).slice(Math.floor(to * text.length));
    case 'dropLine': return lines.filter((_, i) => i !== line).join('\n');
    default: return [...lines.slice(0, line), lines[line] ?? '', ...lines.slice(line)].join('\n');
  }
}

/** Every problem stands somewhere in the text and has something to say on one line. */
function checkProblems(text: string, result: ScenarioRead): void {
  if (result.ok) return;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  expect(result.problems.length).toBeGreaterThan(0);
  for (const problem of result.problems) {
    expect(problem.line).toBeGreaterThanOrEqual(1);
    expect(problem.line).toBeLessThanOrEqual(lines.length);
    expect(problem.column).toBeGreaterThanOrEqual(1);
    expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1] ?? '').length + 1);
    expect(problemText(problem)).toMatch(/^fuzz\.yaml:\d+:\d+ {2}\S.*$/);
  }
}

const oddValues: readonly unknown[] = [
  null, true, 0, -1, 1.5, 1e308, Number.POSITIVE_INFINITY, Number.NaN, '', 'x', '10ms', '5%', '5/s', '1e400s', 'off', '0ms', '23:30', '99999d', [], {}, [[]], [null], { a: 1 }, { '': 1 }, { toString: 1 },
  'main', 'api', 'constructor', '__proto__', 'p99(api) < 1s', '2024-06-15T22:50:00', '* * * * *', 'hikaricp', 'trace.csv', 2 ** 53, 'long '.repeat(1000), '\n',
];

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return path.length === 0 ? [] : [path];
  const inner = Array.isArray(value) ? value.flatMap((one, i) => pathsIn(one, [...path, i])) : Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one, i) => (i === key ? replaced(one, rest, by) : one));
  return Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, name === key ? replaced(one, rest, by) : one]));
}

describe('whatever happens to a scenario file', () => {
  it('the reader answers, soon, and every problem has its place in the file', () => {
    let slowestMs = 0;
    let slowest = '';

    fc.assert(
      fc.property(fc.array(accident, { minLength: 1, maxLength: 4 }), (accidents) => {
        const text = accidents.reduce(after, saturday);
        const start = performance.now();
        const result = read(text);
        if (performance.now() - start > slowestMs) slowest = text;
        slowestMs = Math.max(slowestMs, performance.now() - start);
        checkProblems(text, result);
      }),
      { numRuns: 500, seed: 20240615 },
    );

    // A fraction of a second on a quiet machine; the guard allows for a busy one.
    expect(slowestMs, slowest).toBeLessThan(2000);
  }, 120_000);

  it('a value of any other kind in its place is read or refused in words, never with a crash', () => {
    const whole: unknown = parse(everything);
    const paths = pathsIn(whole);

    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...oddValues), (path, value) => {
        const text = stringify(replaced(whole, path, value));
        const result = read(text);
        checkProblems(text, result);
        if (!result.ok) for (const problem of result.problems) expect(problem.says).not.toMatch(/undefined|\[object|\n|.{1000}/);
      }),
      { numRuns: 400, seed: 4 },
    );
  }, 120_000);

  it('bytes of any kind are answered too', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const result = read(bytes);
      expect(result.ok).toBe(false);
    }), { numRuns: 300, seed: 7 });
  });

  it('text of any kind is answered too', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
      expect(read(text).ok).toBe(false);
    }), { numRuns: 300, seed: 7 });
  });
});
