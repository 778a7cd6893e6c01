/** The real pg-pool over a client without a network. What the client does at the end of a connection is what pg's own client does (pg 8, lib/client.js). */

import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Driver, Library, Socket } from './library-side.ts';
import type { Options } from './script.ts';

type Release = (error?: Error) => void;
interface PgPool extends EventEmitter {
  connect(done: (error: Error | undefined, client: Client | undefined, release: Release) => void): void;
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}
const PgPool = createRequire(import.meta.url)('pg-pool') as new (options: object, client: unknown) => PgPool;

/** As much of pg's Client as its pool looks at. */
class Client extends EventEmitter {
  socket!: Socket;
  _queryable = true;
  _ending = false;
  readonly #driver: Driver;
  #answered: (error?: Error) => void = () => {};
  /** The pool destroys the stream of a client whose login takes too long; the client hears of the closed socket in the next turn. */
  readonly connection = { stream: { destroy: () => this.#destroyed() } };

  constructor(driver: Driver) {
    super();
    this.#driver = driver;
  }

  connect(answered: (error?: Error) => void): void {
    this.#answered = answered;
    this.socket = this.#driver.open((error) => answered(error ?? undefined));
    this.socket.died = () => {
      this._queryable = false;
      if (this.listenerCount('error') > 0) this.emit('error', new Error('terminating connection due to administrator command'));
      this.emit('end');
    };
  }

  end(ended: () => void): void {
    this._ending = true;
    this.socket.close(() => {
      ended();
      this.emit('end');
    });
  }

  #destroyed(): void {
    this.socket.abandon();
    process.nextTick(() => this.#answered(new Error('Connection terminated unexpectedly')));
  }
}

const span = fc.integer({ min: 1, max: 30 }).map((n) => n * 10);
const sometimes = (values: fc.Arbitrary<number>, none: number): fc.Arbitrary<number> => fc.oneof(fc.constant(none), values);

export const pgPool: Library = {
  kind: 'pg-pool',
  options: fc.record({
    max: fc.integer({ min: 1, max: 3 }),
    min: fc.integer({ min: 0, max: 3 }),
    connectionTimeoutMillis: sometimes(span, 0),
    idleTimeoutMillis: sometimes(span, 0),
    maxUses: sometimes(fc.integer({ min: 1, max: 4 }), 0),
    maxLifetimeSeconds: fc.constantFrom(0, 0.1, 0.2, 0.3, 0.5),
  }) as fc.Arbitrary<Options>,
  inScenario: (options) => ({ ...options, maxLifetimeSeconds: `${Math.round(Number(options.maxLifetimeSeconds) * 1000)}ms` }),
  create: (options, driver) => {
    const pool = new PgPool(options, function make() {
      return new Client(driver);
    });
    pool.on('error', () => {});
    return {
      acquire: (done) => pool.connect((error, client, release) => {
        if (client === undefined) return done(error ?? new Error('no client'), null);
        done(null, { socket: client.socket, give: (broken) => release(broken ? new Error('broken') : undefined) });
      }),
      counts: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    };
  },
};
