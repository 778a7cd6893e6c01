/** The run in one or two sentences: what failed, when, and behind whom; or that nothing did. */

import type { RunResult } from '../result.ts';
import { clockOf } from './clock.ts';
import { findingsOf } from './findings.ts';
import { mainHolder } from './findings/exhaustion.ts';
import { entries } from './series.ts';
import { count, share } from './wording.ts';

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
  return windows.length === 1 ? `, from ${clock.at(fromS)} to ${clock.at(toS)}` : `, in ${windows.length} spells between ${clock.at(fromS)} and ${clock.at(toS)}`;
}

/** What stood behind it, when the pools know. */
function behind(result: RunResult): string {
  const [pool] = entries(result.pools).filter(([, one]) => one.timeouts > 0).toSorted((a, b) => b[1].timeouts - a[1].timeouts);
  const held = pool === undefined ? null : mainHolder(result, pool[0]);
  if (pool === undefined) return '';
  const exhausted = ` ${pool[0]} had no connection left to lend`;
  return held === null || held.share < 0.3 ? `${exhausted}.` : `${exhausted}; ${share(held.share)} of the waiting was behind ${held.holder}.`;
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
    const finding = findingsOf(result).find((one) => one.weight === gravest && one.id !== 'nothing-failed' && gravest > 0);
    return { tone, text: arrived === 0 ? 'No request arrived.' : `Nothing failed: all ${count(arrived)} requests went through.${finding === undefined ? '' : ` ${finding.text}`}` };
  }
  const [name, one] = worst;
  const more = failing.length > 1 ? ` ${failing.length - 1} more ${failing.length === 2 ? 'class' : 'classes'} failed too.` : '';
  return { tone, text: `${share(one.failedShare)} of ${name} requests failed (${count(one.failed)} of ${count(one.arrived)})${whenFailed(result, name)}.${behind(result)}${more}` };
}
