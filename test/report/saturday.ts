/** The Saturday incident as a result made by hand: 25 minutes, a point every 2.5 s, a pool of 10, four reports from 23:00 on. */

import type { ClassSeries, PoolSeries, RunResult, Series } from '../../src/result.ts';
import { bell, minute, quietClass, quietDatabase, quietPool, spanOf } from './helpers.ts';

const points = 600;
const everyS = 2.5;
const t = Array.from({ length: points }, (_, i) => (i + 1) * everyS);
const busy = (s: number): boolean => s > 300 && s <= 1052;
const failing = (s: number): boolean => s > 305 && s <= 1052;
/** A wobble without chance. */
const wobble = (i: number, depth: number): number => 1 + depth * Math.sin(i * 1.7) * Math.cos(i * 0.61);

const curve = (f: (s: number, i: number) => number | null): Series => t.map((s, i) => f(s, i));

const api: ClassSeries = {
  arrivedPerS: curve((_, i) => 110 * wobble(i, 0.12)),
  servedPerS: curve((s, i) => (failing(s) ? 76 : 110) * wobble(i, 0.12)),
  failedPerS: curve((s, i) => (failing(s) ? 34 * wobble(i, 0.3) : 0)),
  failures: { acquireTimeout: curve((s, i) => (failing(s) ? 34 * wobble(i, 0.3) : 0)) },
  latencyMsP50: curve((s, i) => (busy(s) ? 4700 : 38) * wobble(i, 0.04)),
  latencyMsP95: curve((s, i) => (busy(s) ? 5050 : 160) * wobble(i, 0.05)),
  latencyMsP99: curve((s, i) => (busy(s) ? 5200 : 245) * wobble(i, 0.08)),
  inside: curve((s) => (busy(s) ? 545 : 6)),
  heat: t.flatMap((s, i) => (busy(s) ? bell(i, 4700, 190, 1) : bell(i, 38, 275, 5))),
};

const pool: PoolSeries = {
  activeBy: {
    api: curve((s, i) => (busy(s) ? (s > 1020 ? 10 : 6) : 5.5 * wobble(i, 0.15))),
    'revenue-report': curve((s) => (s > 300 && s <= 1020 ? 4 : 0)),
  },
  active: curve((s, i) => (busy(s) ? 10 : 5.5 * wobble(i, 0.15))),
  idle: curve((s, i) => (busy(s) ? 0 : 10 - 5.5 * wobble(i, 0.15))),
  opening: curve(() => 0), leaked: curve(() => 0),
  pending: curve((s, i) => (busy(s) ? Math.min(540, (s - 300) * 45) * wobble(i, 0.03) : 0)),
  pendingMax: curve((s, i) => (busy(s) ? Math.min(553, (s - 300) * 50) * wobble(i, 0.01) : 0)),
  pendingBy: { api: curve((s, i) => (busy(s) ? Math.min(540, (s - 300) * 45) * wobble(i, 0.03) : 0)) },
  max: curve(() => 10),
};

const apiClass = quietClass({
  arrived: 158_400, served: 134_090, failed: 24_310, failures: { acquireTimeout: 24_310 },
  errors: { acquireTimeout: 'primary-write-pool - Connection is not available, request timed out after 5000ms (total=10, active=10, idle=0, waiting=553)' },
  failedShare: 24_310 / 158_400, throughputPerS: 93.1,
  latencyMs: { ...spanOf(134_090, 61), p95: 5010, p99: 5180, p999: 5410, max: 5900 },
  failedAfterMs: { ...spanOf(24_310, 5000), mean: 5000, p90: 5000, p95: 5000, p99: 5001, p999: 5001, max: 5001 },
  waitMs: { ...spanOf(158_400, 0.2), p95: 5000, p99: 5000, p999: 5000, max: 5001 }, failureWindowS: 747,
  spectrum: [[0, 1.1], [0.25, 24], [0.5, 61], [0.6, 120], [0.66, 4200], [0.75, 4600], [0.9, 4900], [0.95, 5010], [0.99, 5180], [0.999, 5410], [0.9999, 5700], [1, 5900]]
    .map(([p, ms]) => ({ p: p ?? 0, ms: ms ?? 0 })),
});

const reportClass = quietClass({
  source: 'cron', route: 'revenue', arrived: 64, served: 64, throughputPerS: 0.044, waitMs: spanOf(64, 400), holdMs: spanOf(64, 45_000),
  latencyMs: { count: 64, mean: 45_100, p50: 45_000, p90: 46_000, p95: 47_000, p99: 49_000, p999: 49_500, max: 49_700 },
  spectrum: [[0, 45_000], [0.5, 45_100], [0.9, 46_000], [0.99, 49_000], [1, 49_700]].map(([p, ms]) => ({ p: p ?? 0, ms: ms ?? 0 })),
});

