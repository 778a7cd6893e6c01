/**
 * The pool opens connections on demand, several at once, and whoever is first in line takes whichever is free first, one just opened or one that
 * came back. Each occasion that may call for a connection is a *trigger*. Sources: generic-pool 3.9.0 `_dispense`, `_ensureMinimum`; tarn 3.1.2
 * `_tryAcquireOrCreate`, `_doCreate`; mariadb 3.5.3 `_managePoolSize`, `_handleConnectionCreationError` (pool notes §1.3, §2).
 */

import { Rank, type Sleeper } from '../../engine/calendar.ts';
import { forever, type Instant, ms, never } from '../../units/time.ts';
import { Outcome } from '../happening.ts';
import { type Connection, type Opener, Watch } from './connection.ts';
import type { Request } from '../request.ts';
import type { Pool } from './pool.ts';
import { plainSupply, type SupplyRules } from './supply-rules.ts';
import { Validation } from './validation.ts';

/** What time wakes it for. */
const Alarm = { trigger: 0, insist: 1, rested: 2, again: 3 } as const;

/** Node makes a timer of 0 ms wait for 1 ms. */
const shortestTimer = ms(1);

export class Supply implements Opener, Sleeper {
  readonly validation: Validation;
  /** Whether the pool opens by itself, and checks by itself. */
  inUse = false;
  validates = false;
  rules: SupplyRules = plainSupply;
  readonly #pool: Pool;
  /** Refused openings that keep their place until they are tried again, and until when that goes on. */
  #insisting = 0;
  #insistUntil: Instant = never;
  /** Openings that failed in a row; after them the pool may open nothing while it rests. */
  #failures = 0;
  #resting = false;
  /** An opening failed in no time at all, and the next attempt is on its way. */
  #comesAgain = false;
  /** Why openings failed, in the order of failing, each with how many callers had joined the line before it began. One that is of no more use to anybody is gone. */
  readonly #causes: { readonly joined: number; readonly text: string }[] = [];

  constructor(pool: Pool) {
    this.#pool = pool;
    this.validation = new Validation(pool);
  }

  policyChanged(): void {
    const { supply } = this.#pool.group.policy.open;
    this.inUse = supply !== null;
    this.rules = supply ?? plainSupply;
    this.validates = this.rules.validates !== 'never';
  }

