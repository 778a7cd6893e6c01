/**
 * Runs the bundled command line once on a small scenario and keeps the code that V8 compiled for it beside the bundle: `node warm.cjs dist/cli/main.cjs`.
 * What did not run (charts, other commands) is not kept and is compiled when it is needed. Failing here costs nothing but a slower start.
 */
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const filename = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'poolsim-build-'));
const scenario = join(folder, 'warm.yaml');
writeFileSync(scenario, `
scenario: Warm
run: { length: 20s }
databases: { primary: { kind: postgresql } }
pools: { main: { kind: hikaricp, database: primary }, other: { kind: pg-pool, database: primary } }
routes: { read: [ { query: { pool: main, cpu: { exponential: 4ms }, blocked: { exponential: 10ms } } }, { transaction: { pool: other, steps: [ { query: { cpu: 1ms } } ] } } ] }
traffic: { api: { route: read, rate: 100/s, patience: 1s }, desk: { route: read, users: 2, think: { exponential: 1s } } }
cron: { nightly: { route: read, at: [ 5s ] } }
incidents: [ { at: 8s, resize: { pool: main, to: 12 } } ]
promises: [ "failedShare(api) < 1%", "p99(api) < 1s" ]
`);

const script = new Script(readFileSync(filename, 'utf8'), { filename: 'poolsim/main.cjs' });
process.argv = [process.argv[0], filename, 'run', scenario, '--no-charts', '--out', join(folder, 'out')];
process.on('exit', () => {
  writeFileSync(`${filename}.code`, script.createCachedData());
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = 0;
});
script.runInThisContext()({}, require, module, filename, dirname(filename));
