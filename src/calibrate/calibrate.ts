/** From a client sweep to a database: fits the closed model under every law, chooses one, and says how well each parameter is known. */

import type { ContentionPlan } from '../model/database/contention.ts';
import type { Calibration, LawReport, ParameterReport, PointReport } from './calibration.ts';
import { type Candidate, candidates, chosen, simpler, type Skipped } from './choose.ts';
import { doubtsOn, neverSaturated } from './doubts.ts';
import { errorsAt, fitted, type Search } from './fit.ts';
import { type HoldOut, meanPerS, rms } from './hold-out.ts';
import { formOn } from './law-forms.ts';
import type { Gathered, Observation } from './observation.ts';
import { clientCounts, type Demands, predicted } from './predict.ts';
import { type Interval, type Noise, noiseOf, type Profile, profiled } from './profile.ts';

export interface CalibrateOptions {
  /** Null: not known. */
  readonly cores: number | null;
  /** Laws to try; null: all. */
  readonly laws: readonly string[] | null;
  readonly holdOut: HoldOut;
  readonly onProgress?: (share: number, what: string) => void;
}

/** Why there is no calibration, in a sentence. */
export interface Unfit {
  readonly unfit: string;
}

/** Fits. All observations must be of one workload. Rejects nothing: what cannot be fitted is said in the answer. */
export async function calibrate(gathered: Gathered, options: CalibrateOptions): Promise<Calibration | Unfit> {
  const all = gathered.observations;
  const { holdOut, onProgress = () => {} } = options;
  const cores = options.cores ?? gathered.cores;
  const kept = holdOut.kind === 'these' ? holdOut.clients : [];
  const observations = all.filter(({ clients }) => !kept.includes(clients));
  const clients = clientCounts(observations);
  if (clients.length < 2) return { unfit: tooFew(observations, clients, cores) };
  const { levenbergMarquardt: search } = await import('ml-levenberg-marquardt');
  const found = candidates({ search, observations, all, cores, holdOut, laws: options.laws, onProgress });
  const fits = found.filter((one): one is Candidate => 'fit' in one);
  if (fits.length === 0) return { unfit: `no law can be fitted: ${found.map((one) => ('skipped' in one ? `${one.form.law} has ${one.skipped}` : '')).join('; ')}. Measure at more numbers of clients.` };
  onProgress(0.9, 'how well each parameter is known');
  const { best, profile, noise } = known(search, fits, cores !== null, clientCounts(all).at(-1) ?? 1);
  const settled = neverSaturated(profile, observations) ? cautious(best.fit.demands, profile) : best.fit.demands;
  const { cpuS, outsideS, cores: fittedCores } = settled;
  return {
    version: 1, workload: all[0]?.workload ?? null, observations: all.length,
    cores: { value: fittedCores, given: cores !== null, low: Math.min(...best.coresAlso), high: Math.max(...best.coresAlso) },
    contention: contentionOf(settled),
    cpuMs: inMs(profile.of[0], cpuS), outsideMs: inMs(profile.of[1], outsideS),
    parameters: parametersOf(best, profile), knee: fittedCores * (1 + outsideS / cpuS),
    noise: { ...noise, repeats: repeatsOf(all) },
    laws: found.map((one) => lawReport(one, best)), points: pointsOf(all, observations, best, settled),
    statements: gathered.statements,
    doubts: doubtsOn({ chosen: best, profile, observations, oneCore: onOneCore(search, best), coresGiven: cores !== null}),
    notes: gathered.notes,
  };
}

/** The law chosen, with what is known of its parameters. A law that cannot be told apart from itself gives way to a simpler one. */
function known(search: Search, fits: readonly Candidate[], coresGiven: boolean, most: number): { readonly best: Candidate; readonly profile: Profile; readonly noise: Noise } {
  let best = chosen(fits) as Candidate;
  for (;;) {
    const noise = noiseOf(best.fit, errorsAt(best.plan, best.fit.point).length, best.fit.point.length + (coresGiven ? 0 : 1));
    const profile = profiled(search, best.plan, best.fit, noise, 4 * most);
    const next = profile.of.slice(2).some(({ high }) => high === null) ? simpler(fits, best) : null;
    if (next === null) return { best, profile, noise };
    best = next;
  }
}

/** Root mean square of the errors that the chosen law would leave if only one statement could work at a time. Null: there is but one core anyway. */
function onOneCore(search: Search, { plan, form }: Candidate): number | null {
  if (plan.cores <= 1) return null;
  const one = { ...plan, cores: 1, form: formOn(form, 1) };
  return rms(errorsAt(one, fitted(search, one).point));
}

/** One number of clients has one rate, which two parameters cannot share. */
function tooFew(observations: readonly Observation[], clients: readonly number[], cores: number | null): string {
  const [n] = clients;
  if (n === undefined) return 'no run is left to fit: nothing can be calibrated';
  const round = (n / meanPerS(observations, n)) * 1000;
  const sum = `CPU and time outside the cores are together ${cores !== null && n > cores ? 'at most' : 'about'} ${Number(round.toPrecision(3))} ms per transaction`;
  return `all runs have ${n} client${n === 1 ? '' : 's'}: ${sum}, and nothing can be said of how they split, nor of contention. Measure at 1, 2, 4, 8, … clients, until the rate rises no more.`;
}

