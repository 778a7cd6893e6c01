/** The run in one or two sentences: what failed, when, and behind whom; or that nothing did. */

import type { FindingResult, RunResult } from '../result.ts';
import { clockOf } from './clock.ts';
import { findingsOf } from './findings.ts';
import { culpritOf } from './findings/culprit.ts';
import { saturated } from './findings/database.ts';
import { entries } from './series.ts';
import { count, level, millis, share } from './wording.ts';

export interface Verdict {
  /** bad: a promise broken or a serious finding; warm: something failed or is worth knowing; good: neither. */
  readonly tone: 'good' | 'warm' | 'bad';
  readonly text: string;
}

/** When a class failed: "from 23:00:05 to 23:12:32", or between the first and the last of several spells. */
function whenFailed(result: RunResult, name: string): string {
  const windows = result.windows.filter((window) => window.what === 'failures' && window.of === name);
  if (windows.length === 0) return '';
  const clock = clockOf(result.run);
  const fromS = Math.min(...windows.map((one) => one.fromS));
  const toS = Math.max(...windows.map((one) => one.toS));
  if (clock.at(fromS) === clock.at(toS)) return `, at ${clock.at(fromS)}`;
  return windows.length === 1 ? `, from ${clock.at(fromS)} to ${clock.at(toS)}` : `, in ${windows.length} spells between ${clock.at(fromS)} and ${clock.at(toS)}`;
}

/** The first serious finding that explains rather than repeats. */
const explains = (result: RunResult): FindingResult | undefined => findingsOf(result).find((one) => one.weight === 2 && one.id !== 'promises-broken' && !one.id.startsWith('overload/'));

/** What stood behind it: the empty pool and who held it, or what the gravest finding says. */
function behind(result: RunResult): string {
  const starving = findingsOf(result).find((one) => one.weight === 2 && one.id.startsWith('pool-exhausted/'));
  const name = starving?.id.slice('pool-exhausted/'.length) ?? '';
  const pool = result.pools[name];
  if (pool === undefined) {
    const reason = explains(result);
    return reason === undefined ? '' : ` ${reason.text}`;
  }
  const of = pool.max === null ? '' : ` of its ${count(pool.max)}`;
  const exhausted = ` ${name} had no connection left to lend`;
  if (pool.leaked > 0) return `${exhausted}: ${count(pool.leaked)}${of} had leaked.`;
  const culprit = culpritOf(result, name);
  if (culprit?.stranger === true && culprit.held !== null) return `${exhausted}; ${culprit.holder} held ${level(Number(culprit.held.toFixed(1)))}${of}.`;
  return saturated(result.databases[pool.database]) ? `${exhausted}, because ${pool.database} behind it was saturated.` : `${exhausted}.`;
}

/** The verdict on a run. */
export function verdict(result: RunResult): Verdict {
  const failing = entries(result.classes).filter(([, one]) => one.failed > 0).toSorted((a, b) => b[1].failed - a[1].failed);
  const gravest = findingsOf(result)[0]?.weight ?? 0;
  const broken = result.promises.some((one) => !one.held) || result.audit.some((one) => !one.held);
  const tone = broken || gravest === 2 ? 'bad' : failing.length > 0 || gravest === 1 ? 'warm' : 'good';
  const [worst] = failing;
  if (worst === undefined) {
    const arrived = entries(result.classes).reduce((sum, [, one]) => sum + one.arrived, 0);
    const [busiest] = entries(result.classes).toSorted((a, b) => b[1].arrived - a[1].arrived);
    if (busiest === undefined || arrived === 0) return { tone, text: 'No request arrived.' };
    return { tone, text: `Nothing failed: all ${count(arrived)} requests went through; p99 of ${busiest[0]} was ${millis(busiest[1].latencyMs.p99)}.` };
  }
  const [name, one] = worst;
  const more = failing.length > 1 ? ` ${failing.length - 1} more ${failing.length === 2 ? 'class' : 'classes'} failed too.` : '';
  return { tone, text: `${share(one.failedShare)} of ${name} requests failed (${count(one.failed)} of ${count(one.arrived)})${whenFailed(result, name)}.${behind(result)}${more}` };
}
