/** The real tarn over a creator without a network. `validate: driver` asks what the driver has noticed, as knex does. */

import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Library, Socket } from './library-side.ts';
import type { Options } from './script.ts';

interface Tarn {
  acquire(): { readonly promise: Promise<Socket> };
  release(socket: Socket): boolean;
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
  numPendingCreates(): number;
}
const { Pool } = createRequire(import.meta.url)('tarn') as { Pool: new (options: object) => Tarn };

const span = fc.integer({ min: 1, max: 30 }).map((n) => n * 10);

export const tarn: Library = {
  kind: 'tarn',
  options: fc.record({
    max: fc.integer({ min: 1, max: 4 }),
    min: fc.integer({ min: 0, max: 4 }),
    acquireTimeoutMillis: fc.oneof(span, fc.constant(1000)),
    createTimeoutMillis: fc.oneof(span, fc.constant(1000)),
    idleTimeoutMillis: fc.oneof(span, fc.constant(1000)),
    reapIntervalMillis: span,
    createRetryIntervalMillis: fc.oneof(span, fc.constant(200)),
    propagateCreateError: fc.boolean(),
    validate: fc.constantFrom('none', 'driver'),
  }).map((options) => ({ ...options, min: Math.min(options.min, options.max) })) as fc.Arbitrary<Options>,
  inScenario: (options) => options,
  create: ({ validate, ...options }, driver) => {
    const pool = new Pool({
      ...options,
      create: () => new Promise<Socket>((resolve, reject) => {
        const socket: Socket = driver.open((error) => (error === null ? resolve(socket) : reject(error)));
      }),
      destroy: (socket: Socket) => new Promise<void>((resolve) => socket.close(resolve)),
      ...(validate === 'driver' ? { validate: (socket: Socket) => !socket.dead } : {}),
    });
    return {
      acquire: (done) => void pool.acquire().promise.then((socket) => done(null, { socket, give: () => void pool.release(socket) }), (error: Error) => done(error, null)),
      counts: () => ({ total: pool.numUsed() + pool.numFree() + pool.numPendingCreates(), idle: pool.numFree(), waiting: pool.numPendingAcquires() }),
    };
  },
};
