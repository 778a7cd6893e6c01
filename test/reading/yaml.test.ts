import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../src/reading/utf8.ts';
import { readYaml } from '../../src/reading/yaml.ts';
import { problemsOf } from './small.ts';

const valueOf = (text: string): unknown => {
  const read = readYaml(text);
  return read.ok ? read.value : read.faults;
};

describe('YAML is read as version 1.2 says', () => {
  it.each([
    ['a: yes', { a: 'yes' }], ['a: off', { a: 'off' }], ['a: 12:30:00', { a: '12:30:00' }], ['a: 010', { a: 10 }], ['a: 0x1F', { a: 31 }], ['a: 2024-06-15', { a: '2024-06-15' }],
    ['a: 1_000', { a: '1_000' }], ['a: ~', { a: null }], ['a:', { a: null }], ['a: .inf', { a: Number.POSITIVE_INFINITY }], ['a: 1e400', { a: Number.POSITIVE_INFINITY }],
    ['a: "x\\ty"', { a: 'x\ty' }], ['a: |\n  one\n  two\n', { a: 'one\ntwo\n' }], ['{ a: 1, b }', { a: 1, b: null }],
  ])('%s', (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  it('lets written keys win over merged ones, and earlier merges over later ones', () => {
    expect(valueOf('a: &a { x: 1, y: 1 }\nb: &b { y: 2, z: 2 }\nc: { <<: [ *a, *b ], x: 9 }')).toMatchObject({ c: { x: 9, y: 1, z: 2 } });
  });

  it('takes a quoted << for an ordinary key', () => {
    expect(valueOf('a: { "<<": 1 }')).toEqual({ a: { '<<': 1 } });
  });

  it('lets an alias mean the last anchor of its name', () => {
    expect(valueOf('a: &x 1\nb: *x\nc: &x 2\nd: *x')).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  it('keeps keys that objects are born with', () => {
    expect(valueOf('constructor: 1\ntoString: 2')).toEqual({ constructor: 1, toString: 2 });
  });
});

describe('positions', () => {
  it('point at the value, and at the key where a table or what is missing is to blame', () => {
    const text = 'run:\n  length: 5\ntraffic:\n  api:\n    rate: 5/s\nroutes:\n  checkout:\n    - think: 1ms\n';

    expect(problemsOf(text)).toEqual(['small.yaml:2:11  run.length: "5" has no unit: write 5ms, 5s or 5m', 'small.yaml:4:3  traffic.api: "route" is missing: the route its requests take']);
  });

  it('point into the anchor for a value that an alias brought in, once', () => {
    const text = 'run: { length: 1m }\ndatabases: { one: { kind: plain } }\npools:\n  a: &a { database: one, max: none }\n  b: *a\n  c: { <<: *a }\nroutes: { r: [ { query: { pool: a } } ] }\ntraffic: { t: { route: r, rate: 1/s } }\n';

    expect(problemsOf(text)).toEqual(['small.yaml:4:31  pools.a.max: expected a whole number, found "none"']);
  });

  it('count columns in characters as an editor does, behind letters of any alphabet', () => {
    expect(problemsOf('scenario: { größe: 1 }\nrun: { length: 1m }\nroutes: {}\ntraffic: {}\n')[0]).toBe('small.yaml:1:1  scenario: expected text, found a table');
  });
});

describe('bytes become text by the law of UTF-8', () => {
  const encode = (text: string) => new TextEncoder().encode(text);

  it.each(['plain', 'größe', '接続', '🐘 and 🐢', '\u07FF\u0800\uFFFF\u{10000}\u{10FFFF}', 'x'.repeat(20_000) + '🐘'])('%s', (text) => {
    expect(decodeUtf8(encode(text))).toEqual({ ok: true, text });
  });

  it.each([[[0x61, 0x80]], [[0xc3]], [[0xc0, 0xaf]], [[0xe0, 0x80, 0x80]], [[0xed, 0xa0, 0x80]], [[0xf4, 0x90, 0x80, 0x80]], [[0xf8, 0x88, 0x80, 0x80, 0x80]], [[0xe2, 0x82]]])('refuses %j', (bytes) => {
    expect(decodeUtf8(new Uint8Array(bytes)).ok).toBe(false);
  });

  it('tells the line and column of the first bad byte', () => {
    expect(decodeUtf8(new Uint8Array([...encode('one\ntwo é'), 0xff]))).toMatchObject({ ok: false, line: 2, column: 6 });
  });
});
