/** The switches of a pool in whole sentences: what it does when asked, when full, when a connection comes back, dies or grows old. */

import type { LawPlan } from '../random/samplers.ts';
import type { Cleaner, Policy } from '../model/pool/policy.ts';
import { durationText, shareText } from '../units/text.ts';
import { forever } from '../units/time.ts';

const lends: { readonly [way in Policy['lend']]: string } = {
  lastReturned: 'Lends the idle connection that came back last.', firstReturned: 'Lends the idle connection that came back first.', oldest: 'Lends the oldest idle connection.',
};
const serves: { readonly [way in Policy['serve']]: string } = {
  firstCome: 'Whoever has waited longest is served first.', lastCome: 'Whoever came last is served first.', random: 'One of those who wait is served at random.', nobody: 'Nobody waits: when every connection is out, the next caller fails at once.',
};
const replaces: { readonly [way in Policy['afterDiscard']]: string } = {
  headOpens: 'When a connection is thrown away while callers wait, the first of them opens another.', refill: 'A connection that was thrown away is replaced by the pool.',
  order: 'When a connection is thrown away while callers wait, the pool itself opens another for each of them.',
  replace: 'A connection that was thrown away is replaced in the background, whether anybody waits or not.',
  emptyRecord: 'A connection that was thrown away leaves its record in the pool, and whoever is lent that record opens a connection in it.',
  nobody: 'A connection that was thrown away is not replaced while others wait: they wait on.',
};

const count = (n: number): string => (Number.isFinite(n) ? String(n) : 'any number of');

function patience(law: LawPlan, covers: boolean): string {
  if (law.law !== 'constant') return 'How long a caller waits is drawn from a law.';
  if (law.value === forever) return 'A caller waits for ever.';
  return `A caller waits at most ${durationText(law.value)}${covers ? ', the opening of a connection for it included' : ''}.`;
}

function opening({ open, prefill }: Policy): string[] {
  return [
    prefill > 0 ? `Opens ${prefill} connection${prefill === 1 ? '' : 's'} at the start.` : 'Opens nothing until it is asked.',
    open.by === 'caller' ? 'A caller who finds room opens a connection and waits for that one.' : open.by === 'workers' ? `The pool grows by one connection at a time while callers wait; ${count(open.atOnce)} workers open what it needs, for whoever waits first.` : `The pool opens connections itself, ${count(open.atOnce)} at a time, and gives them to whoever waits first.`,
    open.holdsLock ? 'While one is being opened, every other use of the pool waits.' : '',
    open.refusalGoesTo === 'caller' ? 'When the server refuses, that caller hears it.' : `When the server refuses, nobody hears it: it is tried again after ${durationText(open.backoff.first)}, and longer each time${open.backoff.giveUpAfter === undefined ? '' : `, for at most ${durationText(open.backoff.giveUpAfter)}`}.`,
    open.timeout === forever ? '' : `An opening that takes longer than ${durationText(open.timeout)} fails.`,
  ];
}

function waiting(policy: Policy): string[] {
  if (policy.serve === 'nobody' || policy.max === Number.POSITIVE_INFINITY) return policy.serve === 'nobody' ? [serves.nobody] : ['Nobody waits: there is always room.'];
  return [
    serves[policy.serve], patience(policy.patience, policy.patienceCoversOpening),
    policy.atDeadline === 'openIfRoom' ? 'When its wait is over and there is room by then, it opens a connection after all.' : '',
    Number.isFinite(policy.maxWaiting) ? `At most ${policy.maxWaiting} callers wait.` : '',
  ];
}

