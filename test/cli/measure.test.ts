/** `poolsim calibrate --url` against a real PostgreSQL, started here on the loopback interface where one is installed, and skipped with a word where none is. */

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, workshop } from './built-cli.ts';

const require = createRequire(import.meta.url);

/** The folder of initdb and postgres, newest release first; null: not installed. */
const binaries = ((): string | null => {
  const root = '/usr/lib/postgresql';
  const found = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)).map((release) => join(root, release, 'bin')).find((folder) => existsSync(join(folder, 'initdb'))) : undefined;
  return found ?? null;
})();
/** A server refuses to run as root: then as the user that its package made. */
const user = ((): { uid: number; gid: number } | null => {
  if (process.getuid?.() !== 0) return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const ids = ['-u', '-g'].map((flag) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim());
  return /^\d+$/.test(ids[0] ?? '') ? { uid: Number(ids[0]), gid: Number(ids[1]) } : null;
})();
const can = binaries !== null && user !== null;
if (!can) process.stderr.write('test/cli/measure.test.ts: no PostgreSQL server is installed here (initdb under /usr/lib/postgresql): measuring one is not tested\n');

const freePort = (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number };
    server.close(() => resolve(port));
  });
});

const { folder, poolsim, start, files } = workshop();

describe('the words of a measurement', { timeout: 60_000 }, () => {
  const url = 'postgres://me:secret@127.0.0.1:1/app';
  it.each([
    [['--url', 'mysql://me@host/app', '--yes'], /begins with mysql:\/\/: expected postgres:\/\//],
    [['--url', 'somewhere', '--yes'], /is not an address/],
    [['--url', url, '--yes', '--clients', '1,many'], /expected whole numbers from 1 to 1000/],
    [['--url', url, '--yes', '--seconds', '3600'], /--seconds must be a number from 1 to 60/],
    [['--url', url, '--yes', '--share', '100%'], /above 0% to 80%/],
    [['--url', url, '--yes', 'sweep.csv'], /give one of them/],
    [['--seconds', '3', 'sweep.csv'], /--seconds belongs to a measurement/],
    [['--url', url], /asks before it starts, and there is no terminal to ask on: add --yes/],
  ])('%j are refused with exit code 2', (words, says) => {
    const ran = poolsim(['calibrate', ...words]);

    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(says);
    expect(ran.err).not.toContain('secret');
  });

  it('a server that is not there ends with 3', () => {
    expect(poolsim(['calibrate', '--url', url, '--yes'])).toMatchObject({ code: 3, err: expect.stringMatching(/cannot open session 1 at 127\.0\.0\.1:1\/app: connect ECONNREFUSED/) });
  });

  it('without the package pg it says what to install, and the other way', () => {
    const alone = mkdtempSync(join(tmpdir(), 'poolsim-alone-'));
    cpSync(join(cli, '..'), join(alone, 'cli'), { recursive: true });

    const ran = spawnSync(process.execPath, [join(alone, 'cli/poolsim.cjs'), 'calibrate', '--url', url, '--yes'], { cwd: alone, encoding: 'utf8' });
    rmSync(alone, { recursive: true, force: true });

    expect(ran.status).toBe(3);
    expect(ran.stderr).toMatch(/needs the package pg.*npm install pg\n.*pgbench/);
  });
});

describe.skipIf(!can)('a real server', { timeout: 120_000 }, () => {
  let server: ChildProcess;
  let url = '';
  const home = mkdtempSync(join(tmpdir(), 'poolsim-postgres-'));

  beforeAll(async () => {
    const port = await freePort();
    chmodSync(home, 0o777);
    const data = join(home, 'data');
    execFileSync(join(binaries as string, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'], { ...user, cwd: home, stdio: 'ignore' });
    server = spawn(join(binaries as string, 'postgres'), ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=30', '-c', 'fsync=off', '-c', 'jit=off'], { ...user, cwd: home, stdio: 'ignore' });
    url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    for (let tries = 0; tries < 200; tries++) {
      if ((await ours()) !== null) return;
      await pause(100);
    }
    throw new Error('the server did not start');
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
    rmSync(home, { recursive: true, force: true });
  });

  /** Sessions of poolsim that the server has now, by their settings; null: it does not answer. */
  async function ours(): Promise<number | null> {
    const { Client } = require('pg') as { Client: new (url: string) => { connect(): Promise<void>; query(text: string): Promise<{ rows: { n: number }[] }>; end(): Promise<void>; on(event: 'error', listener: () => void): void } };
    const client = new Client(url);
    client.on('error', () => {});
    try {
      await client.connect();
      return (await client.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'poolsim calibrate'")).rows[0]?.n ?? 0;
    } catch {
      return null;
    } finally {
      await client.end().catch(() => {});
    }
  }

  it('is measured, fitted, and its table can be fitted again with the same answer', async () => {
    const ran = poolsim(['calibrate', '--url', url, '--clients', '1,2,4', '--seconds', '1', '--yes', '--cores', '2', '--law', 'none', '--raw', 'deep/raw.csv', '--json']);

    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(/30 connections, 3 reserved, 0 in use by others.\nWill open 4 connections \(at most 20 % of those not reserved\)/);
    const answer = JSON.parse(ran.out);
    expect(answer.points.map((one: { clients: number }) => one.clients)).toEqual([1, 2, 4]);
    // Everybody always waits for an answer: Little's law holds up to the ends of a second.
    for (const one of answer.points) expect(Math.abs((one.measuredLatencyMs * one.measuredPerS) / 1000 / one.clients - 1)).toBeLessThan(0.1);
    expect(readFileSync(join(folder, 'deep/raw.csv'), 'utf8')).toMatch(/^# PostgreSQL \d+.* at 127\.0\.0\.1:\d+\/postgres, 1 s each: SELECT.*\nclients,tps,latency_ms\n1,/);
    expect(JSON.parse(poolsim(['calibrate', 'deep/raw.csv', '--cores', '2', '--law', 'none', '--json']).out).cpuMs).toEqual(answer.cpuMs);
    expect(await ours()).toBe(0);
  });

  it('is asked for no more than the share of its connections', () => {
    const ran = poolsim(['calibrate', '--url', url, '--clients', '6', '--yes']);

    expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(/admits 30 connections, 3 of them reserved; 20 % of the rest are 5\. Ask for at most 5/)]);
  });

  it('is only read: a statement that writes, or several in one, is refused', async () => {
    const measured = (statement: string) => poolsim(['calibrate', '--url', url, '--clients', '1', '--seconds', '1', '--yes', '--statement', statement]);

    expect(measured('CREATE TABLE t (x int)')).toMatchObject({ code: 2, err: expect.stringMatching(/in a read-only transaction\. A measurement only reads/) });
    expect(measured('SELECT 1; SELECT 2')).toMatchObject({ code: 2, err: expect.stringMatching(/multiple commands/) });
    expect(files().filter((name) => name.startsWith('out/'))).toEqual([]);
    expect(await ours()).toBe(0);
  });

  it('loses all sessions of a measurement that Ctrl-C ends, and gets no half-written table', async () => {
    const running = start(['calibrate', '--url', url, '--clients', '3', '--seconds', '30', '--yes', '--raw', 'never.csv']);
    for (let tries = 0; tries < 100 && (await ours()) !== 3; tries++) await pause(100);
    expect(await ours()).toBe(3);

    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGINT');

    expect(await ended).toBe(130);
    for (let tries = 0; tries < 50 && (await ours()) !== 0; tries++) await pause(100);
    expect(await ours()).toBe(0);
    expect(files()).not.toContain('never.csv');
  });

  it.skipIf(spawnSync('script', ['--version']).status !== 0)('asks on a terminal, and takes no for an answer', () => {
    const ran = spawnSync('script', ['-qec', `'${process.execPath}' '${cli}' calibrate --url '${url}' --clients 1 --seconds 1`, '/dev/null'], { cwd: folder, input: 'n\n', encoding: 'utf8' });

    expect(ran.stdout).toMatch(/Go ahead\? \[y\/N\][\s\S]*nothing was measured/);
    expect(ran.status).toBe(2);
  });
});
