/** Promises in tests: the matcher's answer, its message, and that the YAML it prints gives the same figure on the command line. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertHolds, holds, holdsPromises, oneReport, promiseMatchers, rateUpTo, type ScenarioData, scenarios } from '../../src/testing/index.ts';
import { decide } from '../../src/index.ts';
import { good, workshop } from '../cli/built-cli.ts';
import { scenarioOf } from '../helpers/worlds.ts';

const { folder, write, poolsim } = workshop();
expect.extend(promiseMatchers);

const lively = good.replace('cpu: 2ms, blocked: 8ms', 'cpu: { exponential: 2ms }, blocked: { exponential: 8ms }');
const yamlIn = (message: string): string => message.slice(message.indexOf('# Save this as failing.yaml'));
const failureOf = (act: () => unknown): string => {
  try {
    act();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('a promise in a test', () => {
  it('holds, or does not, with the figure that the run shows', () => {
    const { promises, held, runs, seed } = holds(lively, 'p99(api) < 1s');

    expect([held, runs, seed]).toEqual([true, 1, 3]);
    expect(promises[0]?.observed).toBe(decide(scenarioOf(lively)).result.classes.api?.latencyMs.p99);
    expect(holds(lively, 'p99(api) < 1s', { seed: 8 }).promises[0]?.observed).not.toBe(promises[0]?.observed);
  });

  it('may be tried on a path, on text, and on plain data; the promises of the scenario itself too', () => {
    const path = write('lively.yaml', lively);
    const data: ScenarioData = { run: { length: '5s' }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd' } }, routes: { r: [{ query: { pool: 'p', cpu: '1ms' } }] }, traffic: { t: { route: 'r', rate: '20/s' } } };

    expect(path).toHold('p99(api) < 1s');
    expect(lively).toHold('p99(api) < 1s');
    expect(data).toHold('p99(t) < 1s');
    expect(data).not.toHold('p99(t) < 1ms');
    expect(path).toHoldPromises();
    expect(holdsPromises(path).promises.map((one) => one.text)).toEqual(['failedShare(api) < 1%']);
  });

  it('with a confidence runs as often as it takes, as the command line does', { timeout: 60_000 }, () => {
    const { held, runs, promises } = holds(lively, 'p99(api) < 200ms @95%');
    write('sure.yaml', lively.replace('failedShare(api) < 1%', 'p99(api) < 200ms @95%'));
    const told = JSON.parse(poolsim(['run', 'sure.yaml', '--no-files', '--json']).out) as { promises: unknown[] };

    expect([held, runs]).toEqual([true, 10]);
    expect(told.promises).toEqual(JSON.parse(JSON.stringify(promises)));
    expect(holds(lively, 'p99(api) < 200ms @95%', { runs: 5 })).toMatchObject({ held: false, message: expect.stringMatching(/^p99\(api\) < 200ms @95% is undecided: mean .* over 5 runs: undecided/) });
  });

  it('that breaks is told with the figure, the seed and the scenario', () => {
    const message = failureOf(() => expect(lively).toHold('p99(api) < 2ms', { seed: 11 }));

    expect(message).toMatch(/^p99\(api\) < 2ms does not hold: observed [\d.]+ ms \(seed 11\)\n\n# Save this as failing\.yaml, then: poolsim run failing\.yaml\nscenario: A quiet minute\n/);
    expect(message).toMatch(/seed: 11\n[\s\S]*promises:\n {2}- p99\(api\) < 2ms\n$/);
    expect(failureOf(() => assertHolds(lively, 'p99(api) < 2ms', { seed: 11 }))).toBe(message);
    expect(failureOf(() => assertHolds(lively, 'p99(api) < 2s'))).toBe('');
  });

  it('that is none, or of no scenario, is an error and no answer', () => {
    expect(() => holds(lively, 'p99(apy) < 1s')).toThrow(/promises\[0\].*api/s);
    expect(() => holds(lively, 'p99(api) < 1')).toThrow('write 1ms');
    expect(() => holds('run: [', 'p99(api) < 1s')).toThrow();
    expect(() => holdsPromises(lively.replace(/promises:.*/, ''))).toThrow('promises nothing');
  });
});

describe('a property that fails', { timeout: 120_000 }, () => {
  it('is shrunk to a scenario whose YAML breaks the promise on the command line, by the same figure', () => {
    const anyDay = scenarios({ base: good.replace('length: 1m', 'length: 20s'), traffic: { api: rateUpTo('140/s') }, also: [oneReport({ pool: 'main', cpuUpTo: '500ms', blockedUpTo: '10s', threadsUpTo: 8 })] });
    const details = fc.check(fc.property(anyDay, (scenario) => assertHolds(scenario, 'p99(api) < 500ms')), { seed: 7, numRuns: 60 });
    const message = details.errorInstance instanceof Error ? details.errorInstance.message : '';
    const observed = /observed (.*) \(seed 3\)/.exec(message)?.[1];

    expect(details.failed).toBe(true);
    expect(details.numShrinks).toBeGreaterThan(3);
    // Nothing less fails: the pool of five is held by five threads of one report.
    expect(details.counterexample?.[0]).toMatchObject({ traffic: { api: { rate: '1/s' } }, cron: { report: { threads: 5, repeat: 1 } } });
    writeFileSync(join(folder, 'failing.yaml'), yamlIn(message));
    const ran = poolsim(['run', 'failing.yaml', '--no-files']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`✗ p99(api) < 500ms   ${observed}\n`);
  });
});