function keeping(policy: Policy): string[] {
  const ages = policy.lifetimeAt.map((when) => ({ timer: 'by a timer', borrow: 'when it is lent', return: 'when it comes back', cleaner: 'by the cleaner' })[when]).join(' and ');
  return [
    policy.keepIdle === 0 ? 'A connection is closed when it comes back.' : Number.isFinite(policy.keepIdle) ? `Keeps at most ${policy.keepIdle} idle connections; the surplus is closed when it comes back.` : '',
    policy.resetRoundTrips > 0 ? `Giving a connection back costs ${policy.resetRoundTrips} round trip${policy.resetRoundTrips === 1 ? '' : 's'} (a reset).` : '',
    policy.checkAfterIdle === forever ? 'Connections are lent without a check: a dead one is found by its statement.' : policy.checkAfterIdle === 0 ? 'Each connection is checked by a round trip before it is lent.' : `A connection idle for more than ${durationText(policy.checkAfterIdle)} is checked before it is lent.`,
    policy.discardOnError ? 'A connection whose statement failed is thrown away.' : '',
    replaces[policy.afterDiscard],
    policy.lifetime === forever ? '' : `Connections older than ${durationText(policy.lifetime)}${policy.lifetimeJitter > 0 ? ` (up to ${shareText(policy.lifetimeJitter)} less)` : ''} are closed, noticed ${ages}.`,
    policy.shrinkEvery === forever ? '' : `Every ${durationText(policy.shrinkEvery)} one connection is closed if one lay idle all that time, down to ${policy.minimum}.`,
    policy.idleTimeout === forever ? '' : `Connections idle for ${durationText(policy.idleTimeout)} are closed, down to ${policy.idleFloor.count}.`,
    policy.refill === 'never' ? '' : `Refills to ${policy.minimum} ${policy.refill === 'idle' ? 'idle ' : ''}connections.`,
    Number.isFinite(policy.maxUses) ? `A connection is closed after it was lent ${policy.maxUses} times.` : '',
    policy.leakAfter === forever ? '' : `A connection out for more than ${durationText(policy.leakAfter)} is ${policy.leakReclaims ? 'taken back and ' : ''}logged as a possible leak.`,
  ];
}

function cleaning(cleaner: Cleaner): string {
  if (cleaner.by === 'period') return `A cleaner goes round every ${durationText(cleaner.every)}.`;
  if (cleaner.by === 'due') return `A cleaner goes round when the next connection falls due, at most once in ${durationText(cleaner.atLeast)}.`;
  return `Every ${durationText(cleaner.every)} the idle connections are counted; after ${cleaner.samples} counts as many are closed as their median says.`;
}

/** What only some libraries do. */
function oddities(policy: Policy): string[] {
  const { callerRetries, orders, by } = policy.open;
  return [
    orders.workers > 0 && by === 'order' ? `${Number.isFinite(orders.workers) ? `${orders.workers} workers` : 'As many workers as there are orders'} open what callers order; an order holds its place until it succeeds or is given up.` : '',
    callerRetries === null ? '' : `A caller whom the server refuses tries again by itself, first after ${durationText(callerRetries.first)}, until its deadline.`,
    policy.patienceFromAsking && policy.abandonedOpening === 'keep' ? 'An opening whose caller gave up goes on, and the connection is kept.' : '',
    policy.patienceFromAsking && policy.abandonedOpening === 'destroy' ? 'An opening whose caller gives up is called off.' : '',
    policy.checksHandOver ? 'A connection that goes from hand to hand is checked too.' : '',
    policy.settleRoundTrips > 0 ? `After it comes back a connection is checked or cleaned for ${policy.settleRoundTrips} round trip${policy.settleRoundTrips === 1 ? '' : 's'}, and nobody can have it meanwhile.` : '',
    policy.retriesDead ? 'A first statement that finds its connection dead is tried again on another.' : '',
    policy.discardInTransaction ? 'A connection that comes back inside a transaction is thrown away.' : '',
    policy.lifetimeSpread > 0 ? `Lifetimes are lengthened by up to ${durationText(policy.lifetimeSpread)}.` : '',
    policy.cleaner === null ? '' : cleaning(policy.cleaner),
  ];
}

/** What a pool with these switches does, in sentences. */
export const policyWords = (policy: Policy): readonly string[] =>
  [Number.isFinite(policy.max) ? `At most ${policy.max} connections, those being opened included.` : 'No limit on connections.', lends[policy.lend], ...opening(policy), ...waiting(policy), ...keeping(policy), ...oddities(policy)].filter((sentence) => sentence !== '');
