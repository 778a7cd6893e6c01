/** A calibration as YAML that `poolsim run` accepts: the database it found, and a small scenario that repeats one of the measured points. */

import type { ContentionPlan } from '../model/database/contention.ts';
import type { Calibration, PointReport } from './calibration.ts';

/** A time in the scenario's own unit; it keeps whole microseconds. */
const time = (ms: number): string => {
  const us = Math.round(ms * 1000);
  return us === 0 ? '0s' : us < 1000 ? `${us}us` : `${us / 1000}ms`;
};
const digits = (x: number): string => String(Number(x.toPrecision(4)));

/** The law in one line: `{ law: hyperbolic, k: 0.006 }`. */
export function contentionLine(plan: ContentionPlan): string {
  const fields = Object.entries(plan).filter(([key]) => key !== 'law' && key !== 'wake').map(([key, value]) => `, ${key}: ${digits(value as number)}${key === 'cost' ? 'us' : ''}`);
  return plan.law === 'none' ? 'none' : `{ law: ${plan.law}${fields.join('')} }`;
}

/** The `databases:` block. `sessions` is how many connections the scenario opens. */
export function databaseBlock({ cores, contention }: Calibration, sessions: number): string {
  return `databases:
  primary:
    kind: postgresql
    cores: ${digits(cores.value)}
    contention: ${contentionLine(contention)}
    maxConnections: ${Math.max(100, Math.ceil((sessions + 3) / 100) * 100)}
    roundTrip: 0s                  # round trips are part of the time outside the cores, in the route
`;
}

/** A fit that errs by more than this at a point does not promise what was measured there. */
const close = 0.08;

/** The point that a scenario repeats: with about twice as many clients as keep the cores busy, of those that the fit meets if there are any. */
function repeated({ points, knee }: Calibration): PointReport {
  const met = points.filter((one) => Math.abs(one.fittedPerS / one.measuredPerS - 1) < close);
  const far = (one: PointReport): number => Math.abs(one.clients / (2 * knee) - 1);
  return (met.length > 0 ? met : points).reduce((best, one) => (far(one) < far(best) ? one : best));
}

/** How many transactions a scenario runs through: enough for a rate within a percent. */
const transactions = 30_000;

/** A scenario with the fitted demands, closed as pgbench is, that promises the measured rate within 10 %. */
export function scenarioText(calibration: Calibration, title: string): string {
  const { cpuMs, outsideMs, points } = calibration;
  const point = repeated(calibration);
  const seconds = Math.max(1, Math.ceil(transactions / point.measuredPerS));
  const isMet = Math.abs(point.fittedPerS / point.measuredPerS - 1) < close;
  const rate = (times: number): string => `${digits((isMet ? point.measuredPerS : point.fittedPerS) * times)}/s`;
  return `# ${oneLineOf(title)}: calibrated from runs with ${points[0]?.clients} to ${points.at(-1)?.clients} clients; beyond them the law is an extrapolation.
${calibration.doubts.map((doubt) => `# Doubt: ${doubt}\n`).join('')}scenario: ${JSON.stringify(`Calibrated on ${oneLineOf(title)}`)}
question: Does the fitted database give ${point.clients} clients the ${digits(point.measuredPerS)} transactions a second that were measured?
run: { length: ${Math.ceil(seconds * 1.2)}s, measureFrom: ${Math.max(1, Math.ceil(seconds * 0.2))}s, seed: 1 }
${databaseBlock(calibration, point.clients)}pools:
  clients: { kind: plain, database: primary, max: ${point.clients} }
routes:
  transaction:                     # exponential CPU, so that clients that started together do not stay in step; the rate is the same for any law
    - query: { pool: clients, cpu: { exponential: ${time(Math.max(cpuMs.value, 0.001))} }, blocked: ${time(outsideMs.value)} }
traffic:
  clients: { route: transaction, users: ${point.clients}, think: 0s }
promises:
  - throughput(clients) between ${rate(0.9)} and ${rate(1.1)}${isMet ? '' : `   # what was fitted: measured were ${digits(point.measuredPerS)}/s`}
`;
}

const oneLineOf = (text: string): string => text.replace(/\s+/g, ' ').trim();
