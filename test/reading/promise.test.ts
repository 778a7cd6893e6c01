import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/promise.ts';
import { parseCondition } from '../../src/promise/grammar.ts';
import { claimsOf, judge, observedText, promisesOf, satisfies } from '../../src/promise/judge.ts';
import { measures } from '../../src/promise/measures.ts';
import type { ClassResult, RunResult, SpanMs, TimelineEntry, WindowResult } from '../../src/result.ts';
import { seconds } from '../../src/units/time.ts';
import { scenarioOf, small } from './small.ts';

const span = (base: number): SpanMs => ({ count: 100, mean: base, p50: base + 1, p90: base + 2, p95: base + 3, p99: base + 4, p999: base + 5, max: base + 6 });
const nothing: SpanMs = { count: 0, mean: null, p50: null, p90: null, p95: null, p99: null, p999: null, max: null };

const api: ClassResult = {
  source: 'traffic', route: 'checkout', arrived: 1000, served: 830, failed: 160, unfinished: 10, retries: 7, failures: { acquireTimeout: 150, severed: 10 }, errors: {},
  failedShare: 0.16, throughputPerS: 110.5, latencyMs: span(40), failedAfterMs: nothing, waitMs: span(10), holdMs: span(20), failureWindowS: 750, wastedCpuS: 0, spectrum: [],
};

const failures = (fromS: number, toS: number): WindowResult => ({ what: 'failures', of: 'api', fromS, toS, count: 5 });
const cause = (atS: number, untilS: number | null, kind: TimelineEntry['kind'] = 'incident'): TimelineEntry => ({ atS, untilS, kind, what: 'something' });

/** A result with what conditions look at; the rest does not matter here. */
const resultWith = (more: { readonly windows?: readonly WindowResult[]; readonly timeline?: readonly TimelineEntry[] } = {}): RunResult =>
  ({
    run: { lengthS: 1000 },
    classes: { api, quiet: { ...api, latencyMs: nothing } },
    pools: { main: { utilisation: 0.9, timeouts: 150, opened: 12, closed: 2, leaked: 1, refused: 3, pendingMax: 44, activeMax: 10, exhaustedShare: 0.25 } },
    databases: { primary: { cpuUtilisation: 0.5, runQueueMean: 2.5, sessionsMax: 20, refused: 9, replica: { staleReads: 5, lostWrites: 2, lagMsMax: 300 } } },
    windows: more.windows ?? [failures(100, 200), failures(400, 450), { what: 'exhausted', of: 'api', fromS: 1, toS: 2, count: 1 }],
    alerts: [{ name: 'hot', when: '', firedAtS: 130, resolvedAtS: null }, { name: 'hot', when: '', firedAtS: 90, resolvedAtS: 95 }],
    timeline: more.timeline ?? [],
  }) as unknown as RunResult;

const read = (text: string): Condition => {
  const parsed = parseCondition(text, 'final');
  if (!parsed.ok) throw new Error(parsed.says);
  return parsed.read.condition;
};

const seen = (text: string, result: RunResult = resultWith()) => judge(read(text), result);

