/** Every connection lent and someone waiting: when, how many waited, what the database did meanwhile, and who failed for it. */

import type { PoolResult, RunResult, WindowResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, goneOf, meanOf, peakOf, type Stretch, stretchOf } from '../series.ts';
import { exhaustedSpells, lengthOf, limitsDuring, limitsText } from '../spells.ts';
import { count, counted, level, millis, share, span } from '../wording.ts';
import { type Cause, command, type Found, largestEach, maxEach, poolNamed, resize } from './cause.ts';
import { culpritOf } from './culprit.ts';
import { saturated } from './database.ts';
import { disksDuring } from './disks.ts';
import { isClosed } from './load.ts';
import { loginRush } from './logins.ts';
import { type Harmed, harmedBy, harmText, nearlyAll, openMean, storyOf } from './story.ts';

/** When it was, as the beginning of a sentence. */
function spellsText(result: RunResult, spells: readonly WindowResult[]): string {
  const clock = clockOf(result.run);
  const [first, last] = [spells[0], spells.at(-1)];
  if (first === undefined || last === undefined) return 'Now and then';
  if (clock.at(first.fromS) === clock.at(last.toS)) return `At ${clock.at(first.fromS)}`;
  if (spells.length === 1) return `From ${clock.at(first.fromS)} to ${clock.at(first.toS)}`;
  return `In ${count(spells.length)} spells between ${clock.at(first.fromS)} and ${clock.at(last.toS)} (${span(lengthOf(spells))} in all)`;
}

/** Connections that were open while the pool was exhausted, where they were clearly fewer than it may have; null where all were. */
function fewOpen(result: RunResult, name: string, spells: readonly WindowResult[], stretch: Stretch): number | null {
  const open = openMean(result, name, stretch);
  return spells.length > 0 && open !== null && open < nearlyAll * (limitsDuring(result, name, spells)?.least ?? 0) ? open : null;
}

/** How empty the pool was, in words that the series bear out: all lent, fewer open than allowed, or spread unevenly over the instances. */
function emptyText(result: RunResult, name: string, pool: PoolResult, spells: readonly WindowResult[], stretch: Stretch): string {
  const limits = limitsDuring(result, name, spells);
  const series = result.series.pools[name];
  if (limits === null || series === undefined) return `${name} had nothing left to lend`;
  const open = fewOpen(result, name, spells, stretch);
  if (open !== null) return `${poolNamed(name, pool)} had nothing to lend, with ${level(open)} of ${limitsText(limits)} connections open`;
  const most = peakOf(goneOf(series).slice(stretch.from, stretch.to));
  const opening = meanOf(series.opening, stretch) ?? 0;
  if (opening >= 1 && opening > 0.5 * (limits.least - most)) return `${poolNamed(name, pool)} had nothing to lend: at most ${level(most)} of ${limitsText(limits)} connections were lent, and ${level(opening)} on average still being opened`;
  if (pool.instances > 1 && most < nearlyAll * limits.least) return `some of the ${pool.instances} instances of ${name} had all their connections lent (at most ${level(most)} of ${limitsText(limits)} over all)`;
  return `${poolNamed(name, pool)} had all ${limitsText(limits)} connections lent`;
}

/** Busy cores and cores of a database over these spells, each weighed by its length; null when nothing is known. */
function busyDuring(result: RunResult, database: string, spells: readonly WindowResult[]): { readonly busy: number; readonly cores: number } | null {
  const series = result.series.databases[database];
  let [busySum, coreSum, seconds] = [0, 0, 0];
  for (const { fromS, toS } of spells) {
    const stretch = stretchOf(result, fromS, toS);
    const busy = meanOf(series?.busyCores, stretch);
    const cores = meanOf(series?.cores, stretch);
    if (busy === null || cores === null) continue;
    busySum += busy * (toS - fromS);
    coreSum += cores * (toS - fromS);
    seconds += toS - fromS;
  }
  return seconds === 0 || coreSum === 0 ? null : { busy: busySum / seconds, cores: coreSum / seconds };
}

