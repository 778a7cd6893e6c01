/** The form of a scenario: drawn from the catalogue, it finds every number of the library, and whatever is turned in it still reads. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/reading/scenario-file.ts';
import { simulate } from '../../src/index.ts';
import { turned } from '../../src/playground/explore/turn.ts';
import { scaleOf } from '../../src/playground/explore/scale.ts';
import type { Control, Form } from '../../src/playground/form/control.ts';
import { formOfText } from '../../src/playground/form/form.ts';
import { expectedRequests } from '../../src/playground/jobs/expected.ts';
import { help } from '../../src/playground/jobs/help.ts';

const folder = new URL('../../scenarios/', import.meta.url);
const library = readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
const textOf = (name: string): string => library.find((one) => one.name === `${name}.yaml`)?.text ?? '';
const noFiles = () => ({ problem: 'there is none' });
const read = (text: string) => readScenario({ text, file: null, files: noFiles });

function formed(text: string): Form {
  const form = formOfText(text);
  if (form === null) throw new Error('no form');
  return form;
}

const controlAt = (form: Form, path: string): Control => {
  const found = form.groups.flatMap((group) => group.controls).find((control) => control.path.join('.') === path);
  if (found === undefined) throw new Error(`no control ${path}`);
  return found;
};

const turn = (text: string, path: string, value: string | null): string => {
  const form = formed(text);
  const done = turned(text, form, controlAt(form, path), value);
  if (!done.ok) throw new Error(done.says);
  return done.text;
};

describe('the form', () => {
  it('has pool kind and size, timeouts, traffic, cores, report threads, retries and leaks of the Saturday report', () => {
    const form = formed(textOf('saturday-report'));
    const front = form.groups.flatMap((group) => group.controls).filter((control) => !control.more).map((control) => control.path.join('.'));
    for (const path of ['pools.primary-write-pool.kind', 'pools.primary-write-pool.maximumPoolSize', 'pools.primary-write-pool.connectionTimeout', 'traffic.api.rate', 'databases.primary.cores', 'databases.primary.statementTimeout', 'cron.revenue-report.threads', 'traffic.api.retry.attempts', 'routes.checkout.leak', 'run.length']) expect(front).toContain(path);
    expect(controlAt(form, 'pools.primary-write-pool.kind').choices).toContain('pg-pool');
    expect(controlAt(form, 'pools.primary-write-pool.maximumPoolSize')).toMatchObject({ widget: 'count', value: 10, fallback: '10', atLeast: 1 });
    expect(controlAt(form, 'traffic.api.rate')).toMatchObject({ widget: 'rate', value: '110/s' });
    expect(controlAt(form, 'routes.checkout.leak')).toMatchObject({ widget: 'share', value: null });
  });

  it('knows how each number of the library is written: none of them is plain text', () => {
    for (const { name, text } of library) {
      const lost = formed(text).groups.flatMap((group) => group.controls).filter((control) => control.widget === 'text' && typeof control.value === 'number' && control.label !== 'seed');
      expect(lost.map((control) => `${name} ${control.path.join('.')}`)).toEqual([]);
    }
  });

  it('gives sliders whose every position reads, around the value that came', () => {
    for (const { name, text } of library.filter((_, i) => i % 6 === 0)) {
      for (const control of formed(text).groups.flatMap((group) => group.controls).filter((one) => one.value !== null && !one.path.includes('incidents'))) {
        const scale = scaleOf(control, String(control.value));
        if (scale === null) continue;
        const at = scale.positionOf(String(control.value));
        expect(at, `${name} ${control.path.join('.')} = ${control.value}`).not.toBeNull();
        expect(scale.positionOf(scale.textAt(Math.round(scale.steps / 2)))).toBeCloseTo(Math.round(scale.steps / 2), -1);
      }
    }
  });
});

describe('turning', () => {
  it('exchanges every pool kind for every other, with its size and timeout, into a scenario that reads', () => {
    const begin = textOf('call-inside-transaction');
    const pool = formed(begin).groups.find((group) => group.kind === 'pool')?.id ?? '';
    let text = begin;
    for (const kind of Object.keys(formed(begin).kinds)) {
      text = turn(text, `${pool}.kind`, kind);
      const now = read(text);
      expect(now.ok ? [] : now.problems.map((problem) => `${kind}: ${problem.says}`)).toEqual([]);
    }
    const moved = turn(begin, `${pool}.kind`, 'sqlalchemy');
    const size = (source: string): number | undefined => { const now = read(source); return now.ok ? Object.values(now.scenario.pools)[0]?.policy.patience.law === 'constant' ? Object.values(now.scenario.pools)[0]?.policy.max : undefined : undefined; };
    expect(size(turn(moved, `${pool}.max_overflow`, '0'))).toBe(size(begin));
  });

  it('gives a route that is a bare list a leak, and takes it away again', () => {
    const text = textOf('saturday-report');
    const leaking = turn(text, 'routes.checkout.leak', '0.5%');
    const now = read(leaking);
    expect(now.ok && now.scenario.routes.checkout?.leak.kind).not.toBe('never');
    expect(leaking.split('\n').length).toBe(text.split('\n').length);
    const back = read(turn(leaking, 'routes.checkout.leak', null));
    expect(back.ok && back.scenario.routes.checkout?.leak.kind).toBe('never');
  });

  it('writes text that YAML would read as something else in quotes', () => {
    expect(turn(textOf('saturday-report'), 'cron.revenue-report.schedule', '*/5 * * * *')).toContain('schedule: "*/5 * * * *"');
  });
});

