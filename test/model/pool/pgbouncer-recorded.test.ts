/** The model beside a recorded PgBouncer 1.18.0 (test/oracles/pgbouncer): the same scripts, every answer and every error. The recorded times carry what a busy
 *  machine added, and for clients that wait for the janitor one round, a third of a second, wherever it happened to fall. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Doing, PoolerBench } from '../../helpers/pooler-bench.ts';

interface Script {
  readonly id: string;
  readonly says: string;
  readonly options: { readonly [option: string]: string | number };
  readonly loginMs?: number;
  readonly resetMs?: number;
  readonly checkMs?: number;
  readonly forMs: number;
  readonly clients: readonly { readonly name: string; readonly at: number; readonly does: readonly (number | 'begin' | { readonly rests: number })[]; readonly inRounds?: boolean }[];
}

const folder = new URL('../../oracles/pgbouncer/', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('scripts.json', folder), 'utf8')) as { readonly scripts: readonly Script[] };
const recorded = readFileSync(new URL('recorded.csv', folder), 'utf8').trim().split('\n').slice(2).map((line) => {
  const [script = '', client = '', event = '', at = '', text = ''] = line.split(',');
  return { script, client, event, at: Number(at), text };
});

/** What scheduling added on the machine that recorded, for each statement behind another. */
const noise = 60;
const round = 334;

const doing = (does: Script['clients'][number]['does']): Doing => {
  const steps = does.filter((what) => what !== 'begin').map((what) => (typeof what === 'number' ? { query: { blocked: `${what}ms` } } : { call: `${what.rests}ms` }));
  return does[0] === 'begin' ? [{ transaction: { pool: 'app', steps } }] : steps;
};

/** Slow resets and checks are round trips in the model; only one of the two is slow in a script. */
function played(script: Script): PoolerBench {
  const slow = script.resetMs ?? script.checkMs ?? 0;
  const bench = new PoolerBench({ pool_mode: 'transaction', version: '1.18', ...script.options }, { connect: `${script.loginMs ?? 0}ms`, roundTrip: `${slow}ms` });
  for (const { name, at, does } of script.clients) bench.at(at).comes(name, doing(does.map((what) => (typeof what === 'number' ? Math.max(0, what - slow) : what))));
  return bench.run(script.forMs);
}

describe.each(scripts)('PgBouncer 1.18 recorded, $id: $says', (script) => {
  const seen = recorded.filter((row) => row.script === script.id);

  it.each(script.clients)('$name sees what the model says', ({ name, inRounds }) => {
    const bench = played(script);

    const last = seen.filter((row) => row.client === name).at(-1);
    if (last === undefined) throw new Error(`${name} is not in recorded.csv`);
    const failed = /at (.*)/.exec(bench.failed[name] ?? '')?.[1];
    const at = Number(failed ?? bench.served[name]);
    expect(last.event === 'error').toBe(failed !== undefined);
    if (last.event === 'error') expect(bench.texts[name]).toBe(`FATAL: ${last.text.replace(/^(\w{5}) /, '$1: ')}`);
    const rank = seen.indexOf(last) + 1;
    expect(last.at).toBeGreaterThan(at - 5 - (inRounds ? round : 0));
    expect(last.at).toBeLessThan(at + noise * (1 + rank) + (inRounds ? round : 0));
  });

  it('answers come in the same order', () => {
    if (script.clients.some((one) => one.inRounds)) return;
    const bench = played(script);

    const order = Object.entries(bench.served).sort((a, b) => a[1] - b[1]).map(([name]) => name);
    const ends = seen.filter((row, i) => row.event !== 'error' && !seen.slice(i + 1).some((later) => later.client === row.client)).map((row) => row.client);
    expect(ends).toEqual(order);
  });
});
