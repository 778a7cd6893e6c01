/**
 * The house's own laws, held against every run: each is told with its figures, so that a broken one shows where to look. A law that
 * adds up two independent records of the same thing (levels kept by the world, spans told by the requests) catches a lie in either.
 */

import type { AuditResult } from '../result.ts';
import { plainNumber } from '../units/text.ts';
import { inSeconds, type Instant } from '../units/time.ts';
import type { ClassAudit } from './class-audit.ts';
import type { DatabaseBook } from './database-book.ts';
import { agree } from './figures.ts';
import type { PoolAudit } from './pool-audit.ts';
import type { Slips } from './slips.ts';

/** What the laws are about, at the end of a run. */
export interface Audited {
  readonly now: Instant;
  readonly classes: readonly ClassAudit[];
  readonly pools: readonly PoolAudit[];
  readonly databases: readonly DatabaseBook[];
  /** By class index: how many counted requests the world says are still inside. */
  readonly insideByClass: readonly number[];
  /** Samples that came before the one before. */
  readonly time: Slips;
}

/** Work is shared out in virtual time: one rounding for every change of speed. */
const workTolerance = 1e-6;

/** All laws, in the order in which they are printed. */
export function auditOf(audited: Audited): AuditResult[] {
  const { now, classes, pools, databases, insideByClass, time } = audited;
  return [
    law('arrived = served + failed + unfinished', classes.map((one, index) => one.conserved(insideByClass[index] ?? 0)), requestsText(audited)),
    law('every request arrives once and ends once, later', classes.map(one => one.endedOnce(now)), 'no request ended twice or before it arrived'),
    law('time only moves forward', [time.text, ...classes.map(one => one.forward(now))], 'every happening came at or after the one before'),
    law("Little's law: number inside over time = time inside over requests", classes.map(one => one.little), insideText(audited)),
    law('opened = closed + open, and the books match a recount', pools.map(one => one.books(now)), connectionsText(audited)),
    law('lent connections never exceed the pool', pools.map(one => one.overLent), 'in every interval, against the largest size so far'),
    law('no level is ever below zero', [...pools.map(one => one.negative), ...databases.map(negativeNow)], 'at the end of every interval'),
    law("Little's law: connections lent over time = time held over lendings", pools.map(one => one.held), heldText(audited)),
    law('processor work given = done + left', databases.map(one => workBalance(one, now)), workText(audited)),
  ];
}

/** One law: broken when anything is in `broken`, whose first sentence is then its detail. */
function law(name: string, broken: readonly (string | null)[], whenHeld: string): AuditResult {
  const [first, ...others] = broken.filter(text => text !== null);
  if (first === undefined) return { law: name, held: true, detail: whenHeld };
  return { law: name, held: false, detail: others.length === 0 ? first : `${first}; and ${others.length} more` };
}

const total = <T>(all: readonly T[], figure: (one: T) => number): number => all.reduce((sum, one) => sum + figure(one), 0);

function requestsText({ classes, insideByClass }: Audited): string {
  const served = total(classes, ({ book }) => book.servedCounted);
  const failed = total(classes, ({ book }) => book.failedCounted);
  return `${total(classes, ({ book }) => book.arrivedCounted)} = ${served} + ${failed} + ${total(insideByClass, inside => inside)}`;
}

function insideText({ classes, now }: Audited): string {
  return `${plainNumber(inSeconds(total(classes, ({ book }) => book.ledger(now).area)))} request-seconds, counted both ways`;
}

function connectionsText({ pools }: Audited): string {
  const opened = total(pools, ({ book }) => book.view.opened);
  const closed = total(pools, ({ book }) => book.view.closed);
  return `${opened} opened = ${closed} closed + ${opened - closed} open`;
}

function heldText({ pools, now }: Audited): string {
  return `${plainNumber(inSeconds(total(pools, ({ book }) => book.lent.areaAt(now))))} connection-seconds, counted both ways`;
}

function negativeNow({ view, lowest }: DatabaseBook): string | null {
  return lowest < 0 ? `${view.name}: a level fell to ${lowest}` : null;
}

function workBalance({ view }: DatabaseBook, now: Instant): string | null {
  const [given, done, left] = [view.workGiven, view.workAreaAt(now), view.workLeftAt(now)];
  if (left >= -1 && agree(given, done + left, workTolerance)) return null;
  return `${view.name}: ${inSeconds(given)} core-seconds given, but ${inSeconds(done)} done + ${inSeconds(left)} left`;
}

function workText({ databases, now }: Audited): string {
  const given = inSeconds(total(databases, ({ view }) => view.workGiven));
  const left = inSeconds(total(databases, ({ view }) => view.workLeftAt(now)));
  return `${plainNumber(given)} core-seconds given, ${plainNumber(left)} of them left`;
}
