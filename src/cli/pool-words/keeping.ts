/** The switches of keeping in words: what happens when a connection comes back, dies, lies idle or grows old. */

import type { Cleaner, Policy } from '../../model/pool/policy.ts';
import { shareText } from '../../units/text.ts';
import { forever } from '../../units/time.ts';
import { both, part, some, time } from './words.ts';

const ages: { readonly [when in Policy['lifetimeAt'][number]]: string } = { timer: 'by a timer', borrow: 'when it is lent', return: 'when it comes back', cleaner: 'by the cleaner' };

const keepsAny = ({ keepIdle }: Policy): boolean => keepIdle > 0;

const costs = ({ checkRoundTrips }: Policy): string => (checkRoundTrips === 0 ? 'at no cost: the driver knows' : 'by a round trip');

function agesOut(policy: Policy): string {
  if (!keepsAny(policy)) return '';
  const { lifetime, lifetimeJitter: jitter, lifetimeSpread: spread, lifetimeAt } = policy;
  return lifetime === forever ? 'never' : `after ${time(lifetime)}${jitter > 0 ? ` (up to ${shareText(jitter)} less, drawn for each)` : spread > 0 ? ` (up to ${time(spread)} more, drawn for each)` : ''}, noticed ${both(lifetimeAt.map((when) => ages[when]))}`;
}

function idlesOut(policy: Policy): string {
  if (!keepsAny(policy)) return '';
  const { idleTimeout, idleBy, idleFloor } = policy;
  if (idleTimeout === forever) return 'never';
  const left = idleFloor.count === 0 ? '' : `, until ${idleFloor.count} are left${idleFloor.of === 'idle' ? ' idle' : ''}`;
  return `after ${time(idleTimeout)}${idleBy === 'timer' ? '' : idleBy === 'cleaner' ? ', by the cleaner' : idleBy === 'borrow' ? ', noticed when it is lent' : `, looked at every ${time(idleBy.sweepEvery)}${idleBy.keeps === undefined ? '' : `, and any beyond ${idleBy.keeps}`}`}${left}`;
}

function cleans({ cleaner }: Policy): string {
  if (cleaner === null) return 'nobody';
  const rounds: { readonly [by in Cleaner['by']]: (of: Extract<Cleaner, { by: by }>) => string } = {
    period: ({ every }) => `every ${time(every)}`,
    due: ({ atLeast }) => `when the next one is due, at most once in ${time(atLeast)}`,
    median: ({ every, samples }) => `counts those idle every ${time(every)}, and after ${samples} counts closes as many as their median`,
  };
  return `a cleaner, ${(rounds[cleaner.by] as (of: Cleaner) => string)(cleaner)}`;
}

function reaps({ reap }: Policy): string {
  if (reap === null || reap.every === forever) return 'no';
  const few = Number.isFinite(reap.looksAt) ? `, looks at ${reap.looksAt}` : '';
  const soft = reap.softIdle === forever ? '' : ` those idle for more than ${time(reap.softIdle)}, down to ${reap.floor.count}${reap.floor.of === 'idle' ? ' idle' : ''}`;
  const hard = reap.hardIdle === forever ? '' : ` those idle for more than ${time(reap.hardIdle)} whatever is left`;
  return `every ${time(reap.every)}${few}, and closes${both([soft, hard].filter((words) => words !== ''))}`;
}

function refills({ refill, minimum, minimumIdle, refillEvery, refillsAtLending }: Policy): string {
  if (refill === 'never' || (minimum === 0 && minimumIdle === 0)) return 'no';
  const idle = refill === 'all' ? 'connection' : 'idle connection';
  return `to ${some(minimum, idle)}${minimumIdle > 0 ? `, ${minimumIdle} of them idle` : ''}${refillsAtLending ? ', also when one is lent' : ''}${refillEvery === forever ? '' : `, looked at every ${time(refillEvery)}`}`;
}

const failedChecks: { readonly [way in Policy['afterFailedCheck']]: string } = {
  takeAnother: 'it takes another', reopen: 'it opens another in its place',
  reopenAll: 'it opens another in its place, and all connections older than that moment are replaced when they are lent',
};

