/** Every event of a pool as a file, written while the run goes on: one line per event, as CSV (RFC 4180) or as JSON Lines, in flat memory. */

import { join } from 'node:path';
import type { PoolTracer } from '../model/pool/tracer.ts';
import type { Scenario } from '../model/scenario.ts';
import { nearest } from '../nearest.ts';
import { Exit, orCannot, Stop } from './exit.ts';
import type { Outbox } from './outbox.ts';

export const traceFormats = ['csv', 'jsonl'] as const;
export type TraceFormat = (typeof traceFormats)[number];

/** Characters that wait to be written together. */
const most = 1 << 16;

const header = 'timeUs,pool,event,connection,request,detail\n';
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The name of a pool's file; what a file system may not like in a name is written as %XX. */
export const traceName = (pool: string, format: TraceFormat): string => `trace-${encodeURIComponent(pool)}.${format}`;

/** Stops with exit code 2 where a pool is asked for that the scenario lacks. */
export function checkTraced(asked: readonly string[], scenario: Scenario): void {
  const known = Object.keys(scenario.pools);
  for (const name of asked.filter((one) => !known.includes(one))) {
    const near = nearest(name, known);
    const meant = near === null ? '' : ` Did you mean "${near}"?`;
    throw new Stop(Exit.badInput, `poolsim: --trace-pool: there is no pool "${name}".${meant} Known: ${known.join(', ')}.`);
  }
}

/** Writes down what it hears; `close` when the run is over. Stops with exit code 3 where the disk does not take it. */
export class TraceFile implements PoolTracer {
  readonly #file: ReturnType<Outbox['stream']>;
  readonly #path: string;
  readonly #asJson: boolean;
  #lines = '';

  constructor(box: Outbox, out: string, pool: string, format: TraceFormat) {
    this.#path = join(out, traceName(pool, format));
    this.#file = orCannot('write', this.#path, () => box.stream(traceName(pool, format)));
    this.#asJson = format === 'jsonl';
    if (!this.#asJson) this.#lines = header;
  }

  heard(timeUs: number, pool: string, event: string, connection: number, request: number, detail: string): void {
    this.#lines += this.#asJson
      ? `${JSON.stringify({ timeUs, pool, event, connection, request, detail })}\n`
      : `${timeUs},${cell(pool)},${event},${connection},${request},${cell(detail)}\n`;
    if (this.#lines.length >= most) this.#flush();
  }

  close(): void {
    this.#flush();
    orCannot('write', this.#path, () => this.#file.close());
  }

  #flush(): void {
    const lines = this.#lines;
    this.#lines = '';
    orCannot('write', this.#path, () => this.#file.write(lines));
  }
}
