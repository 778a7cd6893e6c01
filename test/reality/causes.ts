/** Why an open-loop prediction missed: what can be told apart with evidence. Nothing here goes into a prediction. */

import type { Calibration } from './calibration.ts';
import { type Figures, figuresOf, meanOf, waitingCurve } from './figures.ts';
import { type OpenLoopRun, predict, rounds } from './open-loop.ts';
import { replayed, traceOf } from './replay.ts';

/** Mean time for which connections were held, ms, of those served. */
const holdOf = (run: OpenLoopRun): number => meanOf(run.requests.filter((one) => one.outcome === 'ok').map((one) => (one.end as number) - (one.acquire as number)));

/** The pool alone: every served request holds its connection for as long as it was measured to, those turned away for what their demand would have taken. */
export function withMeasuredHolds(run: OpenLoopRun): Figures {
  const served = run.requests.filter((one) => one.outcome === 'ok');
  const perDemand = holdOf(run) / meanOf(served.map((one) => one.demand));
  const rows = run.requests.map((one) => ({ arrive: one.arrive, cpuMs: 0, blockedMs: one.outcome === 'ok' ? (one.end as number) - (one.acquire as number) : perDemand * one.demand }));
  return figuresOf(replayed({
    text: `
scenario: ${run.name} with measured holds
run: { length: ${Math.ceil(run.windowS + run.timeoutMs / 1000 + 12)}s, seed: 1 }
databases: { db: { kind: plain, connect: 7.2ms } }
pools: { main: { kind: pg-pool, database: db, max: ${run.max}, connectionTimeoutMillis: ${run.timeoutMs}, idleTimeoutMillis: 0 } }
routes: { work: [ { query: { pool: main, blocked: 10ms } } ] }
traffic: { api: { route: work, trace: arrivals.csv } }
`,
    files: { 'arrivals.csv': traceOf(rows) },
  }), 0, run.windowS);
}

/** How many times slower the server must have been for the prediction to come out right: for its timeouts where there are many, else for its mean; null: no factor between 0.8 and 1.5 does it. */
export function explainingFactor(run: OpenLoopRun, calibration: Calibration): number | null {
  const of = (figures: Figures): number => (run.measured.timeoutShare > 2 ? figures.timeoutShare : figures.mean);
  const value = of(run.measured);
  let [low, high] = [0.8, 1.5];
  if (of(predict(run, calibration, low)) > value || of(predict(run, calibration, high)) < value) return null;
  for (let step = 0; step < 10; step++) {
    const middle = (low + high) / 2;
    if (of(predict(run, calibration, middle)) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Share of all waiting that falls into the worst tenth of the run. */
function worstTenth(run: OpenLoopRun): number {
  const waiting = [...waitingCurve(run.requests, 0, run.windowS)].sort((a, b) => b - a);
  const all = waiting.reduce((sum, one) => sum + one, 0);
  return all === 0 ? 0 : waiting.slice(0, Math.ceil(waiting.length / 10)).reduce((sum, one) => sum + one, 0) / all;
}

/** Time of a standard statement while its connection is held: the median, and the mean, over those that were alone on the server's core (a pool of one), ms. */
function aloneOf(run: OpenLoopRun): readonly [number, number] {
  const each = run.requests.filter((one) => one.outcome === 'ok' && one.demand === rounds).map((one) => (one.end as number) - (one.acquire as number)).sort((a, b) => a - b);
  return [each[each.length >> 1] ?? Number.NaN, meanOf(each)];
}

const pct = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** In words: why a run was missed. */
export function causeOf(run: OpenLoopRun, calibration: Calibration): string {
  const said: string[] = [];
  const factor = explainingFactor(run, calibration);
  if (factor === null) said.push('no speed of the host explains it');
  else if (Math.abs(factor - 1) <= calibration.hostNoise) said.push(`a host ${factor.toFixed(3)} × as slow explains it, and one closed loop wanders by ± ${pct(calibration.hostNoise)}`);
  else said.push(`the host would have to be ${factor.toFixed(2)} × as slow, more than the loops wander (± ${pct(calibration.hostNoise)})`);
  if (run.max === 1) {
    const [typical, mean] = aloneOf(run);
    if (mean > 1.03 * typical) said.push(`holds of a pool of one: typically ${typical.toFixed(1)} ms, ${mean.toFixed(1)} ms on average: some were interrupted`);
  }
  if (run.foreignCpu !== null && run.foreignCpu > 0.03) said.push(`others used ${run.foreignCpu.toFixed(2)} of the server's core`);
  if (worstTenth(run) > 0.3) said.push(`${pct(worstTenth(run))} of all waiting falls into a tenth of the run`);
  const pool = withMeasuredHolds(run);
  said.push(`with the measured holds poolsim's mean is ${pool.mean.toFixed(0)} ms (measured ${run.measured.mean.toFixed(0)}): the pool is right`);
  return said.join('; ');
}
