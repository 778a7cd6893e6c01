/** A primary that was lost: how long its users were down, for longer than the address took to move, and which writes were lost with it. */

import type { RunResult, WindowResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries } from '../series.ts';
import { count, counted, list, span } from '../wording.ts';
import { type Cause, command, type Found } from './cause.ts';

/** A fail-over as its timeline entry tells it. */
interface Move {
  readonly atS: number;
  readonly lost: string;
  readonly to: string;
  readonly silent: boolean;
}

/** The fail-overs of a run, in order. */
export const movesOf = (result: RunResult): readonly Move[] => result.timeline.flatMap(({ kind, what, atS }) => {
  const said = /^(\S+) lost \(sessions (lost|blackholed)\), fail-over to (\S+)$/.exec(what);
  return kind !== 'incident' || said === null ? [] : [{ atS, lost: said[1] ?? '', to: said[3] ?? '', silent: said[2] === 'blackholed' }];
});

/** Soon after the loss: failures that begin later have another cause. */
const soon = 60;

/** Failure windows of those who use pools that moved to the new primary. */
function down(result: RunResult, { atS, to }: Move): readonly WindowResult[] {
  const users = new Set(entries(result.pools).filter(([, pool]) => pool.database === to).flatMap(([name]) => Object.keys(result.series.pools[name]?.activeBy ?? {})));
  return result.windows.filter(({ what, of, fromS }) => what === 'failures' && users.has(of) && fromS >= atS - 1 && fromS <= atS + soon);
}

function found(result: RunResult, move: Move): Found | null {
  const windows = down(result, move);
  const longest = Math.max(0, ...windows.map(({ toS }) => toS - move.atS));
  const failed = windows.reduce((sum, one) => sum + one.count, 0);
  const lostWrites = result.databases[move.to]?.replica?.lostWrites ?? 0;
  if (failed === 0 && lostWrites === 0) return null;
  const harm = failed === 0 ? 'Nobody failed for it' : `${list(windows.map((one) => `${counted(one.count, `${one.of} request`)} failed, the last ${span(one.toS - move.atS)} after the loss`))}`;
  const why = move.silent && longest > 0 ? `: whoever held a connection to ${move.lost} waited for an answer that could not come, and kept its place in the pool meanwhile` : '';
  const writes = lostWrites === 0 ? '' : ` ${counted(lostWrites, 'write')} had not reached ${move.to} and ${lostWrites === 1 ? 'is' : 'are'} lost.`;
  return {
    id: `failover/${move.lost}`, weight: failed > 0 || lostWrites > 0 ? 2 : 1, size: failed * 1.3 + lostWrites,
    text: `${move.lost} was lost at ${clockOf(result.run).at(move.atS)} and ${move.to} took its place. ${harm}${why}.${writes}`,
    evidence: `${count(failed)} failures in ${counted(windows.length, 'window')} that began within ${span(soon)} of the loss`,
    tryNext: move.silent && longest > soon ? `Have clients give up on silent connections (tcp_user_timeout, a socket timeout of the driver): ${command(result, 'run', '--set', `databases.${move.lost}.tcpTimeout=10s`)}`
      : 'Try again with a pause (retry with backoff) for as long as the address takes to move, or have it move sooner.',
  };
}

export const failover: Cause = (result) => movesOf(result).map((move) => found(result, move)).filter((one) => one !== null);
