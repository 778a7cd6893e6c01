/** Scripts for pools: who comes when and holds for how long, how each login goes, and what the server does to whom. Times lie on a coarse grid, so that ties are frequent. */

import fc from 'fast-check';

/** Options of a pool, spelled as its library spells them. */
export interface Options {
  readonly [name: string]: number | boolean | string | undefined;
}

/** One login: how long the server takes, and what it says. */
export interface Login {
  readonly takes: number;
  readonly ends: 'opens' | 'refuses' | 'hangs';
}

/** One caller: comes, holds what it gets, and gives it back, or throws it away as broken. */
export interface Caller {
  readonly at: number;
  readonly holds: number;
  readonly ends: 'returns' | 'breaks';
}

/** The server ends an idle or a lent session: the one at place `which`, counted round, of those there are. */
export interface Kill {
  readonly at: number;
  readonly of: 'idle' | 'lent';
  readonly which: number;
}

export interface Script {
  readonly options: Options;
  /** By order of opening, used round. */
  readonly logins: readonly Login[];
  /** How long it takes until a socket that the client closes has ended. */
  readonly closeTakes: number;
  /** By time of coming. */
  readonly callers: readonly Caller[];
  readonly kills: readonly Kill[];
}

/** Every script ends here, ms. */
export const horizon = 3000;

/** What the server says to a login that it turns away. */
export const refusalText = 'sorry, too many clients already';

const grid = (from: number, to: number): fc.Arbitrary<number> => fc.integer({ min: from, max: to }).map((n) => n * 10);

/** Any script for a pool with such options. */
export const scripts = (options: fc.Arbitrary<Options>): fc.Arbitrary<Script> => fc.record({
  options,
  logins: fc.array(fc.record({
    takes: grid(1, 15),
    ends: fc.oneof({ weight: 8, arbitrary: fc.constant('opens' as const) }, { weight: 2, arbitrary: fc.constant('refuses' as const) }, { weight: 1, arbitrary: fc.constant('hangs' as const) }),
  }), { minLength: 1, maxLength: 6 }),
  closeTakes: fc.oneof(fc.constant(0), grid(1, 12)),
  callers: fc.array(fc.record({
    at: grid(0, 60), holds: grid(1, 25), ends: fc.oneof({ weight: 4, arbitrary: fc.constant('returns' as const) }, { weight: 1, arbitrary: fc.constant('breaks' as const) }),
  }), { minLength: 1, maxLength: 14 }).map((callers) => [...callers].sort((a, b) => a.at - b.at)),
  kills: fc.array(fc.record({ at: grid(1, 90), of: fc.constantFrom('idle' as const, 'lent' as const), which: fc.nat(5) }), { maxLength: 4 }),
});
