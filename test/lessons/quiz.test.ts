/** The quiz: over a hundred seeds every key is right by the engine, choices are fair, the panels give nothing away, and the same seed asks the same. */

import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/reading/scenario-file.ts';
import { runScenario } from '../../src/run/run.ts';
import { families } from '../../src/lessons/quiz/families.ts';
import { makeQuestion, topics } from '../../src/lessons/quiz/make.ts';
import { marked, pointsFor, type Question, readAnswer } from '../../src/lessons/quiz/question.ts';
import type { RunResult } from '../../src/result.ts';

const seeds = Array.from({ length: 104 }, (_, i) => i + 1);
/** One question of each seed; which number it has goes round, so that all kinds and families come. */
const all: readonly Question[] = seeds.map((seed) => makeQuestion(seed, 1 + (seed % 5)));

function run(text: string, set: readonly string[] = []): RunResult {
  const read = readScenario({ text, file: null, files: () => ({ problem: 'none' }), set });
  if (!read.ok) throw new Error(read.problems.map(({ says, path }) => `${path}: ${says}`).join('; '));
  return runScenario(read.scenario);
}
const api = (result: RunResult) => result.classes.api ?? expect.fail('there is no api');
const pool = (result: RunResult) => result.pools.main ?? expect.fail('there is no pool');
const database = (result: RunResult) => result.databases.primary ?? expect.fail('there is no database');
/** Failed or not answered, by the books of the run alone. */
const lost = (result: RunResult): number => (api(result).failed + api(result).unfinished) / Math.max(1, api(result).arrived);
const numberIn = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);

/**
 * The remedy of each family as overrides of its scenario, written here once more and apart from the code under test, with what is true of a run of
 * the family before and what must be true after.
 */
const proofs: { readonly [family: string]: { readonly before: (result: RunResult) => boolean; readonly set: (text: string) => readonly string[]; readonly text?: (text: string) => string; readonly after?: (result: RunResult) => boolean } } = {
  leak: { before: (r) => pool(r).leaked === pool(r).max, set: () => ['routes.work.leak=0%'] },
  'too-small': { before: (r) => pool(r).exhaustedShare > 0.9 && database(r).cpuUtilisation < 0.6, set: (text) => [`pools.main.max=${2 * numberIn(text, /main: .*max: (\d+)/)}`] },
  job: { before: (r) => r.blame.some((one) => one.holder === 'other' && one.share > 0.5), set: () => [], text: (text) => text.replace('pools:\n', 'pools:\n  aside: { kind: plain, database: primary, max: 20 }\n').replace('other: [ { query: { pool: main', 'other: [ { query: { pool: aside') },
  row: { before: (r) => database(r).lockWaitingMax >= 5, set: () => ['databases.primary.idleInTransactionTimeout=10s'] },
  retries: { before: (r) => api(r).retries > 0.3 * api(r).arrived, set: () => ['traffic.api.retry.attempts=1'] },
  refused: { before: (r) => (api(r).failures.refused ?? 0) === api(r).failed, set: (text) => [`pools.main.max=${Math.floor(40 / numberIn(text, /instances: (\d+)/))}`] },
  dead: { before: (r) => (api(r).failures.severed ?? 0) === api(r).failed, set: () => ['pools.main.maxLifetime=2m'] },
  heavy: { before: (r) => database(r).cpuUtilisation > 0.95, set: () => ['routes.work[0].query.cpu.exponential=8ms'] },
  crowded: { before: (r) => database(r).contentionLost > 0.5, set: () => ['pools.main.max=4'], after: (r) => api(r).throughputPerS > 0 && (api(r).latencyMs.p90 ?? 1e9) < 700 },
  'call-inside': { before: (r) => pool(r).utilisation > 0.9 && database(r).cpuUtilisation < 0.15, set: (text) => ['routes.work=[ { query: { pool: main, cpu: 3ms, blocked: 2ms } }, { call: CALL } ]'.replace('CALL', /call: (\{[^}]*\})/.exec(text)?.[1] ?? '')] },
  bursts: { before: (r) => pool(r).utilisation < 0.2 && pool(r).pendingMax > 100, set: () => ['traffic.api={ route: work, rate: 10/s }'] },
  twice: { before: (r) => database(r).cpuUtilisation < 0.1 && pool(r).utilisation > 0.5, set: () => ['routes.work=[ { query: { pool: main, cpu: 3ms, blocked: 5ms } } ]'] },
  'cut-off': { before: (r) => (api(r).failures.statementTimeout ?? 0) === api(r).failed, set: () => ['databases.primary.statementTimeout=5s'] },
  healthy: { before: (r) => api(r).failed === 0 && pool(r).utilisation < 0.75, set: () => [] },
};

