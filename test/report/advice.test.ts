/** Every command that a finding advises can be typed as it stands: it runs and keeps or breaks a promise, and is never refused. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { adviceOf } from '../../src/report/findings/cause.ts';
import { mostFindings } from '../../src/report/findings.ts';
import type { RunResult } from '../../src/result.ts';
import { workshop } from '../cli/built-cli.ts';

const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const shop = workshop();

/** Worlds made to draw the advice that no scenario of the library draws: every kind of arrivals, and pools that need more than a number. */
const made: { readonly [name: string]: string } = {
  'users-hold': `pools: { main: { kind: hikaricp, database: db, maximumPoolSize: 4, connectionTimeout: 1s } }
routes: { read: [ { query: { pool: main, cpu: 2ms } } ], slow: [ { query: { pool: main, blocked: 4s } } ] }
traffic: { api: { route: read, rate: 50/s }, office: { route: slow, users: 12, think: 1s } }`,
  'gaps-and-bursts': `pools: { main: { kind: pg-pool, database: db, max: 2, connectionTimeoutMillis: 500 } }
routes: { read: [ { query: { pool: main, blocked: 80ms } } ] }
traffic: { uneven: { route: read, gaps: { uniform: [ 0ms, 80ms ] } }, bursts: { route: read, size: 40, every: 5s } }`,
  'no-pool': `pools: { bare: { kind: no-pool, database: db, connectTimeout: 2s } }
routes: { read: [ { query: { pool: bare, cpu: 2ms } } ] }
traffic: { api: { route: read, rate: 30/s } }`,
  'too-much': `pools: { main: { kind: sqlalchemy, database: db, pool_size: 3, max_overflow: 2 } }
routes: { read: [ { query: { pool: main, blocked: 50ms } } ] }
traffic: { api: { route: read, rate: 140/s, retry: { attempts: 3 }, patience: 3s } }`,
  'pods-refused': `apps: { shop: { instances: 20, pools: [ orders ] } }
pools: { orders: { kind: hikaricp, database: db, maximumPoolSize: 20, connectionTimeout: 5s } }
routes: { read: [ { query: { pool: orders, blocked: 90ms } } ] }
traffic: { api: { route: read, rate: 300/s } }`,
  'busy-cores': `pools: { main: { kind: plain, database: db, max: 60, acquireTimeout: 1s } }
routes: { read: [ { query: { pool: main, cpu: 20ms } } ] }
traffic: { api: { route: read, rate: 260/s } }`,
};
const worldOf = (body: string): string => `scenario: made\nrun: { length: 1m, seed: 5 }\ndatabases: { db: { kind: postgresql, cores: 4, contention: { law: hyperbolic, k: 0.02 } } }\n${body}\n`;

const files = [
  ...readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => ({ name, text: readFileSync(`${folder}${name}`, 'utf8') })),
  ...Object.entries(made).map(([name, body]) => ({ name: `${name}.yaml`, text: worldOf(body) })),
];

/** The words of a command line as a shell would part them. */
const wordsOf = (line: string): string[] => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** Commands that were run already: many findings end in the same one. */
const codes = new Map<string, { readonly code: number | null; readonly err: string }>();
function ran(line: string): { readonly code: number | null; readonly err: string } {
  const [, verb = '', ...words] = wordsOf(line);
  const known = codes.get(line) ?? shop.poolsim([verb, ...words, ...(verb === 'run' ? ['--no-files', '--quiet'] : [])]);
  codes.set(line, known);
  return known;
}

const results = new Map<string, RunResult>();

describe.each(files)('the findings of $name', ({ name, text }) => {
  const path = shop.write(name, text);
  const result = JSON.parse(shop.poolsim(['run', path, '--no-files', '--json']).out) as RunResult;
  results.set(name, result);
  const advised = result.findings.map((one) => adviceOf(one.tryNext));

  it('are few, and no two of them give the same advice', () => {
    expect(result.findings.length).toBeGreaterThan(0);
    expect(result.findings.length).toBeLessThanOrEqual(Math.min(4, mostFindings));
    expect(new Set(advised.map(({ says, line }) => says + line)).size).toBe(advised.length);
  });

  it('name commands in one place only, and only such as exist', () => {
    for (const { says, line } of advised) {
      expect(says).not.toMatch(/poolsim|--set/);
      if (line !== null) expect(line).toMatch(/^poolsim (run|lint) /);
    }
  });

  it('advise commands that run', () => {
    for (const { line } of advised) {
      if (line === null) continue;
      const { code, err } = ran(line);
      expect([0, 1], `${line}\n${err}`).toContain(code);
    }
  });
}, 60_000);

describe('what the findings of the library say first', () => {
  it.each([
    ['too-many-pods', 'refused/primary'], ['nested-deadlock', 'standstill/main/consumers'], ['nested-deadlock-n2', 'standstill/main/threads'], ['leak-one-per-minute', 'leak/main'],
    ['saturday-report', 'held-by/primary-write-pool'], ['saturday-replica', 'nothing-failed'], ['call-inside-transaction', 'pool-exhausted/main'], ['exhaustion-demo', 'pool-exhausted/demo'],
    ['pods-refused', 'refused/db'],
  ])('%s: %s', (name, id) => {
    expect(results.get(`${name}.yaml`)?.findings[0]?.id).toBe(id);
  });
});
