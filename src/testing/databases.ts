/** Random database servers: their kind, cores, disks, limits, timeouts, and the law of contention. */

import fc from 'fast-check';
import type { Table } from './scenario-data.ts';
import { law, type Made, micros, millis, optionally } from './words.ts';

const contention = fc.oneof(
  fc.constant('none'),
  fc.constant({ law: 'perStatement', cost: '200us' }),
  fc.constant({ law: 'levelling', sigma: 0.01, alphaMax: 0.3, half: 1 }),
  fc.constant({ law: 'hyperbolic', k: 0.1 }),
  fc.constant({ law: 'trub', a: 0.2 }),
  fc.constant({ law: 'usl', alpha: 0.01, beta: 0.001 }),
  fc.constant({ law: 'table', speeds: [1, 1.8, 2.5, 2.2] }),
);

/** A server of any kind, with limits or without. */
export const database: Made<Table> = fc.record({ kind: fc.constantFrom('plain', 'postgresql', 'mysql'), reserved: fc.integer({ min: 0, max: 2 }), room: fc.integer({ min: 1, max: 30 }), more: optionally({
  cores: fc.constantFrom(0.5, 1, 2, 4, 8), disks: fc.integer({ min: 1, max: 4 }), contention, connect: law(60), close: law(40), roundTrip: fc.oneof(fc.constant('0s'), micros(5000)),
  statementTimeout: millis(20, 2000), idleInTransactionTimeout: millis(20, 2000), idleSessionTimeout: millis(50, 5000), firewallIdle: millis(50, 5000), firewallAnswers: fc.constantFrom('reset', 'silence'), tcpTimeout: millis(50, 2000),
}), limited: fc.boolean() }).map(({ kind, reserved, room, more, limited }) => ({ kind, ...more, ...(limited ? { maxConnections: room + reserved, reservedConnections: reserved } : {}) }));