/** Below this use of its cores a database had time while requests waited for its connections. */
const idle = 0.5;

/** From this share on, what lent connections do is wait for rows, and a bigger pool has more of them do it. */
const mostlyInLine = 0.5;

/** Of the connections that the pools of this database have lent, the share whose statement waits for a row, on average over the run. */
function inLineOf(result: RunResult, database: string): number {
  const lent = entries(result.pools).filter(([, pool]) => pool.database === database).reduce((sum, [, pool]) => sum + pool.activeMean, 0);
  return lent <= 0 ? 0 : Math.min(1, (result.databases[database]?.lockWaitingMean ?? 0) / lent);
}

/** What a bigger pool would be worth trying: twice as much, or as much as the server has room for; null where it has none. */
function bigger(result: RunResult, name: string, pool: PoolResult, wanted: number): string[] | null {
  const each = Math.min(wanted, largestEach(result, pool));
  return each > (maxEach(pool) ?? Number.POSITIVE_INFINITY) ? resize(name, pool, each) : null;
}

/** Pools without a line fail whoever comes too late: where the requests at once are bounded, their number is the size that serves all. */
function allAtOnce(result: RunResult, pool: PoolResult, harmed: readonly Harmed[]): number | null {
  const hurried = harmed.length > 0 && harmed.every(({ user, one }) => (one.failures.poolExhausted ?? 0) > 0 && isClosed(result, user));
  return hurried ? Math.ceil(harmed.reduce((sum, { user }) => sum + peakOf(result.series.classes[user]?.inside), 0) / pool.instances) : null;
}

/** What is known of an exhausted pool before it is put into words. */
interface Facts {
  readonly harmed: readonly Harmed[];
  /** Share of the database's cores in use meanwhile; null when nothing is known. */
  readonly busyShare: number | null;
  /** Whether the pool had fewer connections open than it may have. */
  readonly short: boolean;
  /** Share of the lent connections that waited for a row. */
  readonly inLine: number;
  /** Whether the disks behind it had more to do than they carry. */
  readonly disksFull: boolean;
  /** Whether logins filled the cores of the database at that time. */
  readonly logging: boolean;
}

function tryNext(result: RunResult, name: string, pool: PoolResult, { harmed, busyShare, short, inLine, disksFull, logging }: Facts): string {
  const each = maxEach(pool) ?? 10;
  const database = result.databases[pool.database];
  if (logging) return 'What it waited for were logins, and more connections only log in more at once: see what is said of them.';
  if (saturated(database)) {
    const near = Math.max(1, Math.ceil((2 * (database?.cores ?? 1)) / pool.instances));
    const words = 'The database behind it is the limit: a bigger pool only moves the line into it';
    return near >= each ? `${words}.` : `${words}. Test one nearer to its cores: ${command(result, 'run', ...resize(name, pool, near))}`;
  }
  if (inLine >= mostlyInLine) {
    const cure = (database?.deadlocks ?? 0) > 0 ? ': first the deadlocks, which keep it locked until the server finds them.' : '. Let transactions keep it for less: lock it last, and nothing slow between that and the commit.';
    return `More connections only lengthen the line for the row${cure}`;
  }
  if (disksFull) return 'The disks behind it are the limit: more connections only share them among more. See what else reads and writes at that time.';
  if (short) return 'Look on the timeline for what kept it from opening the connections it may have, before its size.';
  const atOnce = allAtOnce(result, pool, harmed);
  const more = bigger(result, name, pool, atOnce ?? each * 2);
  const stranger = culpritOf(result, name)?.stranger === true;
  const holds = busyShare !== null && busyShare < idle && !stranger ? 'Shorten the holds: calls, thinking and slow reads out of them. ' : '';
  if (more === null) return `${holds}The server has no room for a bigger pool${holds === '' ? ': shorten the holds, or take less load.' : '.'}`;
  if (atOnce !== null) return `This pool has no line: who finds it empty fails at once. Test a size for all that come together: ${command(result, 'run', ...more)}`;
  return `${holds}A bigger pool is the thing to test, not to trust: ${command(result, 'run', ...more)}`;
}