describe('a condition is read with the unit of its measure', () => {
  it.each([
    ['p99(api) < 250ms', { measure: 'p99', of: 'api', part: 'latency', compare: '<', limit: 250 }],
    ['p99(api)<0.25s', { limit: 250 }],
    ['max(api.v2.wait) <= 1.5s', { measure: 'max', of: 'api.v2', part: 'wait', compare: '<=', limit: 1500 }],
    ['mean(api.hold) >= 45s', { part: 'hold', limit: 45_000 }],
    ['failedShare(api) between 15% and 17%', { compare: 'between', limit: 0.15, upper: 0.17 }],
    ['failedShare(api) < 0.01', null],
    ['failures(api, acquireTimeout) == 0', { measure: 'failures', kind: 'acquireTimeout', compare: '==', limit: 0 }],
    ['throughput(api) > 6600/min', { limit: 110 }],
    ['window(api) between 12m and 13m', { limit: 720, upper: 780 }],
    ['firstFailure(api) > 5m', { limit: 300 }],
    ['utilisation(main) > 80%', { measure: 'utilisation', of: 'main', limit: 0.8 }],
    ['runQueue(primary) < 8.5', { limit: 8.5 }],
    ['recovered(api, within: 1m30s)', { measure: 'recovered', of: 'api', within: seconds(90), compare: 'holds' }],
  ])('%s', (text, condition) => {
    if (condition === null) expect(() => read(text)).toThrow('failedShare is a share: write 0.01%');
    else expect(read(text)).toMatchObject(condition);
  });

  it('keeps the confidence apart', () => {
    expect(scenarioOf(small({ more: 'promises: [ "p99(api) < 1s @95%", "p99(api) < 2s" ]' })).promises.map((promise) => [promise.confidence, promise.condition.limit])).toEqual([[0.95, 1000], [null, 2000]]);
  });

  it('keeps the share of runs apart, which is as sure as 95 % unless it says otherwise', () => {
    const texts = ['p99(api) < 1s in 90% of runs @99%', 'p99(api) between 1s and 2s in 50 % of all runs', 'recovered(api, within: 60s) in 80% of the runs@ 90%', 'p99(api) < 1s @ 95%'];

    expect(scenarioOf(small({ more: `promises: ${JSON.stringify(texts)}` })).promises.map((promise) => [promise.ofRuns, promise.confidence, promise.condition.limit])).toEqual([[0.9, 0.99, 1000], [0.5, 0.95, 1000], [0.8, 0.9, 0], [undefined, 0.95, 1000]]);
  });

  it('lets an alert have a name of several words', () => {
    const plan = scenarioOf(small({ more: 'alerts: [ { name: pool is hot, when: "waiting(main) > 0" } ]\npromises: [ "fired(pool is hot) > 5m" ]' }));

    expect(plan.promises[0]?.condition).toMatchObject({ measure: 'fired', of: 'pool is hot', limit: 300 });
  });

  it('reads promises, claims and alerts in their short and long forms', () => {
    const plan = scenarioOf(small({ more: 'promises: [ { promise: "p99(api) < 1s" } ]\nclaims: [ "p99(api) < 1s", { claim: "failedShare(api) < 17%", published: "16-17 %" } ]\nalerts: [ { name: hot, when: "idle(main) < 1" } ]' }));

    expect(plan.promises[0]?.text).toBe('p99(api) < 1s');
    expect(plan.claims.map((claim) => claim.published)).toEqual(['< 1s', '16-17 %']);
    expect(plan.alerts[0]).toMatchObject({ name: 'hot', when: 'idle(main) < 1', for: 0, condition: { measure: 'idle', of: 'main', limit: 1 } });
  });
});

