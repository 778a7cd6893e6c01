/** The small commands: verify, lint, init, schema, explain, help and version. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { poolKinds } from '../../src/model/pool/kinds/index.ts';
import { version } from '../../src/run/version.ts';
import { bad, broken, good, workshop } from './built-cli.ts';

const { write, poolsim, files } = workshop();
write('set/a-good.yaml', good);
write('mixed/a-good.yaml', good);
write('mixed/b-broken.yaml', broken);
write('bad.yaml', bad);
const own = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

describe('poolsim verify', { timeout: 60_000 }, () => {
  it('keeps score of a folder of scenarios and writes nothing', () => {
    const before = files();

    const ran = poolsim(['verify', 'set']);

    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/✓ a-good\.yaml +1\/1/);
    expect(files()).toEqual(before);
  });

  it('ends with 1 when a promise failed and says which', () => {
    const ran = poolsim(['verify', 'mixed']);

    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/✗ b-broken\.yaml +0\/1[\s\S]*p50\(api\) < 1ms: observed/);
  });

  it('still runs the others when one cannot be read, and ends with 2', () => {
    const ran = poolsim(['verify', 'bad.yaml', 'set/a-good.yaml', '--json']);

    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.out)).toMatchObject({ bad: 1, scenarios: [{ file: 'set/a-good.yaml', promises: [{ held: true }] }] });
  });

  it('ends with 3 when there is nothing of that name', () => expect(poolsim(['verify', 'nowhere'])).toMatchObject({ code: 3, out: '' }));
});

describe('poolsim lint', { timeout: 60_000 }, () => {
  it('tells all problems of all files and ends with 2', () => {
    const ran = poolsim(['lint', 'bad.yaml', 'set/a-good.yaml']);

    expect(ran.code).toBe(2);
    expect(ran.err.match(/^bad\.yaml:\d+:\d+/gm)?.length).toBeGreaterThanOrEqual(3);
    expect(ran.out).toContain('a-good.yaml: nothing to say against it');
  });

  it('sees what cannot come out well', () => {
    write('doubtful.yaml', `scenario: Doubtful
run: { length: 1m }
databases: { primary: { kind: mysql, maxConnections: 60, idleSessionTimeout: 2m, statementTimeout: 15s } }
pools: { main: { kind: pg-pool, database: primary, max: 20, connectionTimeoutMillis: 5000, idleTimeoutMillis: 600000 } }
apps: { web: { instances: 4, pools: [ main ] } }
routes: { pay: [ { transaction: { pool: main, steps: [ { query: { blocked: 5ms } }, { nested: { pool: main, steps: [ { query: { cpu: 1ms } } ] } } ] } } ] }
traffic: { api: { route: pay, rate: 10000/s, patience: 10s } }
`);

    const ran = poolsim(['lint', 'doubtful.yaml']);

    expect(ran.code).toBe(0);
    for (const says of ['may open 80 connections', 'lend dead connections', 'holds 2 connections of main at once', 'gives up after 10s', 'of 80 connections busy']) expect(ran.out).toContain(says);
  });
});

describe('poolsim init', { timeout: 60_000 }, () => {
  it('writes a scenario that reads, runs and says nothing doubtful', () => {
    expect(poolsim(['init', 'first.yaml'])).toMatchObject({ code: 0, err: '' });

    expect(poolsim(['lint', 'first.yaml'])).toMatchObject({ code: 0, err: '', out: 'first.yaml: nothing to say against it\n' });
    expect([0, 1]).toContain(poolsim(['run', 'first.yaml', '--no-files', '--quiet']).code);
  });

  it('never writes over an existing file', () => {
    const path = write('mine.yaml', 'mine');

    expect(poolsim(['init', 'mine.yaml'])).toMatchObject({ code: 3, out: '' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});

describe('poolsim explain', { timeout: 60_000 }, () => {
  it('lists its topics, every pool kind among them', () => {
    const { out } = poolsim(['explain']);

    for (const kind of Object.keys(poolKinds)) expect(out).toContain(kind);
  });

  it.each([['pool', 'hikaricp', 'maximumPoolSize'], ['step', 'transaction', 'pool'], ['law', 'exponential', 'memoryless'], ['incident', 'resize', 'pool'], ['contention', 'hyperbolic', 'k'],
    ['promise', 'p99', 'class'], ['exit-codes', '', 'inconclusive'], ['audit', '', 'arrived'], ['sweep', '', '1..1000:log7'], ['database', 'postgresql', 'maxConnections'], ['scenario', '', 'promises'], ['traffic', '', 'patience']])('explains %s %s', (group, name, says) => {
    const ran = poolsim(['explain', group, ...(name === '' ? [] : [name])]);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(says);
  });

  it('finds a topic by its own name and offers the nearest one on a slip', () => {
    expect(poolsim(['explain', 'hikaricp']).out).toContain('maximumPoolSize');
    expect(poolsim(['explain', 'hikari'])).toMatchObject({ code: 2, err: expect.stringContaining('hikaricp') });
  });

  it.each([['lockTimeout', 'in database postgresql, database plain', 'waits for a row'], ['swap', 'in database postgresql', 'swap space'], ['coldCache', 'in incident restart', 'nothing is in memory'], ['commit', 'in step transaction', 'COMMIT'],
    ['maximumpoolsize', 'in pool hikaricp', 'most connections']])('finds the key %s in the topics that have it', (key, where, says) => {
    const ran = poolsim(['explain', key]);

    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(where);
    expect(ran.out).toContain(says);
  });

  it.each([60, 80, 100])('shows all pool kinds in one table that fits %i columns', (width) => {
    const ran = poolsim(['explain', 'pool', '--width', String(width)]);

    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const kind of Object.keys(poolKinds)) expect(ran.out).toMatch(new RegExp(`^${kind} `, 'm'));
    expect(ran.out.split('\n').filter((line) => [...line].length > width)).toEqual([]);
  });

  it('shows a kind beside the others', () => {
    const { out } = poolsim(['explain', 'pool', 'pg-pool']);

    expect(out.replace(/\s+/g, ' ')).toMatch(/opens one and waits for that one alone \(the same in [^)]*go-database-sql[^)]*; [^)]*hikaricp[^)]*: a thread of the pool does, for whoever waits first/);
    expect(out).toContain('timeout exceeded when trying to connect');
  });

  it('shows where two kinds differ, and nothing else', () => {
    const { out } = poolsim(['explain', 'pool', 'hikaricp', 'pg-pool']);

    expect(out).toMatch(/Who opens a connection\?\n +hikaricp +A thread[^\n]*\n +pg-pool +A caller/);
    expect(out).not.toContain('How many may wait?');
    expect(out).toMatch(/\d+ other answers are the same/);
    expect(poolsim(['explain', 'pool', 'hikaricp', 'pg-pol'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Did you mean "pg-pool"?') });
  });
});

describe('poolsim', { timeout: 60_000 }, () => {
  it('prints a JSON Schema', () => expect(JSON.parse(poolsim(['schema']).out)).toMatchObject({ type: 'object', properties: { run: {}, pools: {} } }));

  it('helps, with every command and the exit codes', () => {
    const ran = poolsim(['--help']);

    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const word of ['run', 'verify', 'lint', 'init', 'schema', 'explain', 'Exit codes']) expect(ran.out).toContain(word);
    expect(poolsim(['run', '--help']).out).toContain('--no-charts');
  });

  it('has one version everywhere', () => {
    expect(version).toBe(own.version);
    expect(poolsim(['--version']).out).toBe(`${own.version}\n`);
  });
});