describe('the keys, over a hundred seeds', () => {
  it('have a proof here for every family', () => expect(Object.keys(proofs).toSorted()).toEqual(families.map(({ id }) => id).toSorted()));

  it('come of all kinds and of every family', () => {
    const seen = new Set(all.map((question) => question.key.topic));

    expect([...seen].toSorted()).toEqual([...families.map(({ id }) => id), 'sizing'].toSorted());
    for (const kind of ['cause', 'fix', 'p99'] as const) expect(all.filter((question) => question.kind === kind).length).toBeGreaterThan(10);
  });

  it('name a cause that the run has, and that its remedy takes away', () => {
    const sampled = Object.keys(proofs).flatMap((family) => all.filter((question) => question.key.topic === family).slice(0, 2));

    for (const question of sampled) {
      const { topic } = question.key;
      const proof = proofs[topic];
      const before = run(question.scenario);
      const after = run(proof?.text?.(question.scenario) ?? question.scenario, proof?.set(question.scenario));

      expect(proof?.before(before), `${topic}: before`).toBe(true);
      expect(proof?.after?.(after) ?? lost(after) < 0.075, `${topic}: ${lost(after)} after`).toBe(true);
      if (topic !== 'healthy' && topic !== 'crowded') expect(lost(before)).toBeGreaterThan(0.04);
    }
  });

  it('of remedies: exactly one heals, and each wrong one leaves more than half of the harm', () => {
    const percent = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1]);

    for (const { kind, key } of all) {
      if (kind !== 'fix') continue;
      expect(key.outcomes).toHaveLength(4);
      for (const [i, outcome] of key.outcomes.entries()) {
        const [left, was] = [percent(outcome, /^<?([\d.]+)%/), percent(outcome, /\(>?([\d.]+)% before/)];
        if (i === key.place) expect(left).toBeLessThanOrEqual(6.5);
        else expect(left / was).toBeGreaterThan(0.55);
        expect(key.points[i]).toBeLessThanOrEqual(i === key.place ? 1 : 0.2);
      }
    }
  });

  it('of predictions: the p99 of the scenario after the change', () => {
    for (const { kind, key, scenario } of all.filter((question) => question.kind === 'p99').slice(0, 4)) expect([kind, api(run(scenario)).latencyMs.p99]).toEqual(['p99', key.p99Ms]);
  });
});

describe('the choices', () => {
  it('are four that differ, with one right one, and the right one stands anywhere', () => {
    const places = [0, 0, 0, 0];
    for (const { kind, choices, key } of all) {
      if (kind === 'p99') continue;
      expect(new Set(choices).size).toBe(4);
      expect(key.points.filter((one) => one === 1)).toHaveLength(1);
      expect(key.points[key.place ?? -1]).toBe(1);
      places[key.place ?? -1] = (places[key.place ?? -1] ?? 0) + 1;
    }

    // 84 questions, a quarter each: fewer than 10 in a place would come once in 4,000 such tests.
    for (const n of places) expect(n).toBeGreaterThanOrEqual(10);
  });

  it('of remedies do not give the right one away: what heals one run is offered in vain in others', () => {
    const fixes = all.filter((question) => question.kind === 'fix');
    const plain = (text: string): string => text.replace(/\d+(?:\.\d+)?/g, 'N');
    const right = new Set(fixes.map(({ choices, key }) => plain(choices[key.place ?? 0] ?? '')));
    const wrong = new Set(fixes.flatMap(({ choices, key }) => choices.filter((_, i) => i !== key.place).map(plain)));

    expect([...right].filter((text) => wrong.has(text)).length).toBeGreaterThanOrEqual(0.7 * right.size);
  });
});

