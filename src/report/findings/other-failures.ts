/** Failures that are not for want of a connection: what each kind means in plain words, and what to try. */

import type { FailureKind, RunResult } from '../../result.ts';
import { entries } from '../series.ts';
import { counted, list, millis, oneLine, share } from '../wording.ts';
import { movesOf } from './failover.ts';
import { awayOf, type Cause, type Found } from './cause.ts';

interface Meaning {
  /** Completes "312 api requests …". */
  readonly says: string;
  readonly tryNext: string;
}

/** Starved requests and refusals have findings of their own. */
export type OtherKind = Exclude<FailureKind, 'acquireTimeout' | 'poolExhausted' | 'queueFull' | 'refused'>;

export const meanings: { readonly [kind in OtherKind]: Meaning } = {
  connectFailed: { says: 'failed because a connection could not be opened', tryNext: 'Look at the timeline for an outage, and at the connect timeout of the pool' },
  statementTimeout: { says: 'were cut off by the statement timeout of the server', tryNext: 'Right if these are the queries you wanted gone; otherwise raise it for their role alone' },
  idleInTransactionTimeout: { says: 'lost their transaction to the idle-in-transaction timeout', tryNext: 'Move calls and thinking out of the transaction' },
  transactionTimeout: { says: 'lost a transaction that took longer than the server allows', tryNext: 'Move calls and thinking out of the transaction, and split long work into several transactions' },
  lockTimeout: { says: 'gave up waiting for a row lock', tryNext: 'Shorten the transactions that hold the row, or spread the keys' },
  deadlock: { says: 'were chosen as the victim of a deadlock between row locks', tryNext: 'Take locks in one order in all routes' },
  severed: { says: 'lost their connection in mid-flight', tryNext: 'Keep connections younger than what cuts them (server timeout, firewall), or test them before lending' },
  killed: { says: 'were terminated at the server', tryNext: 'Check on the timeline that the right sessions were killed' },
  clientGaveUp: { says: 'were abandoned by their client, whose patience ended first', tryNext: 'Make the acquire timeout shorter than the patience of the client, so that nobody works for nothing' },
  breakerOpen: { says: 'were turned away by an open circuit breaker', tryNext: 'Compare with the breaker off: does it protect, or does it keep a recovered system closed?' },
  shed: { says: 'were shed to protect the rest', tryNext: 'Check that what was shed was worth less than what was saved' },
  callFailed: { says: 'failed in a call to somewhere else', tryNext: 'Make the call outside the hold, with its own timeout' },
  appDown: { says: 'found no instance of the application running', tryNext: 'Look at the timeline for a redeploy or a crash; keep some instances up' },
  unavailable: { says: 'found the database unavailable', tryNext: 'Look at the timeline for the outage, and at how soon requests are served after it' },
};

/** What to try, where an incident is the reason: connections of any age are lost when their server restarts. */
function adviceOn(result: RunResult, kind: OtherKind, meaning: Meaning): string {
  const restarted = kind === 'severed' ? Object.keys(result.databases).find((name) => awayOf(result, name) !== null) : undefined;
  return restarted === undefined ? meaning.tryNext : `${restarted} ended them (${awayOf(result, restarted)}), whatever their age: try again what may be done twice`;
}

function found(result: RunResult, kind: OtherKind, meaning: Meaning): Found | null {
  const hit = entries(result.classes).map(([name, one]) => ({ name, one, failed: one.failures[kind] ?? 0 })).filter(({ failed }) => failed > 0);
  const failed = hit.reduce((sum, each) => sum + each.failed, 0);
  const arrived = hit.reduce((sum, { one }) => sum + one.arrived, 0);
  if (failed === 0 || (kind === 'severed' && movesOf(result).length > 0)) return null; // a fail-over tells of those itself
  const error = hit.map(({ one }) => one.errors[kind]).find((text) => text !== undefined);
  const counts = hit.map((each) => `${counted(each.failed, `${each.name} request`)} (${share(each.failed / Math.max(1, each.one.arrived))})`);
  return {
    id: `failed/${kind}`, weight: failed / Math.max(1, arrived) >= 0.01 ? 2 : 1, size: failed, text: `${list(counts)} ${meaning.says}.`,
    evidence: `${error === undefined ? kind : `"${oneLine(error)}"`}; failed after ${list(hit.map(({ one }) => millis(one.failedAfterMs.p50)))} (median of all failures)`,
    tryNext: `${adviceOn(result, kind, meaning)}.`,
  };
}

export const otherFailures: Cause = (result) => entries(meanings).map(([kind, meaning]) => found(result, kind as OtherKind, meaning)).filter((one) => one !== null);
