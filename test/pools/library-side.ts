/** The library's side: a script played on the real pool over a driver without a network, and everything it does written down. */

import { Rank } from '../../src/engine/calendar.ts';
import { VirtualClock } from './clock.ts';
import { type Login, type Options, refusalText, type Script, horizon } from './script.ts';

/** One connection as the server sees it. Adapters wrap it into what their library expects of a driver. */
export class Socket {
  readonly id: number;
  state: 'opening' | 'open' | 'closing' | 'closed' = 'opening';
  lent = false;
  dead = false;
  /** Called when the server ends the session of an open connection; adapters set it. */
  died: () => void = () => {};
  readonly #driver: Driver;
  readonly #login: ReturnType<VirtualClock['at']>;

  /** Begins a login; `answered` hears how it ends: null, or an error. */
  constructor(driver: Driver, id: number, { takes, ends }: Login, answered: (error: Error | null) => void) {
    this.#driver = driver;
    this.id = id;
    driver.writes(`open #${id}`);
    this.#login = driver.clock.at(ends === 'hangs' ? Number.POSITIVE_INFINITY : driver.clock.now + takes, Rank.completion, () => {
      driver.writes(`${ends === 'opens' ? 'opened' : 'refused'} #${id}`);
      this.state = ends === 'opens' ? 'open' : 'closed';
      answered(ends === 'opens' ? null : new Error(refusalText));
    });
  }

  /** The client gives up on a login that the server has not answered. */
  abandon(): void {
    this.#driver.clock.cancel(this.#login);
    this.#driver.writes(`refused #${this.id}`);
    this.state = 'closed';
  }

  /** The client closes the connection; `ended` hears when its socket has ended: at once where the server ended the session before. */
  close(ended: () => void): void {
    this.#driver.writes(`close #${this.id}`);
    this.state = this.dead ? 'closed' : 'closing';
    if (this.dead) return ended();
    const over = (): void => {
      this.state = 'closed';
      ended();
    };
    if (this.#driver.script.closeTakes === 0) process.nextTick(over);
    else this.#driver.clock.at(this.#driver.clock.now + this.#driver.script.closeTakes, Rank.completion, over);
  }

  /** The server ends the session. */
  kill(): void {
    this.dead = true;
    this.died();
  }
}

/** The driver: opens connections as the script says, and keeps the record. */
export class Driver {
  readonly clock: VirtualClock;
  readonly script: Script;
  readonly sockets: Socket[] = [];
  readonly record: string[] = [];

  constructor(clock: VirtualClock, script: Script) {
    this.clock = clock;
    this.script = script;
  }

  open(answered: (error: Error | null) => void): Socket {
    const { logins } = this.script;
    const id = this.sockets.length + 1;
    const socket = new Socket(this, id, logins[(id - 1) % logins.length], answered);
    this.sockets.push(socket);
    return socket;
  }

  writes(what: string): void {
    this.record.push(`${this.clock.now} ${what}`);
  }
}

/** What a caller holds. `give` returns it; `broken` throws it away. */
export interface Lease {
  readonly socket: Socket;
  give(broken: boolean): void;
}

/** A real pool, ready to be asked. */
export interface RealPool {
  acquire(done: (error: Error | null, lease: Lease | null) => void): void;
  /** Its own counters. */
  counts(): { readonly total: number; readonly idle: number; readonly waiting: number };
}

/** A library: which options to try, how they are written in a scenario, and how to make its pool over a driver. */
export interface Library {
  readonly kind: string;
  readonly options: import('fast-check').Arbitrary<Options>;
  /** The same options as a scenario has them, where units must be said. */
  inScenario(options: Options): object;
  create(options: Options, driver: Driver): RealPool;
}

/** Plays a script on the real library; returns what happened, line by line. */
export async function playLibrary(library: Library, script: Script): Promise<string[]> {
  const clock = new VirtualClock();
  const driver = new Driver(clock, script);
  let pool: RealPool | null = null;
  const the = (): RealPool => pool as RealPool;
  clock.at(0, -2, () => {
    pool = library.create(script.options, driver);
  });
  for (const [i, { at, holds, ends }] of script.callers.entries()) {
    const name = i + 1;
    clock.at(at, Rank.arrival, () => {
      driver.writes(`ask ${name}`);
      the().acquire((error, lease) => {
        if (error !== null || lease === null) return driver.writes(`fail ${name} ${error?.message}`);
        const { socket } = lease;
        driver.writes(`lend #${socket.id} ${name}`);
        socket.lent = true;
        clock.at(clock.now, Rank.grant, () => clock.at(clock.now + holds, Rank.completion, () => {
          driver.writes(`return #${socket.id} ${name}`);
          socket.lent = false;
          lease.give(ends === 'breaks');
        }));
      });
    });
  }
  for (const { at, of, which } of script.kills) {
    clock.at(at, Rank.incident, () => {
      const found = driver.sockets.filter((socket) => socket.state === 'open' && !socket.dead && socket.lent === (of === 'lent'));
      if (found.length > 0) found[which % found.length].kill();
    });
  }
  for (const time of instants(script)) clock.at(time, Rank.end, () => {
    const { total, idle, waiting } = the().counts();
    driver.writes(`has ${total}, ${idle} idle, ${waiting} waiting`);
  });
  await clock.run(horizon);
  return driver.record;
}

/** When both sides tell their counters: whenever something of the script is due, and at the end. */
export const instants = (script: Script): number[] => [...new Set([...script.callers.flatMap(({ at, holds }) => [at, at + holds]), ...script.kills.map(({ at }) => at), horizon])].sort((a, b) => a - b);
