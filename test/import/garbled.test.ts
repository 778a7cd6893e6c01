/** Files that were cut, stirred or mixed up: each format answers with blocks or with faults that have a line, never with a crash; and the command leaves files alone. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import type { ArrivalSink } from '../../src/import/format.ts';
import { importFormats } from '../../src/import/formats/index.ts';
import { workshop } from '../cli/built-cli.ts';
import { fixtureText } from './pasted.ts';

const samples: { readonly [format: string]: string } = {
  spring: `spring:\n  datasource:\n    url: jdbc:x\n    hikari: { maximum-pool-size: "\${A:\${B:3}}", pool-name: "x" }\n---\nspring.config.activate.on-profile: (a & !b) | c\n`,
  hikari: 'maximumPoolSize=5\njdbcUrl=jdbc\\:x\npoolName=\\u0061\n',
  sqlalchemy: "import os\nA = 3\nengine = create_engine(os.environ.get('U', 'x'), pool_size=A * 2, **{'a': 1}, max_overflow=-1)\n[a]\nsqlalchemy.pool_size = 3\n",
  'node-postgres': "const m = 3;\nconst pool = new pg.Pool({ max: m || Number(process.env.X ?? '5'), idleTimeoutMillis: 30_000, ...rest } as P);\n",
  pgbouncer: "[databases]\na = host=h dbname='x''y' pool_size=3\n* = host=g\n[pgbouncer]\npool_mode = transaction\n%include x\n",
  rails: 'default: &d\n  adapter: x\n  pool: <%= ENV.fetch("T") { 5 } %>\nproduction:\n  <<: *d\n',
  django: 'DATABASES = {"default": {"CONN_MAX_AGE": None, "OPTIONS": {"pool": {"max_size": 4}}}}\n',
  'go-sql': 'package main\nconst n = 3\nfunc f() { db.SetMaxOpenConns(n); db.SetConnMaxLifetime(5 * time.Minute) }\n',
  'pg-stat-statements': fixtureText('pg-stat-statements-15.csv').slice(0, 1500),
  pgbench: fixtureText('pgbench-rate.log').slice(0, 400),
  'access-log': '1.2.3.4 - - [15/Jun/2024:22:55:03 +0200] "GET /a HTTP/1.1" 200 612 "-" "x \\"y\\"" 0.250\n'.repeat(3),
  'json-log': '{"time":"2024-06-15T22:55:03Z","request_time":0.1,"uri":"/a"}\n{"time":null}\n',
  csv: 'time,route,cpu_ms\n2024-06-15T22:55:03Z,"a,b",3\n1,2\n',
};

/** What happens to a file: a piece is cut out, doubled, or replaced by something else. */
const garble = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 40 }), fc.constantFrom('', '"', "'", '{', '}', '(', ')', '${', '%', '\n', '\t', ': ', '=', ',', '&a *a', '\u0000', '-1', '1e999', '😀', '__proto__'), fc.boolean());

describe('a garbled file', () => {
  for (const [name, sample] of Object.entries(samples)) {
    it(`of ${name} is answered with blocks or with faults`, () => {
      const format = importFormats[name];
      if (format === undefined) throw new Error(name);
      fc.assert(fc.property(fc.array(garble, { maxLength: 4 }), (cuts) => {
        let text = sample;
        for (const [share, length, piece, doubled] of cuts) {
          const at = Math.floor(share * text.length);
          text = text.slice(0, at) + piece + (doubled ? text.slice(at, at + length) : '') + text.slice(at + (doubled ? 0 : length));
        }
        const head = { name: 'x', text, whole: true };
        for (const one of Object.values(importFormats)) one.recognises(head);
        if (format.makes === 'trace') {
          const rows: number[] = [];
          const sink: ArrivalSink = { row: (at) => void rows.push(at), bad: (line, says) => expect([line > 0, says !== '']).toEqual([true, true]) };
          const reader = format.begin({ routes: true }, head, sink);
          if ('says' in reader) return;
          for (const [i, line] of text.split('\n').entries()) reader.read(line, i + 1);
          reader.end();
          expect(rows.every(Number.isFinite)).toBe(true);
        } else {
          const made = format.read(text, {}, head);
          if (made.ok) expect(parseDocument(made.yaml).errors).toEqual([]);
          else expect(made.faults.length > 0 && made.faults.every((fault) => Number.isInteger(fault.line) && fault.line > 0 && fault.says !== '')).toBe(true);
        }
      }), { seed: 51, numRuns: 400 });
    });
  }
});

describe('poolsim import of a configuration', { timeout: 60_000 }, () => {
  const { folder, write, poolsim, files } = workshop();
  write('application.yml', samples.spring ?? '');

  it('writes the blocks to stdout, or to a file, and the rest to stderr', () => {
    const shown = poolsim(['import', 'application.yml']);
    const kept = poolsim(['import', 'application.yml', '--out', 'pools.yaml', '--quiet']);

    expect(shown).toMatchObject({ code: 0, err: expect.stringContaining('Read as spring. Paste this into a scenario') });
    expect(kept).toMatchObject({ code: 0, out: '', err: '' });
    expect(readFileSync(join(folder, 'pools.yaml'), 'utf8')).toBe(shown.out);
  });

  it('makes a scenario that runs, pasted under a database and traffic', () => {
    const blocks = poolsim(['import', 'application.yml', '--pool', 'main', '--quiet']).out;
    write('world.yaml', `${blocks}run: { length: 10s }\ndatabases: { primary: { kind: postgresql } }\nroutes: { read: [ { query: { pool: main, cpu: 1ms } } ] }\ntraffic: { api: { route: read, rate: 10/s } }\n`);

    expect(poolsim(['run', 'world.yaml', '--no-files', '--quiet'])).toMatchObject({ code: 0, err: '' });
  });

  it('with a mistake tells its line and leaves an existing file alone', () => {
    write('bad.yml', 'spring.datasource.hikari:\n  maximum-pool-size: many\n');
    write('kept.yaml', 'kept');
    const before = files();

    expect(poolsim(['import', 'bad.yml', '--out', 'kept.yaml'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^bad\.yml:2: .*"many" is no whole number.*\n1 problem; nothing was written\.\n$/) });
    expect(readFileSync(join(folder, 'kept.yaml'), 'utf8')).toBe('kept');
    expect(files()).toEqual(before);
  });

  it('lists its formats in its help, and for a file that it does not know', () => {
    write('unknown.bin', 'what is this\n');
    for (const told of [poolsim(['import', '--help']).out, poolsim(['import', 'unknown.bin']).err]) for (const name of Object.keys(importFormats)) expect(told).toContain(name);
  });
});
