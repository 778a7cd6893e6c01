/** The plan of a route: the steps a request takes, as a scenario writes them. The behaviour of each step is in steps/. */

import type { LockMode } from './database/row.ts';
import { law, lawOr, noTime } from '../random/laws.ts';
import type { LawPlan } from '../random/samplers.ts';
import { type Shape, either, optional, type Place, shape, turned, withDefault } from '../shape.ts';
import { isTable, keyed, listOf, record } from '../shape/tables.ts';
import { amount, count, duration, flag, nameIn, oneOf, rate, share, text } from '../shape/values.ts';
import { type Duration, forever, ms, type Rate } from '../units/time.ts';

/** One row, drawn at arrival from `among` equally likely ones of that name, kept until the transaction ends. */
export interface RowPlan {
  readonly row: string;
  readonly among: number;
  readonly mode: LockMode;
}

/** What COMMIT costs before the rows are free: its own work, and the flush of its log. */
export interface CommitPlan {
  readonly cpu: LawPlan;
  readonly blocked: LawPlan;
}

export type StepPlan =
  | { readonly step: 'query'; readonly pool: string | null; readonly cpu: LawPlan; readonly blocked: LawPlan; readonly acquireTimeout: LawPlan | null; readonly statementTimeout: Duration; readonly name: string | null; readonly lock: RowPlan | null; readonly writes: boolean; readonly readsOwnWrites: boolean }
  | { readonly step: 'transaction'; readonly pool: string; readonly acquireTimeout: LawPlan | null; readonly steps: readonly StepPlan[]; readonly commit: CommitPlan | null }
  | { readonly step: 'nested'; readonly pool: string; readonly acquireTimeout: LawPlan | null; readonly steps: readonly StepPlan[] }
  | { readonly step: 'call'; readonly takes: LawPlan; readonly fails: number }
  | { readonly step: 'think'; readonly takes: LawPlan; readonly onCpu: boolean }
  | { readonly step: 'choose'; readonly ways: readonly { readonly share: number; readonly steps: readonly StepPlan[] }[] }
  | { readonly step: 'parallel'; readonly branches: readonly (readonly StepPlan[])[] };

/** When a route forgets to give its connections back. */
export type LeakPlan =
  | { readonly kind: 'never' }
  | { readonly kind: 'always' }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'rate'; readonly rate: Rate }
  | { readonly kind: 'onError' };

export interface RoutePlan {
  readonly steps: readonly StepPlan[];
  readonly leak: LeakPlan;
}

/** Steps inside steps may go this deep. */
const deepest = 12;

const steps: Shape<readonly StepPlan[]> = {
  ...shape('a list of steps', { type: 'array', items: { $ref: '#/$defs/step' } }, (value, here) => {
    const depth = here.path.filter((key) => key === 'steps' || key === 'parallel' || key === 'choose' || key === 'transaction' || key === 'nested').length;
    if (depth > deepest * 2) return here.wrong(`steps are nested too deeply: at most ${deepest} levels`);
    return listOf('a list of steps', step(), { atLeast: 1, atMost: 1000 }).read(value, here);
  }),
};

const acquireTimeout = optional(law('how long this acquisition waits, instead of what the pool says'));

const rowFields = {
  row: text('the name of the rows, such as the table'),
  among: withDefault(count('how many rows of that name there are, equally likely', { atLeast: 1, atMost: 1_000_000_000 }), 1, 1),
};
const modes: readonly LockMode[] = ['update', 'exclusive', 'share'];
const mode = (fallback: LockMode) => withDefault(oneOf('whether the row is changed (`update`), kept by one alone (`exclusive`: FOR UPDATE), or only kept as it is, together with others (`share`)', modes), fallback, fallback);

/** `{ row: branch, among: 10 }`. */
const rowLock: Shape<RowPlan> = record('the row that is locked first, and kept until the transaction ends', { ...rowFields, mode: mode('update') });

const lock: Shape<StepPlan> = turned(
  record('locks a row until the transaction ends (SELECT … FOR UPDATE)', { ...rowFields, mode: mode('exclusive') }),
  (row) => ({ step: 'query' as const, pool: null, cpu: noTime, blocked: noTime, acquireTimeout: null, statementTimeout: forever, name: null, lock: row, writes: false, readsOwnWrites: false }),
);

const query: Shape<StepPlan> = turned(
  record('one statement: on the connection of the transaction around it, or on one of its own from `pool`', {
    pool: optional(nameIn('pools', 'the pool to borrow from')),
    cpu: lawOr('processor time on the database', noTime, '0s'),
    blocked: lawOr('time on the database that needs no core: disk, locks of others, the network inside', noTime, '0s'),
    acquireTimeout,
    statementTimeout: withDefault(duration('cancelled after this', { atLeast: ms(1), foreverAs: ['off', 'never', 'none'] }), forever, 'the database decides'),
    name: optional(text('a name for the statement')),
    lock: optional(rowLock),
    writes: withDefault(flag('it writes: replicas of its database have to follow'), false, false),
    readsOwnWrites: withDefault(flag('it should see what its request wrote before: on a replica that has not got it yet it is counted as stale'), false, false),
  }),
  (read) => ({ step: 'query' as const, ...read }),
);

