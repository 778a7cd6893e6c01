/** The rules of a pool that opens its own connections on demand and looks after those that lie idle (supply.ts, validation.ts, reaper.ts). Plain data, part of the policy. */

import { type Duration, forever } from '../../units/time.ts';

/** Where the pool opens as many as callers lack, for whoever is first. */
export interface SupplyRules {
  /** At most so many are opened for each caller that comes, or other occasion. */
  readonly perTrigger: number;
  /** Whether an opening that went well is an occasion to look for more: no, for what callers lack, or for what the minimum lacks too. */
  readonly goesOn: 'no' | 'forCallers' | 'forMinimumToo';
  /** An opening that takes too long is given up, or it goes on beyond the pool's books and is closed when it is there (tarn). */
  readonly overdue: 'givenUp' | 'closedWhenOpen';
  /** Who hears that an opening failed: whoever is first in line, or nobody. */
  readonly failureGoesTo: 'head' | 'nobody';
  /** When it is tried again while somebody waits: after `first`, longer by `step` with each failure in a row, at most `cap`. `stops`: nothing is opened meanwhile, whoever comes. */
  readonly pause: { readonly first: Duration; readonly step: Duration; readonly cap: Duration; readonly stops: boolean };
  /** A refused opening keeps its place and is tried again so often, for so long from its first attempt; the pause comes after that. within 0: never. */
  readonly insist: { readonly every: Duration; readonly within: Duration };
  /** Which failed opening a caller that times out is told of: none, the last that failed of those that began while it was in line, or the first since one went well,
   *  while no connection is out. */
  readonly blames: 'nobody' | 'lastSinceJoined' | 'firstWhileNoneLent';
  /** What it is told then; `{cause}`: the server's words. */
  readonly blamed: string;
  /** Whether the pool checks each connection before it hands it over: not at all, for whoever is first when the check ends, or for the caller whose turn it was. */
  readonly validates: 'never' | 'forWhoeverIsFirst' | 'forCaller';
  /** An idle connection that is seen to die makes the pool doubt the others: each is checked before its next use, however short a time it has been idle. */
  readonly doubtsOthers: boolean;
}

/** Opens all that callers lack, at once; failures are heard by nobody and tried again at once. */
export const plainSupply: SupplyRules = {
  perTrigger: Number.POSITIVE_INFINITY, goesOn: 'forCallers', overdue: 'givenUp', failureGoesTo: 'nobody', pause: { first: 0, step: 0, cap: forever, stops: false },
  insist: { every: 0, within: 0 }, blames: 'nobody', blamed: '', validates: 'never', doubtsOthers: false,
};

/** The reaper of such a pool: what it closes, and when it comes. Times are exceeded, not reached. */
export interface Reap {
  readonly every: Duration;
  /** Its first round comes one interval after the pool began, after its first connection, or after its first loan. */
  readonly begins: 'atOnce' | 'firstOpen' | 'firstLoan';
  /** It goes when the pool is empty, and begins anew. */
  readonly stopsWhenEmpty: boolean;
  /** Connections it looks at in one round, going round in the order of lending; Infinity: all, from the one idle for longest. */
  readonly looksAt: number;
  /** Idle for longer: closed while more than the floor are left, of the idle ones or of all. */
  readonly softIdle: Duration;
  readonly floor: { readonly count: number; readonly of: 'idle' | 'all' };
  /** Idle for longer: closed, whatever is left; only where it looks at a few. */
  readonly hardIdle: Duration;
  /** After each round the pool looks whether the minimum or a caller lacks a connection. */
  readonly thenRefills: boolean;
}
