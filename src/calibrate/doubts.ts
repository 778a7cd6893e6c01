/** What the measurements cannot tell, in words, and what to measure so that they can. Read from the intervals: what has no end is not known. */

import { level, list, share } from '../report/wording.ts';
import type { Candidate } from './choose.ts';
import { meanPerS } from './hold-out.ts';
import type { Observation } from './observation.ts';
import { clientCounts } from './predict.ts';
import type { Interval, Profile } from './profile.ts';
import { spanText } from './words.ts';

export interface DoubtsOn {
  readonly chosen: Candidate;
  readonly profile: Profile;
  readonly observations: readonly Observation[];
  /** Root mean square of the errors with one core; null: there is but one. */
  readonly oneCore: number | null;
  readonly coresGiven: boolean;
}

/** An interval as text: "5.61 ms (5.5 ms to 5.7 ms)". */
const spanned = ({ value, low, high }: Interval): string => `${spanText(value * 1000)} (${spanText((low ?? 0) * 1000)} to ${high === null ? 'any' : spanText(high * 1000)})`;

/** Errors above this are worth a word before all others. */
const poor = 0.1;

/** Three quarters of the rate per client that the fewest clients had: more than that, and nobody was in anybody's way. */
const inNobodysWay = 0.75;

/** Whether the runs never kept the cores busy: CPU may be as small as one likes, and the rate still rises with the clients. */
export function neverSaturated({ of }: Profile, observations: readonly Observation[]): boolean {
  const counts = clientCounts(observations);
  const each = (clients: number): number => meanPerS(observations, clients) / clients;
  return of[0]?.low === null && each(counts.at(-1) ?? 1) > inNobodysWay * each(counts[0] ?? 1);
}

/** Sentences, the gravest first. */
export function doubtsOn(on: DoubtsOn): string[] {
  const { chosen, profile, observations, coresGiven } = on;
  const clients = clientCounts(observations);
  const most = clients.at(-1) ?? 0;
  const said: string[] = [];
  if (chosen.fittedRms > poor) said.push(`The fit errs by ${share(chosen.fittedRms)}: these runs are noisy, or they are not one workload on one server. Run each number of clients longer and twice, on a machine that does nothing else; figures below are no better than that.`);
  if (neverSaturated(profile, observations)) said.push(...unsaturated(profile, most));
  else {
    if (profile.of[0]?.low === null) said.push('CPU has no lower end: a smaller CPU with other parameters of the law fits as well. Measure at more numbers of clients, below and above the knee.');
    if (on.oneCore !== null && coresGiven && on.oneCore < 0.5 * chosen.fittedRms) said.push(`With ${chosen.fit.demands.cores} cores the fit errs by ${share(chosen.fittedRms)}, with one by ${share(on.oneCore)}: something that only one statement can have at a time (a row that all update, a lock, one disk) is used up before the cores are. The block below describes cores; do not take it for this workload.`);
    if (profile.of[1]?.low === null && profile.of[1].high !== null) said.push(`Time outside the cores is too short beside the CPU to be measured: at most ${spanText(profile.of[1].high * 1000)}. A run with 1 client tells most about it.`);
    said.push(...lawDoubts(on, clients));
  }
  if (!coresGiven && chosen.coresAlso.length > 1) {
    said.push(`The cores were not given, and ${level(Math.min(...chosen.coresAlso))} to ${level(Math.max(...chosen.coresAlso))} fit about as well as ${chosen.fit.demands.cores}: the rate at saturation is known, but not what one core does. Say --cores, or add a column with the server's CPU per transaction.`);
  } else if (!coresGiven) said.push(`The cores were not given: ${chosen.fit.demands.cores} fit best, no other number near as well. Say --cores to be sure.`);
  if (chosen.heldRms === null) said.push('Nothing was kept back, so no error of a prediction is known: the errors above are those of points that were fitted.');
  return said;
}

/** Only the sum is known. */
function unsaturated({ of, together }: Profile, most: number): string[] {
  const cpu = of[0]?.high ?? together.value;
  return [
    `The cores were never kept busy, not even by ${most} clients: CPU and time outside are known only as a sum, ${spanned(together)}. CPU is at most ${spanText(cpu * 1000)}; with that, the most cautious split, the block below is written.`,
    `Nothing is known of contention or of the cores' number. Add runs with ${2 * most}, ${4 * most} and ${8 * most} clients, until the rate rises no more.`,
  ];
}

/** The law's parameters: unknown above, or not to be told from nothing. */
function lawDoubts({ chosen, profile }: DoubtsOn, clients: readonly number[]): string[] {
  const most = clients.at(-1) ?? 0;
  const { cpuS, outsideS, cores } = chosen.fit.demands;
  const knee = cores * (1 + outsideS / cpuS);
  const beyond = clients.filter((n) => n > 1.5 * knee).length;
  const more = `Add runs with ${Math.ceil(4 * knee)} and ${Math.ceil(16 * knee)} clients.`;
  if (beyond === 0) return [`No run has clearly more clients than keep the cores busy (about ${level(knee)}; the most were ${most}): contention cannot be told from these runs. ${more}`];
  const names = chosen.form.parameters.map(({ name }) => name);
  const open = names.filter((_, i) => profile.of[i + 2]?.high === null);
  const none = names.filter((_, i) => profile.of[i + 2]?.high !== null && profile.of[i + 2]?.low === null);
  const said: string[] = [];
  if (open.length > 0) said.push(`${list(open)} of the law ${chosen.form.law} ${open.length === 1 ? 'has' : 'have'} no upper end: the runs do not tell ${open.length === 1 ? 'it' : 'them'} apart from the other parameters. ${more}`);
  if (none.length > 0) said.push(`${list(none)} of the law ${chosen.form.law} cannot be told from nothing.`);
  if (names.length === 0) said.push(`No law of contention predicts what was kept back better than none does, up to ${most} clients (${level(most / cores)} for each core).`);
  said.push(`Beyond ${most} clients all this is an extrapolation.`);
  return said;
}
