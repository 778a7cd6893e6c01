/**
 * Processor sharing in virtual time: all jobs inside progress at one rate that depends on how many they are. Virtual time V is the service a
 * job has received since V was last zero; a job that enters with demand d finishes when V reaches V + d, so only one completion need stand in the
 * calendar and entering, leaving and finishing cost O(log n). Completions fall on whole microseconds, rounded to the nearest.
 * Source: virtual time as in fair queueing (Demers, Keshav & Shenker 1989) and egalitarian processor sharing (Kleinrock 1967).
 */

import { type Duration, type Instant, never } from '../units/time.ts';
import { Rank, type Sleeper, type Slot } from './calendar.ts';
import { FinishOrder, type Job } from './finish-order.ts';
import { DerivedLevel } from './level.ts';
import type { Simulation } from './simulation.ts';

/** A job inside, valid until it finished or left. */
export type JobPlace = Job;

/** Total speed with n jobs inside: service per unit of time, shared equally. */
export type SpeedLaw = (n: number) => number;

export class Share implements Sleeper {
  /** How many are inside. */
  readonly running = new DerivedLevel((now) => this.#sum(now, this.#pastJobs, (n) => n));
  readonly #simulation: Simulation;
  readonly #slot: Slot;
  #speed: SpeedLaw;
  #cores: number;
  /** By n: service per µs that each of n jobs gets, µs per unit of it, and how long exactly n have been inside. Grown on demand. */
  #rates = new Float64Array(16);
  #spans = new Float64Array(16);
  #occupied = new Float64Array(16);
  #tabulated = 0;
  /** Jobs by the virtual time at which they finish. */
  readonly #order = new FinishOrder();
  /** By job: owner, and what to wake it with. */
  readonly #owners: (Sleeper | null)[] = [];
  #whats = new Int32Array(16);
  /** Jobs to use again, a stack. */
  #free = new Int32Array(16);
  #freeCount = 0;
  #count = 0;
  // Doubles from birth, see Level.
  #virtual = 0.5;
  /** Service that the next job asks for, in µs. */
  demand = 0.5;
  #since: Instant = 0.5;
  #given = 0.5;
  /** Work and busy time under speed laws that are no longer in force. */
  #pastWork = 0.5;
  #pastBusy = 0.5;
  #pastJobs = 0.5;

  constructor(simulation: Simulation, cores: number, speed: SpeedLaw) {
    this.#simulation = simulation;
    this.#slot = simulation.calendar.source(this);
    this.#speed = speed;
    this.#cores = cores;
    this.#virtual = 0;
    this.demand = 0;
    this.#since = 0;
    this.#given = 0;
    this.#pastWork = 0;
    this.#pastBusy = 0;
    this.#pastJobs = 0;
  }

  /** Changes the law of speed from now on; jobs inside go on from where they are. A speed of zero stops them all. */
  setSpeed(cores: number, speed: SpeedLaw): void {
    this.#advance();
    this.#closeLaw();
    this.#cores = cores;
    this.#speed = speed;
    this.#tabulated = 0;
    this.#tabulate(this.#count);
    this.#reschedule();
  }

  /** A job enters with `demand` µs of service, written there beforehand: a double in a call would be boxed. `owner` is woken when it has received it. */
  admit(owner: Sleeper, what: number): JobPlace {
    this.#advance();
    const demand = this.demand;
    const job = this.#freeCount > 0 ? (this.#free[--this.#freeCount] as number) : this.#count;
    if (job === this.#whats.length) this.#grow();
    this.#owners[job] = owner;
    this.#whats[job] = what;
    this.#given += demand;
    if (this.#count === 0) this.#virtual = 0;
    this.#order.tags[job] = this.#virtual + demand;
    this.#order.join(job);
    this.#nowInside(this.#count + 1);
    if (this.#count >= this.#tabulated) this.#tabulate(this.#count);
    this.#reschedule();
    return job;
  }

  /** A job leaves before it is finished. Returns the service it still lacked. */
  leave(job: JobPlace): Duration {
    this.#advance();
    const lacked = (this.#order.tags[job] as number) - this.#virtual;
    this.#order.leave(job);
    this.#forget(job);
    this.#reschedule();
    return lacked;
  }

  /** A job goes on in another's name. */
  passTo(job: JobPlace, owner: Sleeper): void {
    this.#owners[job] = owner;
  }

  /** Service that a job inside still lacks. */
  lacking(job: JobPlace): Duration {
    this.#advance();
    return (this.#order.tags[job] as number) - this.#virtual;
  }

  /** The calendar says that the job with the least tag is done. */
  wake(): void {
    this.#advance();
    const job = this.#order.first;
    const owner = this.#owners[job] as Sleeper;
    this.#order.leaveFirst();
    this.#forget(job);
    this.#reschedule();
    owner.wake(this.#whats[job] as number);
  }

  /** Service per unit of time that n jobs get together, under the present law. */
  speedAt(n: number): number {
    return this.#speed(n);
  }

  /** How many jobs go on at once at full speed under the present law. */
  get servers(): number {
    return this.#cores;
  }

  /** ∫ min(jobs inside, cores) dt since the start. */
  busyAreaAt(now: Instant): number {
    return this.#sum(now, this.#pastBusy, (n) => Math.min(n, this.#cores));
  }

  /** Service delivered since the start. */
  workAreaAt(now: Instant): number {
    return this.#sum(now, this.#pastWork, (n) => (this.#rates[n] as number) * n);
  }

  /** Service asked for since the start; less what those who left, or were rounded, did not receive. */
  get workGiven(): number {
    return this.#given;
  }

  /** Service that the jobs inside still lack. */
  workLeftAt(now: Instant): number {
    const virtual = this.#virtual + (this.#rates[this.#count] as number) * (now - this.#since);
    return this.#order.sumOver((tag) => tag - virtual);
  }

  #advance(): void {
    const now = this.#simulation.now;
    const span = now - this.#since;
    if (span === 0) return;
    const count = this.#count;
    this.#since = now;
    this.#virtual += (this.#rates[count] as number) * span;
    this.#occupied[count] = (this.#occupied[count] as number) + span;
  }

  #reschedule(): void {
    const calendar = this.#simulation.calendar;
    if (this.#count === 0) {
      calendar.leave(this.#slot);
      return;
    }
    const span = Math.floor(((this.#order.tags[this.#order.first] as number) - this.#virtual) * (this.#spans[this.#count] as number) + 0.5);
    calendar.put(this.#slot, span > 0 ? this.#since + span : this.#since, Rank.completion);
  }

  #tabulate(n: number): void {
    if (n >= this.#rates.length) {
      const room = Math.max(n + 1, this.#rates.length * 2);
      const rates = new Float64Array(room);
      const spans = new Float64Array(room);
      const occupied = new Float64Array(room);
      rates.set(this.#rates);
      spans.set(this.#spans);
      occupied.set(this.#occupied);
      this.#rates = rates;
      this.#spans = spans;
      this.#occupied = occupied;
    }
    for (let k = Math.max(1, this.#tabulated); k <= n; k++) {
      const rate = this.#speed(k) / k;
      this.#rates[k] = rate;
      this.#spans[k] = rate > 0 ? 1 / rate : never;
    }
    this.#tabulated = n + 1;
  }

  /** ∫ weight(jobs inside) dt since the start: what past laws left, the time at each number of jobs since then, and the time since the last change. */
  #sum(now: Instant, past: number, weight: (n: number) => number): number {
    let sum = past + weight(this.#count) * (now - this.#since);
    for (let n = 1; n < this.#tabulated; n++) sum += weight(n) * (this.#occupied[n] as number);
    return sum;
  }

  /** Before another law comes into force: what was done under this one is added up for good. */
  #closeLaw(): void {
    const now = this.#since;
    const work = this.workAreaAt(now);
    const busy = this.busyAreaAt(now);
    this.#pastJobs = this.running.areaAt(now);
    this.#pastWork = work;
    this.#pastBusy = busy;
    this.#occupied.fill(0);
  }

  /** A job has left the order: its number is free, and the service it lacked was not given after all. */
  #forget(job: Job): void {
    this.#given -= (this.#order.tags[job] as number) - this.#virtual;
    this.#owners[job] = null;
    this.#free[this.#freeCount++] = job;
    this.#nowInside(this.#count - 1);
  }

  #nowInside(count: number): void {
    this.#count = count;
    this.running.become(count);
  }

  #grow(): void {
    const room = this.#whats.length * 2;
    const whats = new Int32Array(room);
    const free = new Int32Array(room);
    whats.set(this.#whats);
    free.set(this.#free);
    this.#whats = whats;
    this.#free = free;
    this.#order.makeRoomFor(room);
  }
}