/** Where only the sum is known: as much of it CPU as the runs allow, so that nobody plans with cores that may not be there. */
function cautious(best: Demands, { of, together }: Profile): Demands {
  const cpuS = Math.min(of[0]?.high ?? together.value, together.value);
  return { ...best, cpuS, outsideS: together.value - cpuS };
}

const inMs = (interval: Interval | undefined, valueS: number): Interval => ({
  value: valueS * 1000, low: interval?.low == null ? null : interval.low * 1000, high: interval?.high == null ? null : interval.high * 1000,
});

/** The plan as a scenario says it: a cost per statement where the law charges one, in µs and parts of them. Waking an idle core is part of the CPU that was fitted. */
function contentionOf({ form, law, cpuS }: Demands): ContentionPlan {
  const rounded = law.map((value) => Number(value.toPrecision(4)));
  return form.law === 'perStatement' ? { law: 'perStatement', cost: Number(((law[0] ?? 0) * cpuS * 1e6).toPrecision(4)), wake: 0 } : form.plan(rounded);
}

function parametersOf({ form, fit }: Candidate, { of, together, peak }: Profile): ParameterReport[] {
  const { cpuS, outsideS } = fit.demands;
  const law = form.parameters.map(({ name, says }, i): ParameterReport => {
    const interval = of[i + 2] ?? { value: 0, low: null, high: null };
    if (form.law !== 'perStatement') return { name, says, unit: '', ...interval };
    return { name, says, unit: 'ms', ...inMs({ value: 0, low: interval.low === null ? null : interval.low * cpuS, high: interval.high === null ? null : interval.high * cpuS }, interval.value * cpuS) };
  });
  return [
    { name: 'cpu', unit: 'ms', says: 'processor time of a transaction without contention', ...inMs(of[0], cpuS) },
    { name: 'outside', unit: 'ms', says: 'time outside the cores: round trips, disk, locks, the client', ...inMs(of[1], outsideS) },
    { name: 'cpu + outside', unit: 'ms', says: 'a transaction alone', ...inMs(together, together.value) },
    ...law,
    { name: 'peak', unit: '1/s', says: 'the most that any number of clients gets', ...peak },
  ];
}

function lawReport(one: Candidate | Skipped, best: Candidate): LawReport {
  const empty = { law: one.form.law, chosen: false, fittedRms: null, heldOutRms: null, heldOutWorst: null, cores: null, parameters: [], skipped: null };
  if ('skipped' in one) return { ...empty, skipped: one.skipped };
  const { law, cores, cpuS } = one.fit.demands;
  const scale = one.form.law === 'perStatement' ? cpuS * 1000 : 1;
  return {
    ...empty, chosen: one === best, fittedRms: one.fittedRms, heldOutRms: one.heldRms, cores,
    heldOutWorst: one.held.length === 0 ? null : Math.max(...one.held.map(({ error }) => Math.abs(error))),
    parameters: one.form.parameters.map(({ name }, i) => ({ name: one.form.law === 'perStatement' ? `${name}Ms` : name, value: (law[i] ?? 0) <= 2 * (one.form.parameters[i]?.least ?? 0) ? 0 : (law[i] ?? 0) * scale })),
  };
}

function pointsOf(all: readonly Observation[], fitted: readonly Observation[], best: Candidate, settled: Demands): PointReport[] {
  const counts = clientCounts(all);
  const fits = predicted(settled, counts);
  return counts.map((clients, i) => {
    const runs = all.filter((one) => one.clients === clients);
    const latencies = runs.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]));
    const [measured, fit] = [meanPerS(all, clients), fits[i]?.perS ?? 0];
    const held = best.held.find((one) => one.clients === clients);
    return {
      clients, runs: runs.length, measuredPerS: measured, fittedPerS: fit,
      error: fitted.some((one) => one.clients === clients) ? fit / measured - 1 : null,
      heldOutPerS: held?.perS ?? null, heldOutError: held?.error ?? null, beyond: held?.beyond ?? false,
      measuredLatencyMs: latencies.length === 0 ? null : latencies.reduce((sum, ms) => sum + ms, 0) / latencies.length,
      fittedLatencyMs: (clients / fit) * 1000, percentilesMs: runs.find(({ percentilesMs }) => percentilesMs !== null)?.percentilesMs ?? null,
    };
  });
}

/** Standard deviation of runs at the same number of clients, as a share of their mean; null without repeats. */
function repeatsOf(all: readonly Observation[]): number | null {
  let [sum, df] = [0, 0];
  for (const clients of clientCounts(all)) {
    const runs = all.filter((one) => one.clients === clients);
    const mean = meanPerS(all, clients);
    for (const one of runs) sum += (one.perS / mean - 1) ** 2;
    df += runs.length - 1;
  }
  return df === 0 ? null : Math.sqrt(sum / df);
}
