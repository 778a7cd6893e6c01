/** The shelf of idle connections: which one is lent next is the policy's choice. An intrusive doubly linked list, head = lent first when oldest-first. */

import type { Connection } from './connection.ts';
import type { Policy } from './policy.ts';

export class Shelf {
  count = 0;
  #first: Connection | null = null;
  #last: Connection | null = null;
  readonly #order: Policy['lend'];

  constructor(order: Policy['lend']) {
    this.#order = order;
  }

  /** Lays a connection on the shelf: at the end, or by age where the oldest is lent first. */
  lay(connection: Connection): void {
    let ahead = this.#last;
    if (this.#order === 'oldest') while (ahead !== null && ahead.id > connection.id) ahead = ahead.before;
    const behind: Connection | null = ahead === null ? this.#first : ahead.after;
    connection.before = ahead;
    connection.after = behind;
    if (ahead === null) this.#first = connection;
    else ahead.after = connection;
    if (behind === null) this.#last = connection;
    else behind.before = connection;
    this.count++;
  }

  /** The connection to lend next; it stays on the shelf. Null when the shelf is empty. */
  get next(): Connection | null {
    return this.#order === 'lastReturned' ? this.#last : this.#first;
  }

  /** The one at the head, from which `after` leads to all others: returned first, or the oldest where the oldest is lent. */
  get oldest(): Connection | null {
    return this.#first;
  }

  /** The connection idle eviction takes first: the newest where the oldest is lent, else the one idle for longest. */
  get leastWanted(): Connection | null {
    return this.#order === 'oldest' ? this.#last : this.#first;
  }

  /** The one that would be lent after this one; null at the end. */
  nextAfter(connection: Connection): Connection | null {
    return this.#order === 'lastReturned' ? connection.before : connection.after;
  }

  /** The one returned first of all: idle for longest, unless the oldest is lent. Those after it have been idle for less. */
  get longestIdle(): Connection | null {
    return this.#first;
  }

  /** Takes a connection off the shelf, wherever it lies. */
  take(connection: Connection): void {
    if (connection.before === null) this.#first = connection.after;
    else connection.before.after = connection.after;
    if (connection.after === null) this.#last = connection.before;
    else connection.after.before = connection.before;
    connection.before = null;
    connection.after = null;
    this.count--;
  }
}