describe('a condition is judged against what was observed', () => {
  it.each([
    ['p50(api) < 41.5ms', true, 41, '41 ms'],
    ['p99(api) < 44ms', false, 44, '44 ms'],
    ['p99(api) <= 44ms', true, 44, '44 ms'],
    ['p999(api.wait) > 14ms', true, 15, '15 ms'],
    ['mean(api.hold) == 20ms', true, 20, '20 ms'],
    ['failedShare(api) between 16% and 17%', true, 0.16, '16%'],
    ['failedShare(api) < 1%', false, 0.16, '16%'],
    ['failures(api) == 160', true, 160, '160'],
    ['failures(api, acquireTimeout) == 150', true, 150, '150'],
    ['failures(api, deadlock) == 0', true, 0, '0'],
    ['throughput(api) >= 110/s', true, 110.5, '110.5/s'],
    ['arrived(api) == 1000', true, 1000, '1,000'],
    ['served(api) > 800', true, 830, '830'],
    ['unfinished(api) == 0', false, 10, '10'],
    ['retries(api) < 10', true, 7, '7'],
    ['window(api) between 12m and 13m', true, 750, '12 min 30 s'],
    ['firstFailure(api) > 1m', true, 100, '1 min 40 s'],
    ['utilisation(main) < 80%', false, 0.9, '90%'],
    ['timeouts(main) == 150', true, 150, '150'],
    ['opened(main) == 12', true, 12, '12'],
    ['closed(main) == 2', true, 2, '2'],
    ['leaked(main) == 0', false, 1, '1'],
    ['refused(main) == 3', true, 3, '3'],
    ['refused(primary) == 9', true, 9, '9'],
    ['waiting(main) < 50', true, 44, '44'],
    ['active(main) <= 10', true, 10, '10'],
    ['exhaustedShare(main) > 20%', true, 0.25, '25%'],
    ['cpuUtilisation(primary) < 60%', true, 0.5, '50%'],
    ['runQueue(primary) < 3', true, 2.5, '2.5'],
    ['sessions(primary) <= 20', true, 20, '20'],
    ['staleReads(primary) == 0', false, 5, '5'],
    ['lostWrites(primary) < 3', true, 2, '2'],
    ['lag(primary) < 1s', true, 300, '300 ms'],
    ['fired(hot) < 2m', true, 90, '1 min 30 s'],
  ])('%s', (text, held, observed, observedText) => {
    expect(seen(text)).toEqual({ held, observed, observedText });
  });

  it.each([
    ['time', 195.62, '195.6 ms'], ['time', 0.023, '0.023 ms'], ['time', 5181, '5.181 s'], ['time', 42_820, '42.82 s'], ['time', 748_000, '12 min 28 s'],
    ['span', 313.1, '5 min 13 s'], ['span', 5400, '1 h 30 min'], ['count', 9745, '9,745'], ['rate', 15218.2, '15,218.2/s'], ['rate', 0.5, '30/min'],
  ] as const)('shows a %s of %d as %s, with the words of the summary', (unit, value, text) => {
    expect(observedText(unit, value)).toBe(text);
  });

  it('covers every measure of a finished run', () => {
    const judged = Object.values(measures).filter((measure) => measure.final).map((measure) => measure.name).sort();

    expect(judged).toEqual(['active', 'arrived', 'closed', 'cpuUtilisation', 'exhaustedShare', 'failedShare', 'failures', 'fired', 'firstFailure', 'lag', 'leaked', 'lostWrites', 'max', 'mean', 'opened', 'p50', 'p90', 'p95', 'p99', 'p999', 'refused', 'retries', 'runQueue', 'served', 'sessions', 'staleReads', 'throughput', 'timeouts', 'unfinished', 'utilisation', 'waiting', 'window']);
  });

  it.each(['p99(quiet) < 250ms', 'p99(quiet) > 0ms', 'p99(nobody) < 1s', 'utilisation(toString) < 1%'])('does not hold when there is nothing to observe: %s', (text) => {
    expect(seen(text)).toEqual({ held: false, observed: null, observedText: 'nothing to observe' });
  });

  it.each([['firstFailure(api) > 10m', true], ['firstFailure(api) >= 10m', true], ['firstFailure(api) < 10m', false], ['fired(cold) > 5m', true], ['fired(cold) < 5m', false]])('takes what never came as later than any limit: %s', (text, held) => {
    expect(seen(text, resultWith({ windows: [] }))).toEqual({ held, observed: null, observedText: 'never' });
  });

  it('includes both ends of between, and allows for rounding in ==', () => {
    expect(satisfies(read('p99(api) between 1ms and 2ms'), 1)).toBe(true);
    expect(satisfies(read('p99(api) between 1ms and 2ms'), 2)).toBe(true);
    expect(satisfies(read('failedShare(api) == 30%'), 0.1 + 0.2)).toBe(true);
  });

  it('gives promises and claims in their order', () => {
    const plan = scenarioOf(small({ more: 'promises: [ "p99(api) < 1s", "failedShare(api) < 1%" ]\nclaims: [ { claim: "failedShare(api) between 15% and 17%", published: "16-17 %" } ]' }));

    expect(promisesOf(plan.promises, resultWith()).map((one) => [one.text, one.held])).toEqual([['p99(api) < 1s', true], ['failedShare(api) < 1%', false]]);
    expect(claimsOf(plan.claims, resultWith())).toEqual([{ text: 'failedShare(api) between 15% and 17%', held: true, observed: 0.16, observedText: '16%', published: '16-17 %' }]);
  });
});

describe('a class has recovered when its failures end soon after their cause', () => {
  const recovered = (windows: readonly WindowResult[], timeline: readonly TimelineEntry[]) => seen('recovered(api, within: 60s)', resultWith({ windows, timeline }));

  it('holds without any failure', () => {
    expect(recovered([], [cause(100, 200)])).toEqual({ held: true, observed: 0, observedText: 'no failures' });
  });

  it('counts from the end of the cause that ends last', () => {
    expect(recovered([failures(110, 250)], [cause(100, 200)])).toEqual({ held: true, observed: 50, observedText: 'last failure 50 s after the last cause ended' });
    expect(recovered([failures(110, 290)], [cause(100, 200)]).held).toBe(false);
    expect(recovered([failures(110, 290)], [cause(100, 200), cause(150, 240, 'cron')]).held).toBe(true);
    expect(recovered([failures(110, 150)], [cause(100, 200)])).toEqual({ held: true, observed: 0, observedText: 'no failure after the last cause ended' });
  });

  it('counts from the beginning of a cause that has no end', () => {
    expect(recovered([failures(110, 150)], [cause(100, null)]).held).toBe(true);
    expect(recovered([failures(110, 170)], [cause(100, null)]).held).toBe(false);
  });

  it('does not blame what began after the last failure, nor alerts and log lines', () => {
    expect(recovered([failures(110, 300)], [cause(100, 200), cause(400, 500), cause(290, 299, 'alert'), cause(290, 299, 'log')]).held).toBe(false);
  });

  it('asks for quiet at the end when there is no cause', () => {
    expect(recovered([failures(110, 939)], [])).toMatchObject({ held: true, observed: 61 });
    expect(recovered([failures(110, 941)], [])).toMatchObject({ held: false, observedText: 'no known cause; last failure 59 s before the end' });
  });
});
