/** A pooler as a bottleneck of its own: its one core is full, or it turns clients away. */

import type { DatabaseResult, RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { count, counted, level, list, share } from '../wording.ts';
import { type Cause, command, type Found } from './cause.ts';

const servers = ['postgresql', 'mysql', 'plain'];

/** Whether what stands under this name among the databases is a pooler as its clients see it; its server connections then stand under the same name among the pools. */
export const isPooler = (result: RunResult, name: string): boolean => Object.hasOwn(result.databases, name) && !servers.includes(result.databases[name]?.kind ?? '');

function full(result: RunResult, name: string, one: DatabaseResult): Found[] {
  if (one.cores === null || one.cpuUtilisation < 0.9 || one.runQueueMean < 2) return [];
  const server = result.databases[result.pools[name]?.database ?? ''];
  const behind = server === undefined ? '' : `, while ${result.pools[name]?.database} behind it was ${share(server.cpuUtilisation)} busy`;
  const perS = one.statements / Math.max(1e-9, result.run.lengthS - result.run.measureFromS);
  return [{
    id: `pooler-saturated/${name}`, weight: one.cpuUtilisation > 0.97 ? 2 : 1, size: one.runQueueMean,
    text: `${name} was the bottleneck: its one core was ${share(one.cpuUtilisation)} busy with ${count(Math.round(perS))} queries a second, and ${level(one.runQueueMean)} stood in front of it on average${behind}.`,
    evidence: `up to ${counted(one.runQueueMax, 'query', 'queries')} at once, ${counted(one.sessionsMax, 'client')}, contention took ${share(one.contentionLost)}`,
    tryNext: `More server connections cannot help. Run several side by side (so_reuseport) or ask it less often; see what half the cost would do: ${command(result, 'run', '--set', `poolers.${name}.cpu=11us`)}`,
  }];
}

function closed(result: RunResult, name: string, one: DatabaseResult): Found[] {
  if (one.refused === 0 || one.maxConnections === null) return [];
  const failed = entries(result.classes).map(([who, { failures }]) => ({ who, failed: failures.refused ?? 0 })).filter((each) => each.failed > 0);
  const enough = Math.max(one.maxConnections * 2, entries(result.pools).filter(([, pool]) => pool.database === name).reduce((sum, [, pool]) => sum + (pool.max ?? 0), 0));
  return [{
    id: `pooler-refused/${name}`, weight: failed.length > 0 ? 2 : 1, size: failed.reduce((sum, each) => sum + each.failed, 0) * 1.2 + one.refused,
    text: `${name} turned ${counted(one.refused, 'client')} away: it admits ${count(one.maxConnections)}${failed.length === 0 ? '' : `; ${list(failed.map((each) => `${counted(each.failed, `${each.who} request`)} failed for it`))}`}.`,
    evidence: `on average ${level(one.sessionsMean)} clients`,
    tryNext: one.kind === 'pgbouncer' ? `Clients are cheap there: ${command(result, 'run', '--set', `poolers.${name}.max_client_conn=${enough}`)}` : `Open fewer client connections: ${command(result, 'lint')}`,
  }];
}

export const pooler: Cause = (result) => entries(result.databases).filter(([name]) => isPooler(result, name)).flatMap(([name, one]) => [...full(result, name, one), ...closed(result, name, one)]);
