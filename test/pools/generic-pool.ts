/** The real generic-pool over a factory without a network. A resource that the server has ended makes the work on it fail, as a driver's connection does. */

import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Library, Socket } from './library-side.ts';
import type { Options } from './script.ts';

interface GenericPool {
  acquire(): Promise<Socket>;
  release(socket: Socket): Promise<void>;
  destroy(socket: Socket): Promise<void>;
  on(event: string, listener: () => void): void;
  readonly size: number;
  readonly available: number;
  readonly pending: number;
}
const { createPool } = createRequire(import.meta.url)('generic-pool') as { createPool(factory: object, options: object): GenericPool };

const span = fc.integer({ min: 1, max: 30 }).map((n) => n * 10);
const sometimes = <T>(values: fc.Arbitrary<T>, none: T): fc.Arbitrary<T> => fc.oneof(fc.constant(none), values);

export const genericPool: Library = {
  kind: 'generic-pool',
  options: fc.record({
    max: fc.integer({ min: 0, max: 4 }),
    min: sometimes(fc.integer({ min: 0, max: 4 }), 0),
    acquireTimeoutMillis: sometimes(span, 0),
    maxWaitingClients: sometimes(fc.integer({ min: 0, max: 4 }), 100),
    testOnBorrow: fc.boolean(),
    fifo: fc.boolean(),
    evictionRunIntervalMillis: sometimes(span, 0),
    numTestsPerEvictionRun: fc.integer({ min: 0, max: 4 }),
    softIdleTimeoutMillis: sometimes(span, 0),
    idleTimeoutMillis: sometimes(span, 0),
    through: fc.constantFrom('use', 'acquire'),
  }) as fc.Arbitrary<Options>,
  inScenario: (options) => options,
  create: ({ through, ...options }, driver) => {
    const pool = createPool({
      create: () => new Promise<Socket>((resolve, reject) => {
        const socket: Socket = driver.open((error) => (error === null ? resolve(socket) : reject(error)));
      }),
      destroy: (socket: Socket) => new Promise<void>((resolve) => socket.close(resolve)),
      validate: (socket: Socket) => Promise.resolve(!socket.dead),
    }, options);
    return {
      acquire: (done) => void pool.acquire().then(
        (socket) => done(null, { socket, give: (broken) => void (through === 'use' && (broken || socket.dead) ? pool.destroy(socket) : pool.release(socket)) }),
        (error: Error) => done(error, null),
      ),
      counts: () => ({ total: pool.size, idle: pool.available, waiting: pool.pending }),
    };
  },
};
