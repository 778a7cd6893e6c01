/** The switches of opening in words: who opens connections, how many at once, and who hears of a refusal. */

import type { Opening, Policy, Start } from '../../model/pool/policy.ts';
import type { SupplyRules } from '../../model/pool/supply-rules.ts';
import { forever } from '../../units/time.ts';
import { hasLine } from './lending.ts';
import { part, some, time } from './words.ts';

/** Who opens: in a sentence, and in a word. */
const opens: { readonly [by in Opening['by']]: readonly [string, string] } = {
  caller: ['a caller that finds room opens one and waits for that one alone', 'caller'],
  adder: ['a thread of the pool does, for whoever waits first', 'pool'],
  workers: ['threads of the pool do, for whoever waits first; while callers wait it grows by one at a time', 'pool'],
  pool: ['the pool opens what callers lack, and whoever waits first takes whichever is free first, opened or returned', 'pool'],
  order: ['each caller that lacks one orders it, and threads of the pool open it for whoever waits first', 'pool'],
  pooler: ['the event loop of the pooler does, for whoever waits first', 'pooler'],
};

const tasks: { readonly [how in Opening['tasks']]: string } = {
  perCaller: 'one more for each caller that waits, while it is still needed',
  looping: 'until no caller lacks one',
  batches: 'up to a target that each caller without a connection raises',
  eager: 'as long as anyone waits, though enough may lie idle',
};

const refusals: { readonly [to in Opening['refusalGoesTo']]: readonly [string, string] } = {
  caller: ['the caller that was opening, at once', 'caller'],
  nobody: ['nobody: callers wait on', 'nobody'],
  everyone: ['everyone who waits, unless a connection is left', 'all'],
};

const many = (n: number): string => (Number.isFinite(n) ? `${n} at a time` : 'any number at a time');

/** Openings at the same time, whoever does them. */
const atOnce = (open: Opening): number => (open.by === 'order' ? open.orders.workers : open.atOnce);

const longer = ({ factor, cap }: Opening['backoff']): string => (factor > 1 ? `, each time ${factor === 2 ? 'twice' : `${factor} times`} as long${cap === forever ? '' : `, at most ${time(cap)}`}` : '');

function starts({ prefill, start }: Policy): string {
  const how = start.blocking >= prefill && start.blocking > 0 ? ', one after another, before the first caller is served' : start.atOnce > 0 ? `, ${many(start.atOnce)}` : '';
  return prefill === 0 ? 'none: the first caller waits for the first connection' : `${some(prefill, 'connection')}${how}`;
}

/** What the pool's own workers open where callers open too, and what becomes of a failure of theirs. */
function ordered({ open: { by, orders } }: Policy): string {
  if (orders.workers === 0) return 'nothing';
  const hears = orders.giveUpAfter === forever ? 'a refusal is tried again for ever' : orders.refusalGoesTo === 'waiter' ? 'a refusal goes to whoever would be served next' : 'nobody hears a refusal';
  return `${by === 'caller' ? `one for each caller that waits when one is thrown away, ${many(orders.workers)}; ` : ''}${orders.one === 'unmet' ? 'one for each caller without an order under way; ' : ''}${hears}`;
}

const replaces: { readonly [who in Policy['afterDiscard']]: string } = {
  headOpens: 'the first of those who wait opens another',
  order: 'the pool itself opens another for each of them',
  refill: 'the pool, if it is below its minimum; otherwise nobody, and callers wait on',
  replace: 'the pool, in the background, whether anybody waits or not',
  emptyRecord: 'whoever is lent its empty record opens a connection in it',
  nobody: 'nobody: callers wait on',
};

/** When a pool that opens by itself tries again. */
function again({ pause, insist }: SupplyRules): string {
  const first = pause.first === 0 ? 'at once' : `after ${time(pause.first)}`;
  const rest = `${first}${pause.step > 0 ? `, ${time(pause.step)} longer each time` : ''}${pause.stops ? ', opening nothing meanwhile' : ''}`;
  return insist.within > 0 ? `every ${time(insist.every)} for ${time(insist.within)}, its place held; then ${rest}` : `${rest}, while somebody waits`;
}

function supplies({ open: { supply } }: Policy): string {
  if (supply === null) return 'no';
  const late = supply.overdue === 'closedWhenOpen' ? '; one that takes too long is no longer counted, goes on, and is closed when it is there' : '';
  const check = { never: '', forWhoeverIsFirst: '; each is checked, then given to whoever is first', forCaller: '; each is checked for the caller whose turn it is' }[supply.validates];
  return `${Number.isFinite(supply.perTrigger) ? `at most ${supply.perTrigger} for each that comes` : 'as many as callers lack'}${late}${check}`;
}

const ifRefused: { readonly [deed in Start['ifRefused']]: string } = { throw: 'the pool cannot be built: an error', goOn: 'nothing: it starts without them' };