  /** Whether one more caller would be no reason to call the line full: there is something for it. */
  get canServe(): boolean {
    return this.inUse && (this.#pool.shelf.count > 0 || this.#pool.opening.hasRoom);
  }

  /** Someone joined the line, or a pause is over: hands out what is free, else opens as many as one trigger may. */
  trigger(): void {
    const { shelf } = this.#pool;
    if (shelf.count === 0 || this.rules.validates === 'forWhoeverIsFirst') this.demand();
    if (shelf.count > 0) this.validation.pair();
  }

  /** Opens what callers lack, as many as one trigger may. One that fails at this very instant is the last: the next attempt has a time of its own. */
  demand(): void {
    const failures = this.#failures;
    for (let left = this.rules.perTrigger; left > 0 && this.#missing > 0 && this.#failures === failures; left--) this.#pool.opening.openBy(this);
  }

  /** Opens what the minimum lacks. */
  refill(): void {
    const { refill, minimum, max } = this.#pool.group.policy;
    if (refill === 'never') return;
    const { roster, shelf } = this.#pool;
    const failures = this.#failures;
    let missing = Math.min(minimum - (refill === 'idle' ? shelf.count : roster.count), max - roster.count);
    while (missing-- > 0 && this.#free > 0 && this.#failures === failures) this.#pool.opening.openBy(this);
  }

  /** A connection was thrown away: the minimum first, then the callers. */
  lostOne(): void {
    this.refill();
    this.trigger();
  }

  /** The driver has noticed that an idle connection has died: where the pool opens by itself, only callers have it replaced at once. */
  lostIdle(connection: Connection): void {
    if (!this.inUse) return this.#pool.discard(connection, 'dead');
    const { shelf, simulation, group } = this.#pool;
    const { checkAfterIdle } = group.policy;
    this.#pool.close(connection, 'dead');
    if (this.rules.doubtsOthers && checkAfterIdle > 0) for (let one = shelf.longestIdle; one !== null; one = one.after) one.idleSince = Math.min(one.idleSince, simulation.now - checkAfterIdle);
    this.trigger();
  }

  openingOver(connection: Connection, admitted: boolean): void {
    if (!admitted) return this.#refused(connection);
    this.#failures = 0;
    this.#insistUntil = never;
    if (this.rules.blames === 'firstWhileNoneLent') this.#causes.length = 0;
    this.#pool.roster.nowOpen(connection);
    this.#pool.offer(connection);
    if (this.rules.goesOn === 'no') return;
    if (this.rules.goesOn === 'forMinimumToo') this.refill();
    this.demand();
  }

  /** An opening takes too long: it has failed, though it goes on beyond the books and its connection is closed when it is there. */
  overdue(connection: Connection, text: string): void {
    if (this.#pool.tracer !== null) this.#pool.tell('late', connection, null, text);
    this.#pool.roster.detach(connection);
    this.#failed(connection, text, Outcome.acquireTimeout, false);
  }

  wake(what: number): void {
    if (what === Alarm.insist) {
      this.#insisting--;
      if (this.#pool.roster.count < this.#pool.group.policy.max) this.#pool.opening.openBy(this);
      return;
    }
    if (what === Alarm.again) this.#comesAgain = false;
    if (what === Alarm.rested) {
      this.#resting = false;
      if (this.#pool.waiting.count === 0) return;
      this.refill();
    }
    this.trigger();
  }

  /** Sets a limit to an opening that begins now, whoever opens: the last ones of those that insist have less. */
  limit(connection: Connection): void {
    const { timeout } = this.#pool.group.policy.open;
    const { within } = this.rules.insist;
    const left = within === 0 ? forever : this.#insistUntil === never ? within : this.#insistUntil - this.#pool.simulation.now;
    const limit = Math.min(timeout, Math.max(shortestTimer, left));
    if (limit !== forever) connection.watch(Watch.openTimeout, limit);
  }

  /** The trigger comes in a moment: the library leaves the event loop a breath. */
  triggerSoon(): void {
    this.#pool.simulation.after(shortestTimer, Rank.timeout, this, Alarm.trigger);
  }

  /** What a caller is told when its time is up, where a failed opening is to blame; '' where none is. */
  blame(request: Request): string {
    const { blames, blamed } = this.rules;
    const cause = blames === 'lastSinceJoined' ? this.#causes.findLast(({ joined }) => joined >= request.joinedAs) : this.#pool.lentCount === 0 ? this.#causes[0] : undefined;
    return cause === undefined ? '' : blamed.replace('{cause}', cause.text);
  }

  /** Connections that callers lack and for which there is room. */
  get #missing(): number {
    const { roster, shelf, waiting, group } = this.#pool;
    return Math.min(group.policy.max - roster.count, this.#free, waiting.count - shelf.count - this.validation.unpaired - roster.openingCount);
  }

  /** Openings that may begin now. */
  get #free(): number {
    return this.#resting ? 0 : this.#pool.group.policy.open.atOnce - this.#pool.roster.openingCount - this.#insisting;
  }

  #refused(connection: Connection): void {
    const { group, simulation, roster } = this.#pool;
    const { refusal: text } = connection;
    group.refused++;
    if (this.#pool.tracer !== null) this.#pool.tell('refused', connection, null, text);
    roster.neverOpened(connection);
    this.#failed(connection, text, Outcome.refused, simulation.now === connection.bornAt);
  }

  /** An opening failed: who hears of it, and when it is tried again. One that failed in no time at all is not tried again in no time,
   *  nor by more than one attempt: no real login is that quick. */
  #failed(connection: Connection, text: string, outcome: Outcome, atOnce: boolean): void {
    const { failureGoesTo, pause, insist } = this.rules;
    this.#remember(connection.joinedThen, text);
    if (failureGoesTo === 'head') this.#headHears(text, outcome);
    if (insist.within > 0 && this.#insists(connection.bornAt)) return;
    const span = Math.min(pause.cap, pause.first + pause.step * this.#failures);
    this.#failures++;
    this.#resting = pause.stops;
    if (span > 0) this.#pool.simulation.after(Math.max(span, shortestTimer), Rank.timeout, this, pause.stops ? Alarm.rested : Alarm.trigger);
    else if (!atOnce) this.trigger();
    else if (!this.#comesAgain) {
      this.#comesAgain = true;
      this.#pool.simulation.after(shortestTimer, Rank.timeout, this, Alarm.again);
    }
  }

  #remember(joined: number, text: string): void {
    const { blames } = this.rules;
    if (blames === 'nobody' || (blames === 'firstWhileNoneLent' && this.#causes.length > 0)) return;
    while ((this.#causes.at(-1)?.joined ?? Number.POSITIVE_INFINITY) <= joined) this.#causes.pop();
    this.#causes.push({ joined, text });
  }

  /** Whether the opening keeps its place and is tried again, as it is for so long from its first attempt. */
  #insists(began: Instant): boolean {
    const { insist } = this.rules;
    const { simulation } = this.#pool;
    if (this.#insistUntil === never) this.#insistUntil = began + insist.within;
    if (this.#insistUntil < simulation.now) {
      this.#insistUntil = never;
      return false;
    }
    this.#insisting++;
    simulation.after(Math.max(Math.min(insist.every, this.#insistUntil - simulation.now), shortestTimer), Rank.timeout, this, Alarm.insist);
    return true;
  }

  #headHears(text: string, outcome: Outcome): void {
    const { waiting, group, tracer } = this.#pool;
    const request = waiting.callNext();
    if (request === null) return;
    const late = outcome === Outcome.acquireTimeout;
    if (late) group.life.witness.acquireTimedOut(group.index, request.classIndex);
    const words = late ? this.blame(request) || text : text; // a timeout is told in the words of whatever failed for this caller before
    if (tracer !== null) this.#pool.tell(late ? 'timeout' : 'fail', null, request, words);
    request.interrupt(outcome, words);
  }
}