describe('the panels', () => {
  it('are the same ones in every question, with letters and without names that tell', () => {
    for (const { panels, facts, asks, kind } of all) {
      expect(panels.map(({ letter, label }) => `${letter} ${label}`)).toEqual(all[0]?.panels.map(({ letter, label }) => `${letter} ${label}`));
      expect(facts.map(({ name }) => name)).toEqual(all[0]?.facts.map(({ name }) => name));
      const said = JSON.stringify([panels.map(({ label, note }) => [label, note]), facts.filter(({ name }) => name !== 'error heard most'), kind === 'p99' ? '' : asks]);
      expect(said).not.toMatch(/leak|job|report|cron|burst|crowd|dead|forgot|console|\bother\b|healthy|nested|\bcalls?\b/i);
    }
  });

  it('draw every series over the whole run', () => {
    for (const { panels, run } of all.slice(0, 20)) {
      expect(run.lengthS).toBeGreaterThan(0);
      for (const { series, top } of panels) {
        expect(series.length).toBe(panels[0]?.series.length);
        expect(Math.max(...series.map((one) => one ?? 0))).toBeLessThanOrEqual(top + 1e-9);
      }
    }
  });
});

describe('a seed', () => {
  it('asks the same again, and another one asks otherwise', () => {
    expect(makeQuestion(12, 3)).toEqual(makeQuestion(12, 3));
    expect(makeQuestion('night', 1)).not.toEqual(makeQuestion('day', 1));
  });

  it('does not ask about one family twice before all have come', () => {
    const topicsOf = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => makeQuestion(5, number).key.topic).filter((topic) => topic !== 'sizing');

    expect(new Set(topicsOf).size).toBe(topicsOf.length);
  });

  it('keeps to a topic', () => {
    expect(makeQuestion(3, 1, 'p99').kind).toBe('p99');
    expect(makeQuestion(3, 2, 'cause').kind).toBe('cause');
    expect(makeQuestion(3, 4, 'fix').kind).toBe('fix');
    expect(makeQuestion(3, 2, 'leak')).toMatchObject({ kind: 'fix', key: { topic: 'leak' } });
    expect(topics).not.toContain('healthy');
  });
});

describe('an answer', () => {
  const choice = all.find((question) => question.kind === 'cause') ?? expect.fail('no question for a cause');
  const number = all.find((question) => question.kind === 'p99') ?? expect.fail('no question for a p99');

  it('is read as a letter or as a time', () => {
    expect(readAnswer(choice, ' B')).toEqual({ ok: true, value: 1 });
    expect(readAnswer(choice, 'e').ok).toBe(false);
    expect(readAnswer(number, '0.4 s')).toEqual({ ok: true, value: 400 });
    expect(readAnswer(number, 'slow').ok).toBe(false);
  });

  it('is marked by the key', () => {
    expect(marked(choice, choice.key.place ?? -1)).toMatchObject({ grade: 'right', points: 1 });
    expect(marked(choice, ((choice.key.place ?? 0) + 1) % 4)).toMatchObject({ grade: 'wrong', points: 0 });
    expect(marked(number, number.key.p99Ms ?? 0)).toMatchObject({ grade: 'right', points: 1 });
    expect(marked(number, 10 * (number.key.p99Ms ?? 0))).toMatchObject({ grade: 'wrong', points: 0 });
  });

  it('that is a time loses points with the logarithm of its error', () => {
    expect([1, 1.1, 1.25, 2, 3, 4, 100].map((off) => pointsFor(100 * off, 100))).toEqual([1, 1, 0.9, 0.5, 0.3, 0, 0]);
    expect(pointsFor(50, 100)).toBe(pointsFor(200, 100));
    expect(pointsFor(0, 100)).toBe(0);
  });
});
