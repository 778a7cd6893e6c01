/** The switches of lending and waiting in words: which connection is lent, who is served, how long anyone waits. */

import type { Policy } from '../../model/pool/policy.ts';
import type { LawPlan } from '../../random/samplers.ts';
import { forever } from '../../units/time.ts';
import { part, time } from './words.ts';

const lends: { readonly [way in Policy['lend']]: readonly [string, string] } = {
  lastReturned: ['the one that came back last', 'last in'],
  firstReturned: ['the one that came back first', 'first in'],
  oldest: ['the one that was opened first', 'oldest'],
};

const serves: { readonly [way in Policy['serve']]: readonly [string, string] } = {
  firstCome: ['whoever has waited longest', 'first'],
  lastCome: ['whoever came last', 'last'],
  random: ['one of them, at random', 'random'],
  nobody: ['nobody waits: who finds every connection out fails at once', 'nobody'],
};

/** Whether anyone may ever wait in line: also in a pool that has no limit unless it is given one. */
export const hasLine = ({ serve, max, keepIdle }: Policy): boolean => serve !== 'nobody' && (Number.isFinite(max) || keepIdle > 0);

const patient = (law: LawPlan): string => (law.law !== 'constant' ? 'as long as a law of chance draws' : law.value === forever ? 'for ever' : `at most ${time(law.value)}`);
const hasDeadline = ({ patience }: Policy): boolean => patience.law !== 'constant' || patience.value !== forever;

export const lending = part({
  max: {
    asks: 'How many connections may there be?', says: ({ max }) => (Number.isFinite(max) ? `${max}, those being opened included` : 'any number'),
    brief: ({ max }) => (Number.isFinite(max) ? String(max) : 'any'),
  },
  reserve: { asks: 'Which of them are a reserve?', quiet: true, says: ({ reserve }) => (reserve.count === 0 ? '' : `${reserve.count}, opened once the first in line has waited for ${time(reserve.after)}`) },
  rounds: { asks: 'When are limits of time looked at?', quiet: true, says: ({ rounds }) => (rounds === 0 ? '' : `in rounds, ${time(rounds)} apart`) },
  lend: { asks: 'Which idle connection is lent?', telling: true, says: (policy) => (policy.keepIdle === 0 ? '' : lends[policy.lend][0]), brief: (policy) => (policy.keepIdle === 0 ? '–' : lends[policy.lend][1]) },
  wakesAfter: {
    asks: 'May a newcomer take what was given back for the first in line?', quiet: true, says: ({ wakesAfter }) => (wakesAfter === 0 ? 'no' : `yes, for the ${time(wakesAfter)} that a woken thread needs`),
  },
  robbed: { toldBy: 'wakesAfter' },
  serve: { asks: 'Who of those that wait is served first?', telling: true, says: (policy) => (hasLine(policy) || policy.serve === 'nobody' ? serves[policy.serve][0] : 'nobody waits: there is always room'), brief: (policy) => (hasLine(policy) ? serves[policy.serve][1] : 'nobody') },
  maxWaiting: { asks: 'How many may wait?', says: (policy) => (!hasLine(policy) ? '' : Number.isFinite(policy.maxWaiting) ? String(policy.maxWaiting) : 'any number') },
  priorities: { asks: 'Do some go first?', quiet: true, says: (policy) => (!hasLine(policy) ? '' : policy.priorities === 1 ? 'no: all are equal' : Number.isFinite(policy.priorities) ? `in ${policy.priorities} levels` : 'those of a higher priority') },
  patience: {
    asks: 'How long does a caller wait in line?', says: (policy) => (hasLine(policy) ? patient(policy.patience) : ''),
    brief: (policy) => (!hasLine(policy) ? '–' : policy.patience.law !== 'constant' ? 'drawn' : policy.patience.value === forever ? 'for ever' : time(policy.patience.value)),
  },
  patienceCoversOpening: {
    asks: 'What does that time cover?', telling: true,
    says: (policy) => (!hasLine(policy) ? '' : policy.patienceCoversOpening ? 'the wait in line and the opening of a connection' : 'the wait in line alone, not the opening of a connection'),
    brief: (policy) => (!hasLine(policy) ? '–' : policy.patienceCoversOpening ? 'line, open' : 'line'),
  },
  patienceFromAsking: {
    asks: 'When does that time begin for who opens at once?', quiet: true,
    says: (policy) => (!hasLine(policy) || !policy.patienceCoversOpening ? '' : policy.patienceFromAsking ? 'when it asks: there is one deadline, whatever happens' : 'never: an opening has its own limit'),
  },
  nested: { asks: 'What does a request get that asks again while it holds one?', quiet: true, says: (policy) => (policy.nested === 'same' ? 'the same connection' : 'another') },
  countsGone: { asks: 'Who counts among those that wait?', quiet: true, says: (policy) => (!hasLine(policy) ? '' : policy.countsGone ? 'also who gave up, until its turn comes' : 'who waits') },
  atDeadline: {
    asks: 'What does a caller do when that time is over?',
    says: (policy) => (!hasLine(policy) || !hasDeadline(policy) ? '' : policy.atDeadline === 'openIfRoom' ? 'it opens a connection after all if there is room by then; otherwise it fails' : 'it fails'),
  },
  abandonedOpening: {
    asks: 'What becomes of a connection whose caller gave up while it was being opened?',
    says: (policy) => (!policy.patienceCoversOpening || (!hasDeadline(policy) && !policy.patienceFromAsking) ? '' : policy.abandonedOpening !== 'destroy' ? 'it is kept for the next' : 'the opening is called off'),
  },
});
