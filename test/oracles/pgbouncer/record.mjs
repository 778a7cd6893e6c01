/**
 * Plays scripts.json against a real PgBouncer and a real PostgreSQL and writes what every client saw to recorded.csv. Needs the Debian packages
 * postgresql and pgbouncer. Both listen on the loopback alone, in a folder of their own that is removed at the end; only what was started here is stopped.
 *
 *   node test/oracles/pgbouncer/record.mjs [folder of the PostgreSQL binaries, default /usr/lib/postgresql/15/bin]
 */

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const bin = process.argv[2] ?? '/usr/lib/postgresql/15/bin';
const { scripts } = JSON.parse(readFileSync(here('scripts.json'), 'utf8'));

/** Neither server runs as root: root becomes the user postgres. */
const number = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
const as = process.getuid?.() === 0 ? { uid: number('-u'), gid: number('-g') } : {};

const home = mkdtempSync(join(tmpdir(), 'pgb-'));
const own = (path) => {
  if (as.uid !== undefined) chownSync(path, as.uid, as.gid);
};
chmodSync(home, 0o755);
own(home);

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const started = [];
function start(command, args) {
  const child = spawn(command, args, { ...as, cwd: home, stdio: ['ignore', 'ignore', 'ignore'] });
  started.push(child);
  return child;
}

/** Asks a process that was started here to end, and waits until it has. */
async function stop(child, signal = 'SIGINT') {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await over;
}

async function until(ready) {
  for (let i = 0; i < 200; i++) {
    if (await ready().then(() => true, () => false)) return;
    await pause(50);
  }
  throw new Error('the server did not come up');
}

const client = (port, name = 'app') => new pg.Client({ host: '127.0.0.1', port, user: name, database: 'bench', ssl: false });

async function ask(port) {
  const one = client(port);
  one.on('error', () => {});
  await one.connect();
  await one.query('select 1');
  await one.end();
}

async function postgres() {
  const port = await freePort();
  const data = join(home, 'data');
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'app', '-A', 'trust', '--no-sync'], { ...as, cwd: home, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  const args = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', '-c', 'fsync=off'];
  start(join(bin, 'postgres'), args);
  const admin = () => new pg.Client({ host: '127.0.0.1', port, user: 'app', database: 'postgres' });
  await until(async () => {
    const one = admin();
    await one.connect();
    await one.query('create database bench');
    await one.end();
  });
  return port;
}

/** A PgBouncer for one script. Slow logins, resets and checks are queries that sleep. */
async function bouncer(script, behind) {
  const port = await freePort();
  const sleeps = (ms) => `select pg_sleep(${ms / 1000})`;
  const login = script.loginMs === undefined ? '' : ` connect_query='${sleeps(script.loginMs)}'`;
  const settings = {
    listen_addr: '127.0.0.1', listen_port: port, unix_socket_dir: '', auth_type: 'any', pool_mode: 'transaction', max_client_conn: 100, server_idle_timeout: 1, server_round_robin: 0,
    ...(script.resetMs === undefined ? {} : { server_reset_query: sleeps(script.resetMs) }), ...(script.checkMs === undefined ? {} : { server_check_query: sleeps(script.checkMs) }), ...script.options,
  };
  const lines = ['[databases]', `bench = host=127.0.0.1 port=${behind} dbname=bench user=app${login}`, '[pgbouncer]', ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`)];
  const file = join(home, `${port}.ini`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  own(file);
  const child = start('pgbouncer', ['-q', file]);
  await until(() => ask(port));
  return { port, child };
}

/** One client's part: its statements in order, and how it ended. */
async function play(script, port, { name, at, does }, begins, opened) {
  const ms = () => Math.round((performance.now() - begins) * 10) / 10;
  const rows = [];
  let one = opened;
  try {
    await pause(Math.max(0, at - ms()));
    if (one === null) {
      one = client(port);
      one.on('error', () => {});
      await one.connect();
    }
    for (const [i, what] of does.entries()) {
      if (typeof what === 'object') await pause(what.rests);
      else {
        await one.query(what === 'begin' ? 'begin' : `select pg_sleep(${what / 1000})`);
        rows.push([script.id, name, `answer ${i + 1}`, ms(), '']);
      }
    }
    await one.end();
  } catch (error) {
    rows.push([script.id, name, 'error', ms(), `${error.code ?? ''} ${error.message}`.trim().replaceAll(',', ';')]);
  }
  return rows;
}

const rows = [];
const version = spawnSync('pgbouncer', ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0];
try {
  const behind = await postgres();
  for (const script of scripts) {
    const { port, child } = await bouncer(script, behind);
    const clients = script.logsInAtStart ? script.clients.map(() => null) : await Promise.all(script.clients.map(async () => {
      const one = client(port);
      one.on('error', () => {});
      await one.connect();
      return one;
    }));
    if (script.options.server_idle_timeout !== 0) await pause(2000); // the server connection of the first login is closed by now
    const begins = performance.now();
    const parts = await Promise.all(script.clients.map((one, i) => play(script, port, one, begins, clients[i])));
    rows.push(...parts.flat().sort((a, b) => a[3] - b[3]));
    await stop(child);
    console.error(`${script.id}: ${script.says}`);
  }
} finally {
  for (const child of started.reverse()) await stop(child);
  rmSync(home, { recursive: true, force: true });
}
mkdirSync(here('.'), { recursive: true });
writeFileSync(here('recorded.csv'), `# ${version}, PostgreSQL ${spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout.trim().replace(/^postgres \(PostgreSQL\) /, '')}\nscript,client,event,at_ms,text\n${rows.map((row) => row.join(',')).join('\n')}\n`);
