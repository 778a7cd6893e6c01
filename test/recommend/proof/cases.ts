/**
 * Ten short scenarios whose right size is known: four points of the family `sweep` and three of `lps_d` (exact), three without a closed form, for which
 * every size was run many times (answers.json says how many; `npm run recommend:proof -- --exhaustive` makes it again, with 1,000). Limits stand in the gap between two sizes, found by small pilots.
 */

import type { RecommendPlan } from '../../../src/index.ts';
import { poolWithTimeout } from '../../../src/theory/timeouts.ts';
import type { Case } from '../../helpers/theory-cases.ts';
import { exponential, onePool, perSecond, span, speedOf, type Timing } from '../../helpers/theory-scenarios.ts';

export interface ProofCase {
  readonly id: string;
  readonly says: string;
  readonly text: string;
  readonly vary: string;
  readonly slo: string;
  /** The judged figure's limit, in the unit of the figure. */
  readonly limit: number;
  readonly sizes: readonly number[];
  /** The true figure at each size; null: from answers.json. */
  readonly truth: readonly number[] | null;
  readonly plan?: RecommendPlan;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

interface Core {
  readonly of: Case | undefined;
  readonly sizes: readonly number[];
  readonly measure: 'failedShare' | 'mean';
  /** A fraction, or milliseconds. */
  readonly limit: number;
  readonly timing: Timing;
}

/** The core model at a published point. The published figures of the family, where there are any, else the closed form that they check (test/theory). */
function coreCase({ of, sizes, measure, limit, timing }: Core): ProofCase {
  if (of === undefined) throw new Error('a published case is missing');
  const { lambda, mean_work: work, timeout, db } = of.params;
  const published = of.metrics.p_timeout;
  const figure = (size: number): number => {
    if (measure === 'failedShare' && Array.isArray(published)) return published[size - 1] as number;
    const said = poolWithTimeout({ rate: lambda, work, size, speed: (n) => speedOf(db, n), timeout: timeout as number });
    return measure === 'failedShare' ? said.timeoutShare : said.responseMeanOfServed * 1000;
  };
  return {
    id: of.id, says: `${perSecond(lambda)}, ${work * 1000} ms of work, ${db.cores} cores, timeout ${timeout} s (exact)`,
    text: JSON.stringify(onePool(timing, { db, pool: { max: 10, acquireTimeout: span(timeout as number) }, query: { cpu: exponential(work) }, traffic: { rate: perSecond(lambda) } })),
    vary: `pools.main.max=${sizes[0]}..${sizes.at(-1)}`, slo: measure === 'mean' ? `mean(api) < ${limit}ms` : `failedShare(api) < ${limit * 100}%`, limit, sizes, truth: sizes.map(figure),
  };
}

const report = `scenario: A report every minute
run: { length: 25s, measureFrom: 1s, starts: "2024-06-15T09:59:56" }
databases: { primary: { kind: postgresql, cores: 4, connect: 20ms, roundTrip: 0ms } }
pools: { main: { kind: hikaricp, database: primary, maximumPoolSize: 5, connectionTimeout: 1s } }
routes:
  read: [ { query: { pool: main, cpu: { exponential: 10ms }, blocked: { exponential: 40ms } } } ]
  scan: [ { query: { pool: main, cpu: 500ms, blocked: 7500ms, acquireTimeout: 30s } } ]
traffic: { api: { route: read, rate: 30/s } }
cron: { report: { route: scan, schedule: "* * * * *", threads: 3, slows: { others: 2 } } }
`;
const users = `scenario: Users and a call inside the transaction
run: { length: 22s, measureFrom: 2s }
databases: { primary: { kind: postgresql, cores: 2, connect: 10ms, roundTrip: 1ms } }
pools: { main: { kind: pg-pool, database: primary, max: 5 } }
routes:
  order:
    - transaction: { pool: main, steps: [ { query: { cpu: { exponential: 4ms }, blocked: { exponential: 4ms } } }, { call: { takes: { lognormal: { mean: 40ms, p99: 150ms } } } }, { query: { cpu: { exponential: 6ms } } } ] }
traffic: { web: { route: order, users: 30, think: 600ms } }
`;
const retries = `scenario: Retries on a pool that gives up early
run: { length: 22s, measureFrom: 2s }
databases: { primary: { kind: mysql, cores: 2, connect: 10ms, roundTrip: 1ms } }
pools: { main: { kind: tarn, database: primary, min: 0, max: 4, acquireTimeoutMillis: 250ms } }
routes:
  page: [ { query: { pool: main, cpu: { lognormal: { mean: 12ms, p99: 60ms } }, blocked: { exponential: 15ms } } } ]
  slow: [ { query: { pool: main, cpu: { exponential: 30ms }, blocked: { exponential: 250ms } } } ]
traffic:
  api: { route: page, rate: 60/s, retry: { attempts: 3, backoff: 50ms } }
  export: { route: slow, rate: 4/s }
`;

const open = (id: string, says: string, text: string, option: string, sizes: readonly number[], slo: string, limit: number): ProofCase => ({ id, says, text, vary: `pools.main.${option}=${sizes[0]}..${sizes.at(-1)}`, slo, limit, sizes, truth: null });

/** All ten; `published` are the theory cases. */
export function proofCases(published: readonly Case[]): readonly ProofCase[] {
  const of = (id: string): Case | undefined => published.find((one) => one.id === id);
  return [
    coreCase({ of: of('sweep-p01'), sizes: range(4, 12), measure: 'failedShare', limit: 0.03, timing: { warmUp: 5, measured: 8 } }),
    coreCase({ of: of('sweep-p02'), sizes: range(2, 10), measure: 'failedShare', limit: 0.03, timing: { warmUp: 6, measured: 10 } }),
    coreCase({ of: of('sweep-p03'), sizes: range(5, 14), measure: 'failedShare', limit: 0.02, timing: { warmUp: 2, measured: 8 } }),
    coreCase({ of: of('sweep-p04'), sizes: range(1, 8), measure: 'failedShare', limit: 0.01, timing: { warmUp: 0.8, measured: 4 } }),
    coreCase({ of: of('lps_d-p01'), sizes: range(5, 12), measure: 'mean', limit: 125, timing: { warmUp: 6, measured: 8 } }),
    coreCase({ of: of('lps_d-p05'), sizes: range(5, 11), measure: 'mean', limit: 240, timing: { warmUp: 10, measured: 8 } }),
    coreCase({ of: of('lps_d-p06'), sizes: range(4, 12), measure: 'failedShare', limit: 0.1, timing: { warmUp: 4, measured: 5 } }),
    open('report', 'HikariCP, a cron job of three threads that slows the others', report, 'maximumPoolSize', range(4, 8), 'failedShare(api) < 1.5%', 0.015),
    open('users', 'pg-pool, 30 users, a call inside the transaction', users, 'max', range(1, 5), 'p99(web) < 280ms', 280),
    open('retries', 'tarn, MySQL, two classes, retries after early timeouts', retries, 'max', range(3, 7), 'p95(api) < 160ms', 160),
  ];
}

/** Sizes that count as right, from the true figures: the smallest that fits, or one of those before it within the zone of indifference around the limit. Empty: none fits. */
export function rightSizes({ sizes, limit }: ProofCase, truth: readonly number[], zone: number): readonly number[] {
  const fits = sizes.filter((_, i) => (truth[i] ?? Number.POSITIVE_INFINITY) < limit);
  const smallest = fits[0] ?? Number.POSITIVE_INFINITY;
  const near = sizes.filter((size, i) => Math.abs((truth[i] ?? 0) - limit) <= zone && size <= smallest);
  return [...new Set([...near, ...(Number.isFinite(smallest) ? [smallest] : [])])];
}