describe('before a run', () => {
  it('the number of requests is told within a few per cent, where traffic is open', () => {
    for (const name of ['saturday-report', 'leak-one-per-minute', 'ten-reports', 'too-many-pods', 'hikari-minimum-idle-zero']) {
      const now = read(textOf(name));
      if (!now.ok) throw new Error(name);
      const scenario = { ...now.scenario, run: { ...now.scenario.run, length: Math.min(now.scenario.run.length, 120_000_000) } };
      const { requests } = simulate(scenario).run;
      expect(Math.abs(expectedRequests(scenario) / Math.max(1, requests) - 1), `${name}: ${expectedRequests(scenario)} expected, ${requests} made`).toBeLessThan(0.1);
    }
  });
});

describe('before a run of users who wait for their answers', () => {
  it('no fewer requests are expected than are made', () => {
    for (const name of ['hot-row', 'oracle-9600-users', 'nested-deadlock']) {
      const now = read(textOf(name));
      if (!now.ok) throw new Error(name);
      const { requests } = simulate({ ...now.scenario, run: { ...now.scenario.run, length: Math.min(now.scenario.run.length, 3_000_000) } }).run;
      const expected = expectedRequests({ ...now.scenario, run: { ...now.scenario.run, length: Math.min(now.scenario.run.length, 3_000_000) } });
      expect(expected, name).toBeGreaterThan(0.9 * requests);
      expect(expectedRequests(now.scenario), name).toBeLessThan(5_000_000);
    }
  });
});

describe('help at the cursor', () => {
  const hooks = { progress: () => undefined, transfer: () => undefined };
  const text = textOf('saturday-report');
  it('names the keys that may still stand there, and what a key means', async () => {
    const words = await help({ text, path: ['pools', 'primary-write-pool'], want: 'keys' }, hooks);
    expect(words.map(({ label }) => label)).toContain('maxLifetime');
    expect(words.map(({ label }) => label)).not.toContain('maximumPoolSize');
    expect(await help({ text, path: ['pools', 'primary-write-pool', 'maximumPoolSize'], want: 'about' }, hooks)).toEqual([{ label: 'maximumPoolSize', detail: 'default 10', info: 'most connections' }]);
    expect((await help({ text: `${text}\n  x: [`, path: ['pools', 'any', 'maximumPoolSize'], want: 'about' }, hooks))[0]?.info).toBe('most connections');
  });
  it('names what is declared elsewhere, and the words that a key takes', async () => {
    expect((await help({ text, path: ['pools', 'primary-write-pool', 'database'], want: 'values' }, hooks)).map(({ label }) => label)).toEqual(['primary']);
    expect((await help({ text, path: ['traffic', 'api', 'route'], want: 'values' }, hooks)).map(({ label }) => label)).toEqual(['checkout', 'revenue']);
    expect((await help({ text, path: ['traffic', 'api', 'arrivals'], want: 'values' }, hooks)).map(({ label }) => label)).toContain('poisson');
  });
});
