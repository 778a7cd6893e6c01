/** Lesson: what to watch: which alert comes before the first error, which after it, and which cries wolf. */

import type { Lesson } from '../lesson.ts';
import { type Seen, there } from '../seen.ts';
import { counted, millis, span } from '../../report/wording.ts';

const creep = `scenario: A slow creep
run: { starts: "2024-06-17T09:00:00", length: 30m, measureFrom: 30s, seed: 7 }
databases:
  primary: { kind: postgresql, cores: 8 }
pools:
  main: { kind: hikaricp, database: primary, maximumPoolSize: 10, connectionTimeout: 5s }
routes:
  read: [ { query: { pool: main, cpu: 2ms, blocked: { exponential: 48ms } } } ]
traffic:
  api:
    route: read
    rate: [ { from: 0s, rate: 60/s }, { from: 5m, rate: 100/s }, { from: 10m, rate: 140/s }, { from: 15m, rate: 170/s }, { from: 20m, rate: 190/s }, { from: 25m, rate: 205/s } ]
alerts:
  - { name: someone-waits, when: "waiting(main) > 0", for: 10s }
  - { name: pool-hot, when: "utilisation(main) > 80%", for: 2m }
`;

const firstFailure = (seen: Seen, step: string): number => there(seen.run(step).windows.find((one) => one.what === 'failures')?.fromS, 'a failure');
const fired = (seen: Seen, step: string, name: string): number => there(seen.run(step).alerts.find((one) => one.name === name)?.firedAtS, name);
/** Seconds from the alert to the first failure; negative where users knew first. */
const lead = (seen: Seen, step: string, name: string): number => firstFailure(seen, step) - fired(seen, step, name);
const times = (seen: Seen, name: string): number => seen.run('creep').alerts.filter((one) => one.name === name).length;
const waitAt = (seen: Seen, minute: number): number => {
  const { t, pools } = seen.run('creep').series;
  const at = t.findIndex((end) => end >= minute * 60);
  return there(pools.main?.pending[at], 'waiting');
};

export const firstToTell: Lesson = {
  id: 'first-to-tell', title: 'Who tells first', question: 'What should I monitor, at what level, for how long?', claims: ['M24', 'M10', 'Q20', 'Q21'],
  source: 'a guide to monitoring pools: alert on utilisation above 80 % for 2 minutes, and on waiting > 0 for 10 s',
  scene: 'Two stories and one alert: utilisation above 80 % for 2 minutes. In the first, traffic grows slowly for half an hour until a pool of 10 is too small. In the second, the Saturday report takes four connections at 23:00 and slows everybody down.',
  steps: [
    { id: 'creep', label: 'a slow creep', from: { text: creep } },
    { id: 'saturday', label: 'the Saturday report', from: { file: 'saturday-report.yaml' }, set: ['run.length=12m'] },
  ],
  ask: {
    kind: 'choice', asks: 'When does the alert fire, counted from the first failed request?',
    choices: [
      { says: 'before it in both stories', holds: (seen) => lead(seen, 'creep', 'pool-hot') > 0 && lead(seen, 'saturday', 'pool-hot') > 0 },
      { says: 'minutes before it in the creep, after it on Saturday', holds: (seen) => lead(seen, 'creep', 'pool-hot') > 60 && lead(seen, 'saturday', 'pool-hot') <= 0 },
      { says: 'after it in the creep, before it on Saturday', holds: (seen) => lead(seen, 'creep', 'pool-hot') <= 0 && lead(seen, 'saturday', 'pool-hot') > 0 },
      { says: 'after it in both', holds: (seen) => lead(seen, 'creep', 'pool-hot') <= 0 && lead(seen, 'saturday', 'pool-hot') <= 0 },
    ],
    hint: 'on Saturday the first timeout comes 5 s after the pool is empty; the alert wants 2 minutes',
  },
  outcome: (seen) => `In the creep ${span(lead(seen, 'creep', 'pool-hot'))} before it, on Saturday ${span(-lead(seen, 'saturday', 'pool-hot'))} after it.`,
  look: [
    { step: 'creep', chart: 'pool-stack-main', says: 'The creep: waiting grows long before anything fails.' },
    { step: 'saturday', chart: 'timeline', finding: 'alert-lead', says: 'Saturday: from calm to errors within seconds.' },
  ],
  explain: (seen) => [
    'The order is always the same: utilisation grows, then waiting, then latency, then errors. A slow change gives each of them time. A sudden one does not, and a rule with "for 2 minutes" in it cannot be first.',
    `Waiting is the better sign, if you ask how much. "Anybody waits, for 10 s" fired ${counted(times(seen, 'someone-waits'), 'time')} in the creep, first ${span(lead(seen, 'creep', 'someone-waits'))} before the first failure, at 50 % of the load: that wakes people for nothing. How many wait tells: ${waitAt(seen, 8).toFixed(2)} on average in minute 8, ${waitAt(seen, 24).toFixed(1)} in minute 24.`,
    `Compare the wait with the timeout (here p99 ${millis(seen.class('creep', 'api').waitMs.p99)} of 5 s in the whole run), and write beside each alert what can be done in the time that it gives.`,
  ],
  trap: (seen) => ({
    written: 'Alert when utilisation is above 80 % for 2 minutes (the third remedy of the Saturday incident).',
    shown: `On Saturday it fires ${span(-lead(seen, 'saturday', 'pool-hot'))} after the first user has seen an error. It shortens the search, it prevents nothing.`,
  }),
  next: [{ says: 'Another rule: more than five wait, for 10 s', step: 'saturday', set: ['alerts+={ name: five-wait, when: "waiting(primary-write-pool) > 5", for: 10s }'] }, { says: 'A limit of 70 %, for 30 s', step: 'creep', set: ['alerts+={ name: warm, when: "utilisation(main) > 70%", for: 30s }'] }],
};
