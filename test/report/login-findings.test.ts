/** Logins that fill the cores are named, with an advice that helps; a pool is not told to grow into them. */

import { describe, expect, it } from 'vitest';
import { readScenario, type RunResult, simulate } from '../../src/index.ts';
import { textOf } from '../scenarios/run-once.ts';

function resultOf(name: string, ...set: readonly string[]): RunResult {
  const read = readScenario({ text: textOf(name), file: name, files: () => ({ problem: '' }), set });
  if (!read.ok) throw new Error(read.problems[0]?.says);
  return simulate(read.scenario);
}
const found = (result: RunResult, id: string) => result.findings.find((one) => one.id === id);

describe('logins that fill the cores', { timeout: 60_000 }, () => {
  it('are named where every caller opens its own connection, and a bigger pool is not advised', () => {
    const result = resultOf('prisma-sixty-five.yaml');

    expect(result.findings[0]).toMatchObject({ id: 'logins/primary', text: expect.stringMatching(/^From 00:02:00 to 00:04:\d\d logins filled the 2 cores of primary for .*: up to 1\d\d connections were being opened at once.* api requests failed/) });
    expect(found(result, 'pool-exhausted/main')).toMatchObject({ text: expect.stringMatching(/had nothing to lend: at most \d\d of 195 connections were lent, and 1\d\d on average still being opened/), tryNext: expect.stringContaining('more connections only log in more at once') });
    expect(result.findings.some(({ tryNext }) => /bigger pool/.test(tryNext ?? ''))).toBe(false);
  });

  it('are gone with what is advised, and with logins that cost no processor time', () => {
    const advice = /--set (\S+)$/.exec(found(resultOf('prisma-sixty-five.yaml'), 'logins/primary')?.tryNext ?? '')?.[1] ?? '';
    const advised = resultOf('prisma-sixty-five.yaml', advice);
    const free = resultOf('prisma-sixty-five.yaml', 'databases.primary.connectCpu=0s');

    expect(advice).toBe('pools.main.connection_limit=9');
    expect(advised.classes.api?.failed).toBe(0);
    expect([advised, free].flatMap((result) => result.findings.filter(({ id, text }) => id.startsWith('logins/') && /failed/.test(text)))).toEqual([]);
    expect(found(free, 'logins/primary')).toBeUndefined();
  });

  it('are not seen where a pool is merely exhausted, or the cores are merely full', () => {
    for (const name of ['ten-reports.yaml', 'nested-deadlock.yaml', 'spike-of-fifty.yaml']) expect(resultOf(name).findings.filter(({ id }) => id.startsWith('logins/'))).toEqual([]);
  });

  it('are named for a fleet that comes back at once', () => {
    expect(found(resultOf('login-storm.yaml'), 'logins/storm')?.text).toMatch(/^From 00:02:03 to 00:02:1\d logins filled the 4 cores of storm for 1\d s: up to 120 connections .* 1,708 orders requests failed/);
  });
});
