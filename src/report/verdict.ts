/** The run in one or two sentences: what failed, when, and behind whom; or that nothing did. */

import { type ClassResult, type FailureKind, isBroken, type RunResult } from '../result.ts';
import { clockOf } from './clock.ts';
import { findingsOf } from './findings.ts';
import { starved } from './findings/cause.ts';
import { culpritOf } from './findings/culprit.ts';
import { saturated } from './findings/database.ts';
import { disksDuring } from './findings/disks.ts';
import { meanings, type OtherKind } from './findings/other-failures.ts';
import { harmedBy, storyOf } from './findings/story.ts';
import { entries } from './series.ts';
import { exhaustedSpells, limitsDuring, limitsText } from './spells.ts';
import { count, counted, level, list, millis, share } from './wording.ts';

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

/** "6,300 of 29,568", or of those that ended where requests still inside at the end would make another share of it. */
const failedOf = (one: ClassResult): string =>
  share(one.failed / Math.max(1, one.arrived)) === share(one.failedShare) ? `${count(one.failed)} of ${count(one.arrived)}` : `${count(one.failed)} of the ${count(one.served + one.failed)} that ended`;

/** Why a pool had nothing to lend, in a sentence. */
function poolText(result: RunResult, name: string): string {
  const pool = result.pools[name];
  const limits = limitsDuring(result, name, exhaustedSpells(result, name));
  const of = limits === null ? '' : ` of its ${limitsText(limits)}`;
  const empty = `${name} had no connection left to lend`;
  switch (storyOf(result, name)) {
    case 'leak': return `${empty}: ${count(pool?.leaked ?? 0)}${of} had leaked.`;
    case 'standstill': return `${empty}: those who held its connections waited for one more.`;
    case 'refused': return `${pool?.database} would not open the connections that ${name} may have.`;
    case 'starved': return `${name} had room for more connections and opened none.`;
    case 'exhausted': {
      const culprit = culpritOf(result, name);
      if (culprit?.stranger === true && culprit.held !== null) return `${empty}; ${culprit.holder} held ${level(Number(culprit.held.toFixed(1)))}${of}.`;
      if (disksDuring(result, pool?.database ?? '', exhaustedSpells(result, name))?.full === true) return `${empty}, because the disks of ${pool?.database} had more to do than they carry.`;
      return saturated(result.databases[pool?.database ?? '']) ? `${empty}, because ${pool?.database} behind it was saturated.` : `${empty}.`;
    }
    case null: return '';
  }
}

/** What stood behind the failures of a class: the story of the pool it starved at, or what its most frequent failure means. */
function behind(result: RunResult, name: string, one: ClassResult): string {
  const [most] = entries(one.failures as { readonly [kind: string]: number }).filter(([, failed]) => failed > 0).toSorted((a, b) => b[1] - a[1]);
  if (most === undefined) return '';
  const kind = most[0] as FailureKind;
  if (kind === 'refused') {
    const full = entries(result.databases).filter(([, database]) => database.refused > 0).map(([database]) => database);
    return full.length === 0 ? ' Their connection was refused.' : ` ${list(full)} refused ${counted(full.reduce((sum, database) => sum + (result.databases[database]?.refused ?? 0), 0), 'connection')}.`;
  }
  if (!starved.some((each) => each === kind)) return ` ${most[1] === one.failed ? 'They' : 'Most of them'} ${meanings[kind as OtherKind].says}.`;
  const pools = entries(result.pools).filter(([pool, each]) => harmedBy(result, pool, each).some(({ user }) => user === name)).toSorted((a, b) => b[1].timeouts - a[1].timeouts);
  const text = pools[0] === undefined ? '' : poolText(result, pools[0][0]);
  return text === '' ? lossText(result) : ` ${text}`;
}

/** Where no pool has a story of its own: the database that was lost, in the first sentence of what was found about it; '' where none was. */
function lossText(result: RunResult): string {
  const found = findingsOf(result).find(({ id }) => id.startsWith('failover/'));
  return found === undefined ? '' : ` ${found.text.slice(0, found.text.indexOf('. ') + 1)}`;
}

/** The other classes that failed: one or two by name, more by number. */
function others(failing: readonly (readonly [string, ClassResult])[]): string {
  if (failing.length === 0) return '';
  return failing.length > 2 ? ` ${failing.length} more classes failed too.` : ` ${list(failing.map(([name, one]) => `${name} (${failedOf(one)})`))} failed too.`;
}

/** A run in which no request failed; what had not ended when it did is said, for nobody knows how it would have gone on. */
function calmText(result: RunResult): string {
  const classes = entries(result.classes);
  const [arrived, served, inside] = [0, 0, 0].map((_, i) => classes.reduce((sum, [, one]) => sum + ([one.arrived, one.served, one.unfinished][i] ?? 0), 0)) as [number, number, number];
  const [busiest] = classes.toSorted((a, b) => b[1].arrived - a[1].arrived);
  if (busiest === undefined || arrived === 0) return 'No request arrived.';
  if (served === 0) return `Nothing failed, and nothing was served: all ${counted(inside, 'request')} were still inside at the end.`;
  const through = inside === 0 ? `all ${counted(arrived, 'request')} went through` : `${count(served)} of ${counted(arrived, 'request')} went through, ${count(inside)} ${inside === 1 ? 'was' : 'were'} still inside at the end`;
  return `Nothing failed: ${through}; p99 of ${busiest[0]} was ${millis(busiest[1].latencyMs.p99)}.`;
}

/** The verdict on a run. */
export function verdict(result: RunResult): Verdict {
  const failing = entries(result.classes).filter(([, one]) => one.failed > 0).toSorted((a, b) => b[1].failed - a[1].failed);
  const gravest = findingsOf(result)[0]?.weight ?? 0;
  const broken = result.promises.some(isBroken) || result.audit.some((one) => !one.held);
  const tone = broken || gravest === 2 ? 'bad' : failing.length > 0 || gravest === 1 ? 'warm' : 'good';
  const [worst, ...rest] = failing;
  if (worst === undefined) return { tone, text: calmText(result) };
  const [name, one] = worst;
  return { tone, text: `${share(one.failedShare)} of ${name} requests failed (${failedOf(one)})${whenFailed(result, name)}.${behind(result, name, one)}${others(rest)}` };
}
