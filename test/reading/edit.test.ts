/** One value changes in the text of a scenario, and nothing else does. */

import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type EditPath, withValue } from '../../src/reading/edit.ts';

const edited = (text: string, path: EditPath, value: string | null): string => {
  const done = withValue(text, path, value);
  if (!done.ok) throw new Error(done.says);
  return done.text;
};

const text = `# A pool of ten.
run: { length: 10m, seed: 7 }   # short
pools:
  # the one that matters
  main: { kind: hikaricp, database: db, maximumPoolSize: 10, connectionTimeout: 5s }
traffic:
  api:
    route: a
    rate: "110/s"   # measured
  batch:
    route: b
routes:
  a: [ { query: { pool: main, cpu: { exponential: 10ms } } } ]
`;

describe('a value is changed in the text', () => {
  it('in its place, with the comments left where they are', () => {
    expect(edited(text, ['pools', 'main', 'maximumPoolSize'], '20')).toBe(text.replace('maximumPoolSize: 10', 'maximumPoolSize: 20'));
    expect(edited(text, ['traffic', 'api', 'rate'], '140/s')).toBe(text.replace('"110/s"', '140/s'));
    expect(edited(text, ['routes', 'a', 0, 'query', 'cpu', 'exponential'], '12ms')).toBe(text.replace('10ms }', '12ms }'));
  });
  it('or added at the end of its table, in the style of the table', () => {
    expect(edited(text, ['pools', 'main', 'minimumIdle'], '2')).toBe(text.replace('connectionTimeout: 5s }', 'connectionTimeout: 5s, minimumIdle: 2 }'));
    expect(edited(text, ['traffic', 'batch', 'rate'], '2/s')).toBe(text.replace('    route: b\n', '    route: b\n    rate: 2/s\n'));
    expect(edited(text, ['traffic', 'api', 'retry', 'attempts'], '3')).toBe(text.replace('# measured\n', '# measured\n    retry: { attempts: 3 }\n'));
    expect(edited(text, ['databases', 'db', 'cores'], '8')).toBe(`${text}databases: { db: { cores: 8 } }\n`);
  });
  it('or taken away with its comma or its line', () => {
    expect(edited(text, ['pools', 'main', 'connectionTimeout'], null)).toBe(text.replace(', connectionTimeout: 5s', ''));
    expect(edited(text, ['pools', 'main', 'kind'], null)).toBe(text.replace('kind: hikaricp, ', ''));
    expect(edited(text, ['traffic', 'api', 'rate'], null)).toBe(text.replace('    rate: "110/s"   # measured\n', ''));
    expect(edited(text, ['pools', 'main', 'minimumIdle'], null)).toBe(text);
  });
  it('also where a key has no value yet, or the text is empty', () => {
    expect(edited('run:\n', ['run', 'length'], '1m')).toBe('run: { length: 1m }\n');
    expect(edited('run: { length: }\n', ['run', 'length'], '1m')).toBe('run: { length: 1m }\n');
    expect(edited('', ['run', 'length'], '1m')).toBe('run: { length: 1m }\n');
  });
  it('and refuses what it cannot do without harm', () => {
    expect(withValue('a: [', ['a'], '1').ok).toBe(false);
    expect(withValue('a: &x { b: 1 }\nc: *x\n', ['c', 'b'], '2').ok).toBe(false);
    expect(withValue(text, ['routes', 'a', 3, 'query'], '2').ok).toBe(false);
  });
});

describe('of the library', () => {
  const folder = new URL('../../scenarios/', import.meta.url);
  const texts = readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => readFileSync(new URL(name, folder), 'utf8'))
    // Where one value stands for several (`&`), a change of it changes them all, and a change behind `*` is refused.
    .filter((whole) => !/^[^#\n]*: [&*]\w/m.test(whole));
  type Leaf = { readonly path: EditPath; readonly value: unknown };
  const leaves = (value: unknown, path: EditPath = []): Leaf[] => (typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, Array.isArray(value) ? Number(key) : key])) : [{ path, value }]);
  const put = (data: unknown, path: EditPath, value: unknown): unknown => {
    const copy = structuredClone(data) as { [key: string]: unknown };
    let here = copy;
    for (const key of path.slice(0, -1)) here = here[key] as { [key: string]: unknown };
    if (value === undefined) delete here[path.at(-1) ?? ''];
    else here[path.at(-1) ?? ''] = value;
    return copy;
  };

  it('is looked at, nearly all of it', () => expect(texts.length).toBeGreaterThan(25));
  it('every fifth value can be set, and the data differ in it alone', () => {
    for (const whole of texts) {
      const data: unknown = parse(whole);
      for (const [i, { path }] of leaves(data).entries()) if (i % 5 === 0) expect(parse(edited(whole, path, '4711'))).toEqual(put(data, path, 4711));
    }
  });
  it('several changes in a row keep every comment', () => {
    fc.assert(fc.property(fc.constantFrom(...texts), fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (whole, picks) => {
      const all = leaves(parse(whole)).filter(({ value }) => typeof value === 'number' || (typeof value === 'string' && /^\d/.test(value)));
      let now = whole;
      for (const pick of picks) now = edited(now, all[pick % Math.max(1, all.length)]?.path ?? ['run', 'seed'], '9');
      const comments = (from: string) => from.split('\n').map((line) => /(?:^|\s)#.*$/.exec(line)?.[0]).filter((found) => found !== undefined);
      expect(comments(now)).toEqual(comments(whole));
    }), { seed: 11, numRuns: 60 });
  });
});