const error = '23:00:05.004 api: primary-write-pool - Connection is not available, request timed out after 5000ms';

/** The incident as published: about one api request in six fails between 23:00:05 and 23:12:32. */
export function saturday(changes: Partial<RunResult> = {}): RunResult {
  return {
    ...minute(),
    scenario: {
      title: 'The Saturday report', file: 'scenarios/saturday-report.yaml', fingerprint: '5a7d0001', source: null,
      question: 'Why do checkouts fail every Saturday at 23:00 when traffic is low?',
      lookFor: 'the line at the pool growing while the database is nearly idle', answer: 'Four reports keep 4 of 10 connections; the other 6 carry 76/s of 110/s.',
    },
    seed: 7,
    run: { startsAt: '2024-06-15T22:55:00', zone: 'UTC', lengthS: 1500, measureFromS: 60, events: 1_320_000, requests: 158_464 },
    classes: { api: apiClass, 'revenue-report': reportClass },
    pools: {
      'primary-write-pool': quietPool({
        utilisation: 0.78, activeMean: 7.8, activeMax: 10, idleMean: 2.2, pendingMean: 270, pendingMax: 553, acquireMs: spanOf(134_154, 0.3),
        acquired: 134_154, timeouts: 24_310, exhaustedShare: 0.52,
      }),
    },
    databases: { primary: quietDatabase({ contention: 'hyperbolic, k = 0.006', cpuUtilisation: 0.27, runQueueMean: 1.1, runQueueMax: 7, contentionLost: 0.0004 }) },
    series: {
      everyS, t,
      classes: {
        api,
        'revenue-report': {
          arrivedPerS: curve((s) => (s > 300 && s <= 302.5 ? 1.6 : 0)), servedPerS: curve((s) => (busy(s) && s % 45 < 2.5 ? 1.6 : 0)), failedPerS: curve(() => 0), failures: {},
          latencyMsP50: curve((s) => (busy(s) && s % 45 < 2.5 ? 45_000 : null)), latencyMsP95: curve((s) => (busy(s) && s % 45 < 2.5 ? 45_200 : null)),
          latencyMsP99: curve((s) => (busy(s) && s % 45 < 2.5 ? 45_200 : null)), inside: curve((s) => (s > 300 && s <= 1020 ? 4 : 0)), heat: [],
        },
      },
      pools: { 'primary-write-pool': pool },
      databases: {
        primary: {
          runQueue: curve((s, i) => (busy(s) ? 1.2 : 1.1) * wobble(i, 0.5)), busyCores: curve((s, i) => (busy(s) ? 0.84 : 1.1) * wobble(i, 0.2)),
          capacityCores: curve(() => 4), cores: curve(() => 4), sessions: curve(() => 10),
        },
      },
    },
    windows: [
      { what: 'exhausted', of: 'primary-write-pool', fromS: 300.2, toS: 1052.1, count: 553 },
      { what: 'failures', of: 'api', fromS: 305, toS: 1052, count: 24_310 },
    ],
    alerts: [{ name: 'pool-hot', when: 'utilisation(primary-write-pool) > 80%', firedAtS: 420, resolvedAtS: 1055 }],
    blame: [
      { pool: 'primary-write-pool', holder: 'api', waiter: 'api', waitedS: 250_000, share: 0.62 },
      { pool: 'primary-write-pool', holder: 'revenue-report', waiter: 'api', waitedS: 154_000, share: 0.38 },
    ],
    timeline: [
      { atS: 300, untilS: null, kind: 'cron', what: 'revenue-report starts: 4 threads × 16' },
      { atS: 305.004, untilS: null, kind: 'log', what: error },
      { atS: 420, untilS: 1055, kind: 'alert', what: 'pool-hot' },
      { atS: 1200, untilS: null, kind: 'incident', what: 'resize primary-write-pool to 50' },
    ],
    promises: [
      { text: 'failedShare(api) < 1%', held: false, observed: 0.1535, observedText: '15.3%' },
      { text: 'p99(api) < 250ms', held: false, observed: 5180, observedText: '5.18s' },
      { text: 'utilisation(primary-write-pool) < 80%', held: true, observed: 0.78, observedText: '78%' },
    ],
    audit: ['arrivals', 'sessions', 'lentWithinMax', 'little', 'lines', 'busyCores', 'timeouts', 'leaks', 'clock'].map((law) => ({ law, held: true, detail: `${law} held` })),
    assumptions: ['contention law of primary: hyperbolic, k = 0.006 (mild)', 'revenue-report slows other statements 2×', 'one instance of the application', 'open arrivals (api): nobody slows down because answers are late'],
    ...changes,
  };
}
