/** What a cell shows: tables that read well as plain text too, plots whose words say what they draw, pictures that are PNG, scenarios whose mistakes are told. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { at, bars, chart, dots, fileText, line, markdown, must, plot, ribbon, scenario, type Shown, source, table } from '../../src/notebook/index.ts';
import { simulate, sweep } from '../../src/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const display: unique symbol = Symbol.for('Jupyter.display') as never;
const bundleOf = (shown: Shown) => (shown as unknown as { readonly [display]: () => { readonly [mime: string]: unknown } })[display]();

describe('a table', () => {
  it('stands in aligned columns where nothing is drawn: numbers to the right, three significant digits, thousands apart, a dash for nothing', () => {
    const { 'text/plain': plain } = bundleOf(table([{ pool: 'small', wait: 0.01234, served: 12_345 }, { pool: 'large & <new>', wait: 45.678, served: null }, { pool: 'none', wait: -2.5e-5, served: Number.NaN }]));

    expect(plain).toBe(['pool              wait  served', '-------------  -------  ------', 'small           0.0123  12,345', 'large & <new>     45.7       –', 'none           −2.5e−5       –'].join('\n'));
  });

  it('is HTML where it is drawn, with signs written out', () => {
    const { 'text/html': html } = bundleOf(table([{ pool: 'a & <b>', size: 3 }]));

    expect(html).toContain('<td style="text-align:left">a &amp; &lt;b&gt;</td><td style="text-align:right">3</td>');
  });
});

describe('a plot', () => {
  const sizes = [1, 2, 4];
  const picture = plot({
    title: 'Twice as many', x: 'size', y: { title: 'share', percent: true },
    marks: [line('theory', sizes, (size) => [size, size / 4]), dots('run', [[1, 0.25], [2, null]]), ribbon('run', sizes, (size) => [size, size / 5, size === 4 ? null : size / 3]), at(2, 'here')],
  });
  const { layer } = picture.spec as { readonly layer: readonly { readonly data: { readonly values: readonly unknown[] } }[] };

  it('takes points, or rows and where they stand, and leaves out what is null', () => {
    expect(layer.map(({ data }) => data.values.length)).toEqual([3, 1, 2, 1]);
    expect(layer[0]?.data.values[2]).toEqual({ x: 4, y: 1 });
  });

  it('says in words what it draws, for those who cannot see it', () => {
    expect(picture.alt).toBe('Twice as many. theory: 0.250 at 1, 1 at 4. run: 0.250 at 1. here at 2.');
    expect(bars({ title: 'Who fails', x: { title: 'failed', percent: true }, rows: [{ name: 'a', value: 0.125 }, { name: 'b', value: null }] }).alt).toBe('Who fails. a: 12.5 %. b: –.');
  });

  it('is shown as PNG, as its specification, and as words; the same twice', { timeout: 120_000 }, async () => {
    const first = bundleOf(await chart(picture));
    const second = bundleOf(await chart(picture));

    expect(Buffer.from(first['image/png'] as string, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(first['application/vnd.vegalite.v6+json']).toBe(picture.spec);
    expect(first['text/plain']).toBe(picture.alt);
    expect(second).toEqual(first);
  });

  it('that a result does not have is an error, not an empty cell', () => expect(chart(undefined)).rejects.toThrow('there is no such picture'));
});

describe('what cells read', () => {
  it('files as text, unpacked where they are packed', () => {
    expect(fileText(`${root}/test/reality/data/leaks/default.csv.gz`).slice(0, 12)).toBe('id,arrive_ms');
    expect(fileText(`${root}/test/reality/data/leaks/default_events.csv`)).toBe(readFileSync(`${root}/test/reality/data/leaks/default_events.csv`, 'utf8'));
  });

  const quiet = 'run: { length: 10s, seed: 1 }\ndatabases: { d: { kind: postgresql } }\npools: { p: { kind: plain, database: d, max: 2 } }\nroutes: { r: [ { query: { pool: p, blocked: 5ms } } ] }\ntraffic: { api: { route: r, rate: 10/s } }\n';

  it('scenarios from lines of YAML, from files, and with overrides', () => {
    expect(simulate(scenario(quiet, 'pools.p.max=3')).pools.p?.max).toBe(3);
    expect(simulate(scenario(source(quiet, 'pools.p.max=4'), 'run.length=5s')).pools.p?.max).toBe(4);
    expect(simulate(scenario(`${root}/scenarios/exhaustion-demo.yaml`)).classes.threads?.served).toBe(3);
  });

  it('and say every mistake', () => {
    expect(() => scenario(quiet.replace('rate: 10/s', 'rat: 10/s').replace('max: 2', 'max: none'))).toThrow(/3:\d+ {2}pools\.p\.max: [\s\S]*5:\d+ {2}traffic\.api/);
    expect(() => must(sweep(source(quiet), { vary: ['pools.q.max=1..3'] }))).toThrow(/pools\.q/);
  });

  it('a paragraph keeps its figures in both of its forms', () => expect(bundleOf(markdown('**7** of 8'))).toEqual({ 'text/markdown': '**7** of 8', 'text/plain': '**7** of 8' }));
});

it('package.json exports, built, exactly the modules that notebooks are executed with', () => {
  const doors = /doors = \{([^}]*)\}/.exec(readFileSync(`${root}/.config/notebook-cells.mjs`, 'utf8'))?.[1] ?? '';
  const { exports } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { readonly exports: { readonly [name: string]: { readonly default: string; readonly types: string } } };
  const pairs = [...doors.matchAll(/'?([\w/]+)'?: '([^']+)'/g)].map(([, name = '', path = '']) => [name.replace('poolsim', '.'), path] as const);

  expect(pairs.map(([name]) => name)).toEqual(['.', './notebook']);
  for (const [name, path] of pairs) {
    const built = path.replace(/^src/, './dist/lib').replace(/\.ts$/, '');
    expect(exports[name]).toEqual({ types: `${built}.d.ts`, default: `${built}.js` });
  }
});