function evidence(result: RunResult, name: string, pool: PoolResult, harmed: readonly Harmed[]): string {
  const owner = culpritOf(result, name);
  const atOnce = harmed.reduce((sum, { one }) => sum + (one.failures.poolExhausted ?? 0) + (one.failures.queueFull ?? 0), 0);
  return [
    ...(pool.exhaustedShare > 0 ? [`exhausted ${share(pool.exhaustedShare)} of the time`] : []), `utilisation ${share(pool.utilisation)}`,
    ...(pool.timeouts > 0 ? [counted(pool.timeouts, 'acquire timeout')] : []), ...(atOnce > 0 ? [`${count(atOnce)} turned away at once`] : []),
    `wait p99 ${millis(pool.acquireMs.p99)} of those who got one`,
    ...(owner !== null && !owner.stranger ? [`${share(owner.share)} of the waiting was of ${owner.holder} behind itself`] : []),
  ].join(', ');
}

function found(result: RunResult, name: string, pool: PoolResult): Found | null {
  if (storyOf(result, name) !== 'exhausted') return null;
  const harmed = harmedBy(result, name, pool);
  if (harmed.length === 0 && saturated(result.databases[pool.database])) return null;
  const spells = exhaustedSpells(result, name);
  const told = spells.length > 0 ? spells : result.windows.filter((window) => window.what === 'failures' && harmed.some(({ user }) => user === window.of));
  const stretch = stretchOf(result, told[0]?.fromS ?? 0, told.at(-1)?.toS ?? result.run.lengthS);
  const load = busyDuring(result, pool.database, spells);
  const busyShare = load === null ? null : load.busy / load.cores;
  const inLine = inLineOf(result, pool.database);
  const disks = disksDuring(result, pool.database, told);
  const rush = loginRush(result, pool.database);
  const logging = rush !== null && told.some(({ fromS, toS }) => Math.min(toS, rush.toS) - Math.max(fromS, rush.fromS) > (toS - fromS) / 2);
  // A saturated server is busy with what its cores do not get done: contention, swap.
  const meanwhile = load === null || busyShare === null || busyShare >= idle || saturated(result.databases[pool.database]) ? ''
    : ` Meanwhile ${pool.database} used ${level(load.busy)} of its ${counted(load.cores, 'core')} (${share(busyShare)}): the connections were held, ${inLine >= mostlyInLine ? `and ${share(inLine)} of them waited for rows` : disks?.full ? `and waited for its disks: ${level(disks.queue)} reads and writes shared ${counted(disks.channels, 'channel')}` : 'not working'}.`;
  const size = harmed.reduce((sum, { failed }) => sum + failed, 0);
  const waited = pool.pendingMax > 0 ? ` and up to ${counted(pool.pendingMax, 'request')} waiting` : '';
  return {
    id: `pool-exhausted/${name}`, weight: size > 0 ? 2 : 1, size: size || pool.pendingMean,
    text: `${spellsText(result, told)} ${emptyText(result, name, pool, spells, stretch)}${waited}; ${size > 0 ? harmText(harmed) : 'nobody failed for it'}.${meanwhile}`,
    evidence: evidence(result, name, pool, harmed), tryNext: tryNext(result, name, pool, { harmed, busyShare, short: fewOpen(result, name, spells, stretch) !== null, inLine, disksFull: disks?.full === true, logging }),
  };
}

export const exhaustion: Cause = (result) => entries(result.pools).map(([name, pool]) => found(result, name, pool)).filter((one) => one !== null);
