/**
 * Logs of `pgbench -l`: client, transaction, time, script, epoch, µs, then schedule lag (with --rate) and retries (with --max-tries). A transaction arrived
 * when it ended less its time; with --rate that is when it was scheduled, for its time counts from there (measured with PostgreSQL 15: the mean of the
 * column is the latency that pgbench reports, lag included). Source: postgres/postgres, `src/bin/pgbench/pgbench.c`, `doLog`.
 */

import { type ArrivalReader, type ArrivalSink, type ArrivalsFormat, type ArrivalsInfo, headLines, type ImportWords, type Remark } from '../format.ts';
import { demandOf } from '../spans.ts';

const form = /^(\d+) (\d+) (\d+|skipped|failed|serialization|deadlock) (\d+) (\d{9,11}) (\d{1,6})(?: (\d+))?(?: (\d+))?$/;
/** --aggregate-interval: a line for each interval, with sums only. */
const aggregated = /^\d{9,11} \d+ \d+ \d+ \d+ \d+(?: \d+)*$/;

export const pgbench: ArrivalsFormat = {
  name: 'pgbench',
  says: 'a log of pgbench -l: when each transaction was due (end less latency), by script with --routes',
  makes: 'trace',
  recognises: (head) => {
    const [first = ''] = headLines(head);
    return form.test(first) || aggregated.test(first);
  },
  begin: (words, head, sink) => {
    const [first = ''] = headLines(head);
    return aggregated.test(first) && !form.test(first)
      ? { line: 1, says: 'this log is aggregated (--aggregate-interval): it tells sums, not transactions. Run pgbench with -l alone' }
      : new PgbenchReader(words, sink, hasLag(headLines(head)));
  },
};

/** A seventh column is the schedule lag where there is an eighth, or where it is too large for a number of retries. */
const hasLag = (lines: readonly string[]): boolean => lines.some((line) => {
  const parts = form.exec(line);
  return parts !== null && parts[7] !== undefined && (parts[8] !== undefined || Number(parts[7]) > 100);
});

class PgbenchReader implements ArrivalReader, ArrivalsInfo {
  readonly relative = false;
  readonly hasRoutes: boolean;
  readonly hasCpu: boolean;
  readonly hasBlocked: boolean;
  readonly #as: ImportWords['durationAs'];
  readonly #sink: ArrivalSink;
  readonly #lags: boolean;
  readonly #failures = new Map<string, number>();
  #lagged = 0;

  constructor(words: ImportWords, sink: ArrivalSink, lags: boolean) {
    this.#sink = sink;
    this.#lags = lags;
    this.#as = words.durationAs;
    this.hasRoutes = words.routes === true;
    this.hasCpu = this.#as === 'cpu';
    this.hasBlocked = this.#as === 'blocked';
  }

  read(line: string, number: number): void {
    if (line === '') return;
    const parts = form.exec(line);
    if (parts === null) return this.#sink.bad(number, 'expected client, transaction, time, script, epoch and µs');
    const end = Number(parts[5]) * 1e6 + Number(parts[6]);
    const route = this.hasRoutes ? `script${parts[4]}` : null;
    const took = Number(parts[3]);
    if (Number.isNaN(took)) {
      this.#failures.set(parts[3] ?? '', (this.#failures.get(parts[3] ?? '') ?? 0) + 1);
      return this.#sink.row(end, 1, route, Number.NaN, Number.NaN);
    }
    const lag = parts[7] === undefined || !this.#lags ? 0 : Math.min(took, Number(parts[7]));
    if (lag > 0) this.#lagged++;
    this.#sink.row(end - took, 1, route, demandOf(took - lag, this.#as, 'cpu'), demandOf(took - lag, this.#as, 'blocked'));
  }

  end(): void {
    // Each line was whole in itself.
  }

  remarks(): readonly Remark[] {
    const failed = [...this.#failures].map(([how, count]) => `${count} ${how}`).join(', ');
    return [
      ...(failed === '' ? [] : [{ sort: 'note' as const, line: null, says: `${failed}: pgbench does not log their latency, so they arrive when they ended` }]),
      ...(this.#lagged === 0 || this.#as === undefined ? [] : [{ sort: 'note' as const, line: null, says: 'the demand of a transaction is its time less its schedule lag' }]),
    ];
  }
}
