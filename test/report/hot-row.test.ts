/** What is found about rows that requests wait for: which row, behind whom, and what it allows at most. */

import { describe, expect, it } from 'vitest';
import { findings } from '../../src/report/findings.ts';
import type { FindingResult } from '../../src/result.ts';
import { failuresOf, resultOf } from '../helpers/worlds.ts';

const server = { kind: 'postgresql', cores: 4, roundTrip: '0s', connect: '0s', contention: 'none', lockWakeCpu: '0s' };
const found = (scenario: object, id: string): FindingResult | undefined => findings(resultOf(scenario)).find((one) => one.id.startsWith(id));

describe('a row that its users keep busy', () => {
  const counter = (cpu: string) => ({
    scenario: 'counter', run: { length: '60s', measureFrom: '10s' }, databases: { d: server }, pools: { main: { database: 'd', max: 20 } },
    routes: { add: [{ query: { pool: 'main', blocked: '5ms', lock: { row: 'counter' } } }, { query: { pool: 'main', cpu } }] }, traffic: { api: { route: 'add', users: 20, think: '0s' } },
  });

  it('is named, with what it allows: one over the time of a hold', () => {
    expect(found(counter('0s'), 'hot-row/d/counter')).toMatchObject({
      weight: 2, text: '95% of the time for which api held connections was waiting for row counter of d. It was held 100% of the time, for 5 ms each: no more than 200 transactions a second can have it, whatever the pool and the cores.',
      evidence: '10,000 waits, 15 min 50 s in all, up to 19 at once; held 10,000 times for 5 ms on average', tryNext: expect.stringContaining('spread it over several rows'),
    });
  });

  it('is not where something else takes the time', () => {
    expect(found(counter('40ms'), 'hot-row')).toBeUndefined();
  });
});

describe('a row that a stranger keeps', () => {
  const shop = {
    scenario: 'shop', run: { length: '3m', measureFrom: '10s' }, databases: { d: server }, pools: { main: { database: 'd', max: 10, acquireTimeout: '2s' }, tool: { database: 'd', max: 1 } },
    routes: { sell: [{ query: { pool: 'main', cpu: '1ms', lock: { row: 'prices' } } }], look: [{ transaction: { pool: 'tool', steps: [{ lock: { row: 'prices' } }, { think: '1h' }] } }] },
    traffic: { sale: { route: 'sell', rate: '20/s' }, support: { route: 'look', arrivals: 'bursts', size: 1, every: '10h', from: '1m' } },
  };

  it('is told with the stranger, although its transaction never ends, and nobody is said to wait for a second connection', () => {
    expect(failuresOf(resultOf(shop).classes.sale)).toMatchObject({ acquireTimeout: expect.any(Number) });
    expect(found(shop, 'hot-row/d/prices')).toMatchObject({
      weight: 2, text: expect.stringMatching(/^>?\d[\d.]*% of the time for which sale held connections was waiting for row prices of d\. (?:>99\.9|100)% of that was behind support, which kept it meanwhile\.$/),
      tryNext: expect.stringMatching(/^Let support end its transaction .*idle_in_transaction_session_timeout/),
    });
    expect(found(shop, 'standstill')).toBeUndefined();
  });
});
