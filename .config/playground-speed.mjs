/**
 * How long the page takes from a turned slider to redrawn charts, in a real browser: `node .config/playground-speed.mjs [turns]`, after a build. Prints, for
 * 30-minute scenarios of several sizes, the wall time from the input event to the last visible chart, and the processor time that the worker and the
 * page's own thread spent on it (Linux: from /proc), which depends less on what else the machine is doing.
 */

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './serve.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const turns = Number(process.argv[2] ?? 15);
const executablePath = process.env.CHROMIUM ?? spawnSync('sh', ['-c', 'command -v chromium || command -v google-chrome'], { encoding: 'utf8' }).stdout.trim();
if (executablePath === '') throw new Error('skipped: no Chromium found; install one or set CHROMIUM');

const text = (rate) => `scenario: ${rate} a second
run: { length: 30m, seed: 7 }
databases:
  db: { kind: postgresql, cores: 4, maxConnections: 100 }
pools:
  main: { kind: hikaricp, database: db, maximumPoolSize: 10, connectionTimeout: 1s }
routes:
  page: [ { query: { pool: main, cpu: { exponential: 10ms }, blocked: { exponential: 40ms } } } ]
traffic:
  web: { route: page, rate: ${rate}/s }
`;
const saturday = readFileSync(join(root, 'scenarios/saturday-report.yaml'), 'utf8').replace('length: 25m', 'length: 30m');

/** Processor time of the threads of all renderers so far, in ms, by kind. */
function threadTimes() {
  const sums = { worker: 0, page: 0 };
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) continue;
      for (const task of readdirSync(`/proc/${pid}/task`)) {
        const stat = readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8');
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const ms = (Number(fields[11]) + Number(fields[12])) * 10;
        if (/DedicatedWorker/.test(stat)) sums.worker += ms;
        else if (task === pid) sums.page += ms;
      }
    } catch {
      // A thread that has just ended.
    }
  }
  return sums;
}

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const server = await serve(join(root, 'dist/playground'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
try {
  console.log(`${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)}, Chromium ${browser.version()}, ${turns} turns each\n`);
  console.log('30 minutes of        requests   wall ms (median)   simulation alone   worker CPU ms   page CPU ms   per turn');
  for (const [name, yaml] of [['5/s', text(5)], ['20/s', text(20)], ['50/s', text(50)], ['110/s', text(110)], ['saturday-report', saturday]]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`http://127.0.0.1:${server.port}/#explore?s=p${Buffer.from(yaml).toString('base64url')}`);
    await page.locator('.chart .drawn svg').first().waitFor();
    await page.waitForTimeout(3000);
    // One input event, and the time until the status names another run and no chart was drawn for 60 ms.
    const turn = (i) => page.evaluate(`new Promise((done) => {
      const slider = [...document.querySelectorAll('input[type=range]')].find((one) => one.getAttribute('aria-label') === 'maximumPoolSize');
      const status = document.querySelector('.status').textContent;
      performance.clearMarks();
      const began = performance.now();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(slider, String(8 + ${i} % 5));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      const look = () => {
        const last = performance.getEntriesByName('drawn').at(-1)?.startTime ?? 0;
        if (last > began && performance.now() - last > 60) done({ wall: last - began, alone: performance.getEntriesByName('simulated').at(-1)?.detail ?? 0, requests: Number(/([\\d,]+) requests/.exec(document.querySelector('.status').textContent)?.[1].replaceAll(',', '')) });
        else setTimeout(look, 5);
      };
      look();
    })`);
    for (let i = 0; i < 5; i++) await turn(i);
    const before = threadTimes();
    const seen = [];
    for (let i = 0; i < turns; i++) seen.push(await turn(i));
    const after = threadTimes();
    const cell = (value, width) => String(Math.round(value)).padStart(width);
    console.log(`${name.padEnd(18)} ${cell(seen.at(-1).requests, 10)} ${cell(middle(seen.map((one) => one.wall)), 18)} ${cell(middle(seen.map((one) => one.alone)), 18)} ${cell((after.worker - before.worker) / turns, 15)} ${cell((after.page - before.page) / turns, 13)}`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
