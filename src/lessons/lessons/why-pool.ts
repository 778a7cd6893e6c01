/** Lesson: what a pool saves, measured on 20 queries with and without one. */

import { amountText } from '../amount.ts';
import { usual } from '../ask.ts';
import type { Lesson } from '../lesson.ts';
import { type Seen, there } from '../seen.ts';
import { millis } from '../../report/wording.ts';

const mean = (seen: Seen, step: string, name: string): number => there(seen.class(step, name).latencyMs.mean, name);
const times = (seen: Seen, step: string): number => mean(seen, step, 'without-pool') / mean(seen, step, 'with-pool');

export const whyPool: Lesson = {
  id: 'why-pool', title: 'Why pool at all', question: 'Why does everybody use a connection pool?', claims: ['M1', 'M2'],
  source: 'a tutorial on connection pools: 20 queries, 92.4 ms each without a pool, 6.7 ms with one',
  scene: 'Twenty queries, one after another, to a server over the network with TLS. Opening a connection takes 85.7 ms: TCP, TLS, login, a new server process. The query itself takes 6.7 ms. One program opens a connection for each query and closes it, the other keeps one in a pool.',
  steps: [
    { id: 'far', label: 'a far server, opening takes 85.7 ms', from: { file: 'connection-cost.yaml' } },
    { id: 'near', label: 'the same on one machine, opening takes 8 ms', from: { file: 'connection-cost.yaml' }, set: ['databases.remote.connect=8ms', 'databases.remote.roundTrip=0.1ms'] },
  ],
  ask: {
    kind: 'number', asks: 'How many times as long does a query take without the pool?', unit: 'times', answer: (seen) => times(seen, 'far'), bands: { ...usual, right: 1.15 },
    hint: 'without: opening + query; with: the query alone',
  },
  outcome: (seen) => `${amountText(times(seen, 'far'), 'times')} as long: ${millis(mean(seen, 'far', 'without-pool'))} for each query without a pool, ${millis(mean(seen, 'far', 'with-pool'))} with one.`,
  look: [{ step: 'far', chart: 'pool-stack-unpooled', finding: 'connecting/unpooled', says: 'Connections of the pool that is none: opened, used once, closed, twenty times.' }],
  explain: (seen) => [
    `The query takes the same time in both. The difference of ${millis(mean(seen, 'far', 'without-pool') - mean(seen, 'far', 'with-pool'))} is the opening, paid ${seen.pool('far', 'unpooled').opened} times without the pool and ${seen.pool('far', 'pooled').opened} time with it.`,
    'A pool is that and no more: it keeps connections open between uses. It makes no query faster, and it adds a place where one can wait. The rest of these lessons is about that place.',
  ],
  trap: (seen) => ({
    written: 'Opening a connection costs 50 to 150 ms, so a pool is 13.8 times faster.',
    shown: `True for a far server with TLS. On one machine PostgreSQL opens in 4 to 12 ms: with 8 ms the same twenty queries take ${millis(mean(seen, 'near', 'without-pool'))} instead of ${millis(mean(seen, 'near', 'with-pool'))}, ${amountText(times(seen, 'near'), 'times')} as long. Measure your own opening before you quote a factor.`,
  }),
  next: [{ says: 'An opening of 20 ms: where is the factor then?', step: 'far', set: ['databases.remote.connect=20ms'] }],
};