export const keeping = part({
  keepIdle: { asks: 'How many stay open when they come back?', says: ({ keepIdle, max }) => (keepIdle === 0 ? 'none: each is closed' : keepIdle >= max ? 'all' : `${keepIdle}; the others are closed`) },
  resetRoundTrips: { asks: 'What does giving back cost the caller?', says: (policy) => (policy.resetRoundTrips === 0 ? 'nothing' : `${some(policy.resetRoundTrips, 'round trip')} (a reset)`) },
  settleRoundTrips: {
    asks: 'How soon after its return can another have it?', quiet: true,
    says: (policy) => (policy.settleRoundTrips === 0 ? 'at once' : `after ${some(policy.settleRoundTrips, 'round trip')}: the pool checks or cleans it first`),
  },
  checkTimeout: { asks: 'How long may that check take?', quiet: true, says: (policy) => (!keepsAny(policy) || policy.checkAfterIdle === forever ? '' : policy.checkTimeout === forever ? 'as long as the operating system waits for an answer' : time(policy.checkTimeout)) },
  afterFailedCheck: { asks: 'What does a caller do whose connection failed that check?', quiet: true, says: (policy) => (!keepsAny(policy) || policy.checkAfterIdle === forever ? '' : failedChecks[policy.afterFailedCheck]) },
  discardInTransaction: { asks: 'What if it comes back inside a transaction?', quiet: true, says: (policy) => (policy.discardInTransaction ? 'it is thrown away' : 'it is rolled back') },
  discardOnError: { asks: 'What does a failed statement do to its connection?', says: (policy) => (policy.discardOnError ? 'it is thrown away, if it was borrowed for that statement alone' : 'nothing') },
  placeFree: { asks: 'When may another take the place of one that is closed?', says: (policy) => (policy.placeFree === 'beforeClose' ? 'at once: for a moment the server sees both' : 'when its closing is over') },
  lineHears: { asks: 'When do those who wait hear of that place?', quiet: true, says: (policy) => (policy.lineHears === 'atOnce' ? 'at once' : 'when the closing is over: a newcomer may take it before them') },
  checkAfterIdle: {
    asks: 'Is a connection checked before it is lent?',
    says: (policy) => (!keepsAny(policy) ? '' : policy.checkAfterIdle === forever ? 'no: a dead one is found by its statement' : policy.checkAfterIdle <= 0 ? `always, ${costs(policy)}` : `${costs(policy)}, if it was idle for more than ${time(policy.checkAfterIdle)}`),
  },
  checkRoundTrips: { toldBy: 'checkAfterIdle' },
  checksOpened: { asks: 'Is it checked when it has just been opened?', quiet: true, says: (policy) => (policy.checksOpened ? 'yes' : 'no') },
  checksHandOver: { asks: 'Is it checked when it goes from hand to hand?', quiet: true, says: (policy) => (policy.checksHandOver ? 'yes' : 'no') },
  reuseTries: { asks: 'How many bad connections may one caller find before it opens a new one?', quiet: true, says: (policy) => (!keepsAny(policy) ? '' : Number.isFinite(policy.reuseTries) ? String(policy.reuseTries) : 'any number') },
  retriesDead: { asks: 'What if the first statement finds its connection dead?', quiet: true, says: (policy) => (policy.retriesDead ? 'it is tried again on another: the client sees no error' : 'the client sees the error') },
  discardFailed: { asks: 'What does work that fails do to its connection?', quiet: true, says: (policy) => (policy.discardFailed ? 'it is thrown away' : 'nothing') },
  keepsDead: { asks: 'What if it has died while it was out?', quiet: true, says: (policy) => (policy.keepsDead ? 'nobody looks: it comes back like any other' : 'it is thrown away') },
  noticesDeath: { asks: 'Who notices that the server has ended an idle connection?', says: (policy) => (!keepsAny(policy) ? '' : policy.noticesDeath ? 'the pool, at once' : 'whoever borrows it next') },
  deathFrees: { asks: 'And a lent one?', quiet: true, says: (policy) => (policy.deathFrees === 'atReturn' ? 'it is found out when it comes back' : 'it leaves the pool at once, and another may take its place') },
  keepalive: {
    asks: 'Is an idle connection kept alive?', quiet: true,
    says: ({ keepalive, keepaliveJitter: jitter }) => (keepalive === forever ? 'no' : `by a round trip every ${time(keepalive)}${jitter > 0 ? ` (up to ${shareText(jitter)} earlier)` : ''}`),
  },
  keepaliveJitter: { toldBy: 'keepalive' },
  lifetime: { asks: 'When is a connection closed for its age?', says: agesOut },
  lifetimeJitter: { toldBy: 'lifetime' },
  lifetimeSpread: { toldBy: 'lifetime' },
  lifetimeAt: { toldBy: 'lifetime' },
  idleTimeout: { asks: 'When is an idle connection closed?', says: idlesOut },
  idleBy: { toldBy: 'idleTimeout' },
  idleFloor: { toldBy: 'idleTimeout' },
  reap: { asks: 'Does a reaper come by?', quiet: true, says: reaps },
  cleaner: { asks: 'Who goes round and looks for them?', quiet: true, says: cleans },
  shrinkEvery: {
    asks: 'Does the pool shrink?', quiet: true,
    says: ({ shrinkEvery, minimum }) => (shrinkEvery === forever ? 'no' : `by one every ${time(shrinkEvery)}, if one lay idle all that time and more than ${minimum} are left`),
  },
  refill: { asks: 'Does the pool refill itself?', says: refills },
  minimum: { toldBy: 'refill' },
  minimumIdle: { toldBy: 'refill' },
  refillsAtLending: { toldBy: 'refill' },
  refillEvery: { toldBy: 'refill' },
  firstSweep: { asks: 'When is it looked at first?', says: ({ firstSweep }) => (firstSweep === forever ? '' : `${time(firstSweep)} after the start`) },
  maxUses: { asks: 'How often may one be lent?', says: (policy) => (!keepsAny(policy) ? '' : Number.isFinite(policy.maxUses) ? `${policy.maxUses} times` : 'any number of times') },
  leakAfter: { asks: 'Does it watch for leaks?', says: (policy) => (policy.leakAfter === forever ? 'not unless it is told to' : `who keeps one for more than ${time(policy.leakAfter)} is logged${policy.leakReclaims ? ', and the connection taken back' : ''}`) },
  leakReclaims: { toldBy: 'leakAfter' },
  abandoned: {
    asks: 'Does it take connections back from whoever keeps them?', quiet: true,
    says: ({ abandoned: { after, atSweep, atBorrow } }) => (after === forever || !(atSweep || atBorrow) ? 'no' : `after ${time(after)}, ${atSweep ? 'at a sweep' : ''}${atSweep && atBorrow ? ' or ' : ''}${atBorrow ? 'when a caller finds it nearly empty' : ''}`),
  },
});
