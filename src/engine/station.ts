/**
 * One server and a line: jobs are served one after another in order of arrival, as an event loop serves its sockets. Its speed may depend on how many
 * are inside, the one in service included. The same door as Share has, whose jobs are served together.
 */

import { type Duration, type Instant, never } from '../units/time.ts';
import { Rank, type Sleeper, type Slot } from './calendar.ts';
import { Level } from './level.ts';
import { Line, type LinePlace } from './line.ts';
import type { SpeedLaw } from './share.ts';
import type { Simulation } from './simulation.ts';

const nobody: LinePlace = -1;

export class Station implements Sleeper {
  /** How many are inside. */
  readonly running = new Level();
  readonly #simulation: Simulation;
  readonly #slot: Slot;
  readonly #line = new Line<Sleeper>();
  /** By place in the line: what each still lacks, and what to wake its owner with. */
  readonly #lacking: number[] = [];
  readonly #whats: number[] = [];
  /** In order of arrival: the places of those inside. */
  readonly #order: LinePlace[] = [];
  #speed: SpeedLaw;
  #rate = 0;
  #since: Instant = 0;
  #given = 0;
  #done = 0;
  #busy = 0;

  constructor(simulation: Simulation, speed: SpeedLaw) {
    this.#simulation = simulation;
    this.#slot = simulation.calendar.source(this);
    this.#speed = speed;
  }

  /** Changes the law of speed from now on; a speed of zero stops the one in service. */
  setSpeed(_cores: number, speed: SpeedLaw): void {
    this.#settle();
    this.#speed = speed;
    this.#reschedule();
  }

  /** Service that the next job asks for, in µs. */
  demand: Duration = 0.5;

  /** A job enters with `demand` µs of service, written there beforehand: a double in a call would be boxed. `owner` is woken when it has received it. */
  admit(owner: Sleeper, what: number): LinePlace {
    this.#settle();
    const place = this.#line.join(owner);
    this.#lacking[place] = this.demand;
    this.#whats[place] = what;
    this.#order.push(place);
    this.#given += this.demand;
    this.running.add(this.#simulation.now, 1);
    this.#reschedule();
    return place;
  }

  /** A job leaves before it is finished. Returns the service it still lacked. */
  leave(place: LinePlace): Duration {
    this.#settle();
    const lacked = this.#lacking[place] as number;
    this.#forget(place);
    this.#reschedule();
    return lacked;
  }

  /** A job goes on in another's name. */
  passTo(place: LinePlace, owner: Sleeper): void {
    this.#line.passTo(place, owner);
  }

  /** Service that a job inside still lacks. */
  lacking(place: LinePlace): Duration {
    this.#settle();
    return this.#lacking[place] as number;
  }

  /** The one in service is done. */
  wake(): void {
    this.#settle();
    const place = this.#order[0] as LinePlace;
    const owner = this.#line.at(place);
    this.#forget(place);
    this.#reschedule();
    owner.wake(this.#whats[place] as number);
  }

  speedAt(n: number): number {
    return this.#speed(n);
  }

  /** Time with somebody inside, since the start. */
  busyAreaAt(now: Instant): number {
    return this.#busy + (this.#order.length > 0 ? now - this.#since : 0);
  }

  /** Service delivered since the start. */
  workAreaAt(now: Instant): number {
    return this.#done + (this.#order.length > 0 ? this.#rate * (now - this.#since) : 0);
  }

  /** Service asked for since the start; less what those who left, or were rounded, did not receive. */
  get workGiven(): number {
    return this.#given;
  }

  /** Service that the jobs inside still lack. */
  workLeftAt(now: Instant): number {
    const sum = this.#order.reduce((total, place) => total + (this.#lacking[place] as number), 0);
    return this.#order.length > 0 ? sum - this.#rate * (now - this.#since) : 0;
  }

  /** Books what the one in service has received since the last change. */
  #settle(): void {
    const { now } = this.#simulation;
    const span = now - this.#since;
    this.#since = now;
    const first = this.#order[0] ?? nobody;
    if (first === nobody || span === 0) return;
    this.#lacking[first] = (this.#lacking[first] as number) - this.#rate * span;
    this.#done += this.#rate * span;
    this.#busy += span;
  }

  #forget(place: LinePlace): void {
    this.#given -= this.#lacking[place] as number;
    this.#line.leave(place);
    this.#order.splice(this.#order.indexOf(place), 1);
    this.running.add(this.#simulation.now, -1);
  }

  #reschedule(): void {
    const { calendar, now } = this.#simulation;
    const first = this.#order[0] ?? nobody;
    if (first === nobody) return calendar.leave(this.#slot);
    this.#rate = this.#speed(this.#order.length);
    const span = this.#rate > 0 ? Math.max(0, Math.round((this.#lacking[first] as number) / this.#rate)) : never;
    if (span === never) calendar.leave(this.#slot);
    else calendar.put(this.#slot, now + span, Rank.completion);
  }
}