export const opening = part({
  'open.by': {
    asks: 'Who opens a connection?', telling: true, says: (policy) => opens[policy.open.by][0],
    brief: ({ open, max }) => `${opens[open.by][1]}, ${open.holdsLock ? 'locked' : open.by === 'workers' ? 1 : atOnce(open) < max ? atOnce(open) : 'all'}`,
  },
  'open.atOnce': { asks: 'How many are opened at the same time?', telling: true, says: ({ open, max }) => (atOnce(open) >= max ? 'as many as there is room for' : String(atOnce(open))) },
  'open.tasks': { asks: 'How many does it open?', says: ({ open }) => (open.by === 'adder' ? tasks[open.tasks] : '') },
  'open.pause': { asks: 'How long does it rest after each?', says: ({ open }) => (open.by !== 'adder' ? '' : open.pause === 0 ? 'not at all' : time(open.pause)) },
  'open.batch': { asks: 'By how many does a caller raise the target?', quiet: true, says: ({ open }) => (open.tasks === 'batches' ? `by at least ${open.batch}` : '') },
  'open.attempts': { asks: 'When does an opening give up?', quiet: true, says: ({ open }) => (Number.isFinite(open.attempts) ? `after ${open.attempts} refusals: then everybody who waits fails` : '') },
  'open.blocksOthers': {
    asks: 'What does a caller do that finds no room while one is being opened?', quiet: true,
    says: ({ open }) => (open.blocksOthers ? 'waits for that opening to end, though another connection comes back before' : 'waits in line'),
  },
  'open.holdsLock': { asks: 'What can others do while one is being opened?', says: ({ open }) => (open.holdsLock ? 'nothing: every use of the pool waits, giving back too' : 'everything') },
  'open.timeout': { asks: 'How long may an opening take?', says: ({ open }) => (open.timeout === forever ? 'as long as the driver lets it' : time(open.timeout)) },
  'open.refusalGoesTo': {
    asks: 'Who hears it when the server refuses?', telling: true, says: ({ open }) => (open.supply?.failureGoesTo === 'head' ? 'whoever waits first' : refusals[open.refusalGoesTo][0]),
    brief: ({ open }) => (open.supply?.failureGoesTo === 'head' ? 'first' : refusals[open.refusalGoesTo][1]),
  },
  'open.refusalHeard': { asks: 'Who comes first after a refusal?', quiet: true, says: ({ open }) => (open.refusalHeard === 'first' ? 'the caller hears of it, then the next one in line opens' : 'the next one in line opens, then the caller hears of it') },
  'open.backoff': {
    asks: 'When is a refused opening tried again?',
    says: ({ open: { by, refusalGoesTo, backoff, supply } }) => (refusalGoesTo === 'caller' ? '' : supply !== null ? again(supply)
      : `after ${time(backoff.first)}${longer(backoff)}${backoff.giveUpAfter === undefined ? '' : `, for ${time(backoff.giveUpAfter)} in all`}${by === 'workers' ? '' : ', while somebody waits'}`),
  },
  'open.callerRetries': {
    asks: 'Does a caller that is refused try again itself?', quiet: true,
    says: ({ open: { callerRetries } }) => (callerRetries === null ? 'no' : `yes, first after ${time(callerRetries.first)}, each time later, until its time is over`),
  },
  'open.orders': { asks: 'What does the pool open beside its callers?', quiet: true, says: ordered },
  'open.supply': { asks: 'Does the pool open by itself what callers lack?', quiet: true, says: supplies },
  'open.setupTrips': {
    asks: 'What is done with a new connection first?', quiet: true, says: ({ open }) => (open.setupTrips === 0 ? 'nothing' : `${some(open.setupTrips, 'statement')} on it, a round trip each`),
  },
  prefill: { asks: 'How many are opened at the start?', says: starts },
  start: { asks: 'What happens when the server refuses those?', says: ({ prefill, start }) => (prefill === 0 && start.blocking === 0 ? '' : `${ifRefused[start.ifRefused]}${start.retryFor > 0 ? ` (after trying for ${time(start.retryFor)})` : ''}`) },
  refusedStays: { asks: 'Does the record of a first opening that was refused stay?', quiet: true, says: (policy) => (policy.afterDiscard !== 'emptyRecord' ? '' : policy.refusedStays ? 'yes, for whoever is next' : 'no') },
  returner: {
    asks: 'Does whoever gives one back open its replacement?', quiet: true,
    says: ({ returner }) => ({ goesOn: 'no', replacesForWaiting: 'yes, where callers wait, and is kept that long', renewsAged: 'yes, where it had passed its age, and is kept that long' })[returner],
  },
  afterDiscard: {
    asks: 'Who replaces a connection that was thrown away while callers wait?', telling: true,
    says: (policy) => (hasLine(policy) ? replaces[policy.afterDiscard] : ''),
  },
});
