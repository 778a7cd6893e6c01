/** The real mysql2, its pool and its connections, over a socket without a network that greets and accepts as a MySQL server does. */

import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Driver, Library, Socket } from './library-side.ts';
import type { Options } from './script.ts';

interface Connection {
  readonly stream: Wire;
  release(): void;
  destroy(): void;
}
interface Sized {
  readonly length: number;
}
interface Pool {
  getConnection(done: (error: Error | null, connection: Connection) => void): void;
  readonly _allConnections: Sized;
  readonly _freeConnections: Sized;
  readonly _connectionQueue: Sized;
}
const mysql2 = createRequire(import.meta.url)('mysql2') as { createPool(options: object): Pool };

const packet = (sequence: number, payload: Buffer): Buffer => Buffer.concat([Buffer.from([payload.length & 255, payload.length >> 8, 0, sequence]), payload]);

/** Protocol 10, version, thread, 8 bytes of salt, capabilities (4.1 protocol, secure connection, plugins), charset, status, 12 more bytes of salt, plugin. */
const greeting = packet(0, Buffer.concat([
  Buffer.from([10]), Buffer.from('8.0.0\0'), Buffer.from([1, 0, 0, 0]), Buffer.from('12345678\0'), Buffer.from([0x00, 0x82]), Buffer.from([33, 2, 0]), Buffer.from([0x08, 0x00]), Buffer.from([21]),
  Buffer.alloc(10), Buffer.from('123456789012\0'), Buffer.from('mysql_native_password\0'),
]));
const accepted = packet(2, Buffer.from([0, 0, 0, 2, 0, 0, 0]));
/** Error 1040, which a server sends instead of its greeting. */
const refused = (text: string): Buffer => packet(0, Buffer.concat([Buffer.from([0xff, 0x10, 0x04]), Buffer.from(text)]));

/** What mysql2 takes for a TCP socket. */
class Wire extends EventEmitter {
  destroyed = false;
  readonly socket: Socket;

  constructor(driver: Driver) {
    super();
    this.socket = driver.open((error) => {
      if (error !== null) return void this.emit('data', refused(error.message));
      this.emit('data', greeting);
      this.emit('data', accepted);
    });
    this.socket.died = () => {
      this.emit('end');
      this.emit('close');
    };
  }

  write(_data: unknown, done?: () => void): boolean {
    done?.();
    return true;
  }

  end(): void {
    if (this.socket.state === 'open') this.socket.close(() => {});
  }

  destroy(): void {
    this.destroyed = true;
    if (this.socket.state === 'opening') this.socket.abandon();
  }
}

const span = fc.integer({ min: 1, max: 30 }).map((n) => n * 10);

export const mysql2Pool: Library = {
  kind: 'mysql2',
  options: fc.record({
    connectionLimit: fc.integer({ min: 0, max: 4 }),
    waitForConnections: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    queueLimit: fc.constantFrom(0, 0, 0, 1, 2, 5),
    maxIdle: fc.integer({ min: 0, max: 4 }),
    idleTimeout: fc.oneof(span, fc.constantFrom(0, 500, 1000, 2000)),
    connectTimeout: fc.oneof(span, fc.constantFrom(1000, 10_000)),
  }) as fc.Arbitrary<Options>,
  inScenario: (options) => options,
  create: (options, driver) => {
    const pool = mysql2.createPool({ ...options, stream: () => new Wire(driver) });
    return {
      acquire: (done) => pool.getConnection((error, connection) => {
        if (error !== null) return done(error, null);
        done(null, { socket: connection.stream.socket, give: (broken) => (broken ? connection.destroy() : connection.release()) });
      }),
      counts: () => ({ total: pool._allConnections.length, idle: pool._freeConnections.length, waiting: pool._connectionQueue.length }),
    };
  },
};
