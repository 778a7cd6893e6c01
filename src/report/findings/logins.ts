/** Logins on the cores: a server that starts a process and checks a password for many new connections at once has little left for statements, and a larger pool asks for more of them. */

import type { RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, measured, peakOf } from '../series.ts';
import { count, counted, list, share, span } from '../wording.ts';
import { type Cause, command, failuresOf, maxEach, resize, starved, usersOf } from './cause.ts';

/** Fewer logins at once than this for each core are the ordinary growth of a pool. */
const crowd = 2;
/** The cores are full from this share on. */
const full = 0.9;
/** What requests that were kept waiting by logins end with. */
const kept = [...starved, 'clientGaveUp', 'connectFailed'] as const;

export interface LoginRush {
  readonly fromS: number;
  readonly toS: number;
  /** Time in it, in seconds. */
  readonly seconds: number;
  /** Most connections that were being opened at the same time. */
  readonly most: number;
  readonly cores: number;
}

/**
 * When logins filled the cores of a database: more was ready to run there than connections were lent, and as much was being opened. Null where that
 * never was, or logins cost no processor time.
 */
export function loginRush(result: RunResult, database: string): LoginRush | null {
  const series = result.series.databases[database];
  const cores = result.databases[database]?.cores ?? null;
  const pools = entries(result.pools).filter(([, pool]) => pool.database === database).flatMap(([name]) => result.series.pools[name] ?? []);
  if (series === undefined || cores === null) return null;
  const sum = (of: (pool: (typeof pools)[number]) => number | null | undefined): number => pools.reduce((all, pool) => all + (of(pool) ?? 0), 0);
  const { from, to } = measured(result);
  const points = series.runQueue.flatMap((queue, i) => {
    const logins = Math.min((queue ?? 0) - sum((pool) => pool.active[i]), sum((pool) => pool.opening[i]));
    return i >= from && i < to && logins >= crowd * cores && (series.busyCores[i] ?? 0) >= full * cores ? [i] : [];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { fromS: first === 0 ? 0 : (result.series.t[first - 1] ?? 0), toS: result.series.t[last] ?? 0, seconds: points.length * result.series.everyS, most: peakOf(points.map((i) => sum((pool) => pool.opening[i]))), cores };
}

/** Fires where it lasted for two intervals of the series or more. Serious where requests failed that had to wait for a connection. */
export const logins: Cause = (result) => entries(result.databases).flatMap(([name, database]) => {
  const rush = loginRush(result, name);
  if (rush === null || rush.seconds < 2 * result.series.everyS) return [];
  const pools = entries(result.pools).filter(([, pool]) => pool.database === name).toSorted((a, b) => peakOf(result.series.pools[b[0]]?.opening) - peakOf(result.series.pools[a[0]]?.opening));
  const harmed = new Map(pools.flatMap(([pool]) => usersOf(result, pool).map(([user, one]) => [user, failuresOf(one, kept)] as const).filter(([, failed]) => failed > 0)));
  const failed = [...harmed.values()].reduce((sum, one) => sum + one, 0);
  const clock = clockOf(result.run);
  const [largest] = pools;
  const each = largest === undefined ? null : maxEach(largest[1]);
  const fewer = largest === undefined || each === null || each < 4 ? [] : resize(largest[0], largest[1], Math.max(2, Math.ceil(each / 8)));
  const says = 'Have fewer log in at once: open them before the rush (a minimum that stays), restart in parts, keep the pools small';
  return [{
    id: `logins/${name}`, weight: failed > 0 ? 2 as const : 1 as const, size: failed * 1.3 + rush.most / rush.cores,
    text: `From ${clock.at(rush.fromS)} to ${clock.at(rush.toS)} logins filled the ${counted(rush.cores, 'core')} of ${name} for ${span(rush.seconds)}: up to ${count(rush.most)} connections were being opened at once, and statements shared the cores with them.${failed === 0 ? '' : ` ${list([...harmed].map(([user, one]) => counted(one, `${user} request`)))} failed that waited for a connection or were abandoned.`}`,
    evidence: `cpu ${share(database.cpuUtilisation)} over the run, ${counted(pools.reduce((sum, [, pool]) => sum + pool.opened, 0), 'connection')} opened`,
    tryNext: fewer.length === 0 ? `${says}.` : `${says}: ${command(result, 'run', ...fewer)}`,
  }];
});