const held = { pool: nameIn('pools', 'the pool to borrow from'), acquireTimeout, steps };

const transaction: Shape<StepPlan> = turned(
  record('steps on one connection, from BEGIN to COMMIT', {
    ...held,
    commit: optional(record('what COMMIT costs, while the rows are still locked', { cpu: lawOr('processor time of COMMIT', noTime, '0s'), blocked: lawOr('until its log is on disk', noTime, '0s') })),
  }),
  (read) => ({ step: 'transaction' as const, ...read }),
);

const nested: Shape<StepPlan> = turned(record('steps on a second connection, borrowed while the first is held', held), (read) => ({ step: 'nested' as const, ...read }));

const call = either<StepPlan>('a time, or takes and fails', [
  {
    when: (value) => isTable(value) && ('takes' in value || 'fails' in value),
    of: turned(record('a call outside', { takes: lawOr('how long it takes', noTime, '0s'), fails: withDefault(share('share of calls that fail'), 0, '0%') }), (read) => ({ step: 'call' as const, ...read })),
  },
  { when: () => true, of: turned(law('how long it takes'), (takes) => ({ step: 'call' as const, takes, fails: 0 })) },
]);

const think = either<StepPlan>('a time, or { cpu: a time on the cores of the instance }', [
  {
    when: (value) => isTable(value) && 'cpu' in value,
    of: turned(record('work of the application', { cpu: law('processor time on the instance, shared with its other requests') }), ({ cpu }) => ({ step: 'think' as const, takes: cpu, onCpu: true })),
  },
  { when: () => true, of: turned(law('time in the application'), (takes) => ({ step: 'think' as const, takes, onCpu: false })) },
]);

const weighed: Shape<number> = either('a weight or a share', [
  { when: (value) => typeof value === 'string', of: share('a share like 20%') },
  { when: () => true, of: amount('a weight', { atLeast: 0, atMost: 1e9 }) },
]);
const choose: Shape<StepPlan> = turned(listOf('ways with their weights', record('one way', { share: weighed, steps }), { atLeast: 1, atMost: 100 }), (ways, here: Place) =>
  ways.some((one) => one.share > 0) ? { step: 'choose' as const, ways } : here.wrong('every way has weight 0'));

const parallel: Shape<StepPlan> = turned(listOf('branches', steps, { atLeast: 1, atMost: 64 }), (branches) => ({ step: 'parallel' as const, branches }));

/** The catalogue of steps. */
export const stepShapes: { readonly [step: string]: Shape<StepPlan> } = {
  query, lock, call, think, choose, parallel,
  transaction, nested,
};

function step(): Shape<StepPlan> {
  return keyed('a step', 'a step', stepShapes);
}

const leak = either<LeakPlan>('a share (0.1%), a rate (2/min), or onError', [
  { when: (value) => value === 'onError', of: turned(oneOf('only when the request fails', ['onError']), () => ({ kind: 'onError' as const })) },
  { when: (value) => typeof value === 'string' && value.includes('/'), of: turned(rate('connections forgotten per time'), (perSecond) => ({ kind: 'rate' as const, rate: perSecond })) },
  { when: () => true, of: turned(share('share of requests that return nothing'), (part) => ({ kind: 'share' as const, share: part })) },
]);

const kept: LeakPlan = { kind: 'never' };
const long: Shape<RoutePlan> = turned(
  record('a route with its leak', {
    steps,
    leak: withDefault(leak, kept, 'none'),
    release: withDefault(oneOf('when connections are given back; `onError` names the case in which it is forgotten', ['always', 'never', 'onError', 'exceptOnError']), 'always', 'always'),
  }),
  (read, here) => {
    if (read.release !== 'always' && read.leak.kind !== 'never') return here.wrong('say either `leak` or `release`, not both');
    const forgotten: LeakPlan = read.release === 'never' ? { kind: 'always' } : read.release === 'always' ? read.leak : { kind: 'onError' };
    return { steps: read.steps, leak: forgotten };
  },
);

/** A list of steps, or a table with `steps` and a leak. */
export const routeShape = either<RoutePlan>('a list of steps, or a table with steps and leak', [
  { when: isTable, of: long },
  { when: () => true, of: turned(steps, (list) => ({ steps: list, leak: kept })) },
]);

export const stepSchema = () => step().schema;
