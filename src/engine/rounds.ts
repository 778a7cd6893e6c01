/**
 * Processors that give each job a slice of time in turn, as an operating system does: a job runs until it is done or its slice is over while others
 * wait; then it goes to the back of the line. A slice ends only when somebody waits, so a job alone is never stopped. As the slice goes to zero this is
 * processor sharing (engine/share.ts); as it grows, first come first served (Kleinrock 1967, "Time-shared systems"). The same door as Share has.
 */

import { type Duration, type Instant, never } from '../units/time.ts';
import { Rank, type Sleeper, type Slot } from './calendar.ts';
import { Level } from './level.ts';
import type { JobPlace, SpeedLaw } from './share.ts';
import type { Simulation } from './simulation.ts';

const nobody = -1;

export class Rounds implements Sleeper {
  /** How many are inside: those that run and those that wait for their turn. */
  readonly running = new Level();
  readonly #simulation: Simulation;
  readonly #slice: Duration;
  #speed: SpeedLaw;
  #cores: number;
  /** By processor: its slot, its job, when the job's need was last booked, when its slice began, and whether its event is the job's end. */
  readonly #slots: Slot[] = [];
  readonly #jobs: JobPlace[] = [];
  readonly #since: Instant[] = [];
  readonly #begun: Instant[] = [];
  readonly #ends: boolean[] = [];
  #processors = 0; #busy = 0;
  /** By job: owner, what to wake it with, service it lacks, its processor, its neighbours in the line. */
  readonly #owners: (Sleeper | null)[] = [];
  readonly #whats: number[] = [];
  readonly #lacking: number[] = [];
  readonly #seats: number[] = [];
  readonly #before: JobPlace[] = [];
  readonly #after: JobPlace[] = [];
  readonly #free: JobPlace[] = [];
  #first: JobPlace = nobody; #last: JobPlace = nobody;
  /** Service per µs on each busy processor; service that the next job asks for, in µs. */
  #rate = 0; demand: Duration = 0.5;
  #bookedAt: Instant = 0;
  #given = 0; #work = 0; #busyArea = 0;

  constructor(simulation: Simulation, cores: number, slice: Duration, speed: SpeedLaw) {
    this.#simulation = simulation;
    this.#slice = slice;
    this.#cores = cores;
    this.#speed = speed;
    this.#seat(cores);
  }

  /** Changes the law of speed, and the number of processors, from now on; a speed of zero stops all jobs. */
  setSpeed(cores: number, speed: SpeedLaw): void {
    this.#book();
    for (let k = 0; k < this.#processors; k++) this.#settle(k);
    this.#cores = cores;
    this.#speed = speed;
    this.#seat(cores);
    this.#dispatch();
    this.#rate = this.#rateNow();
    for (let k = 0; k < this.#processors; k++) this.#schedule(k);
  }

  /** A job enters with `demand` µs of service, written there beforehand: a double in a call would be boxed. `owner` is woken when it has received it. */
  admit(owner: Sleeper, what: number): JobPlace {
    this.#book();
    const job = this.#free.pop() ?? this.#owners.length;
    this.#owners[job] = owner;
    this.#whats[job] = what;
    this.#lacking[job] = this.demand;
    this.#given += this.demand;
    this.running.add(this.#simulation.now, 1);
    const alone = this.#first === nobody;
    this.#queue(job);
    this.#dispatch();
    this.#changed(alone && this.#first !== nobody);
    return job;
  }

  /** A job leaves before it is finished. Returns the service it still lacked. */
  leave(job: JobPlace): Duration {
    this.#book();
    const lacked = this.lacking(job);
    this.#forget(job);
    return lacked;
  }

  passTo(job: JobPlace, owner: Sleeper): void {
    this.#owners[job] = owner; // the job goes on in another's name
  }

  /** Service that a job inside still lacks. */
  lacking(job: JobPlace): Duration {
    const seat = this.#seats[job] as number;
    if (seat !== nobody) this.#settle(seat);
    return this.#lacking[job] as number;
  }

  /** Processor `k`: its job is done, or its slice is over. */
  wake(k: number): void {
    this.#book();
    this.#settle(k);
    const job = this.#jobs[k] as JobPlace;
    if (this.#ends[k]) {
      const owner = this.#owners[job] as Sleeper;
      this.#forget(job);
      owner.wake(this.#whats[job] as number);
      return;
    }
    if (this.#first === nobody) return this.#schedule(k);
    this.#stop(k);
    this.#queue(job);
    this.#dispatch();
  }

  /** Service per unit of time that n jobs get together, under the present law. */
  speedAt(n: number): number {
    return this.#speed(n);
  }

  /** ∫ min(jobs inside, cores) dt since the start. */
  busyAreaAt(now: Instant): number {
    return this.#busyArea + Math.min(this.running.value, this.#cores) * (now - this.#bookedAt);
  }

  workAreaAt(now: Instant): number {
    return this.#work + this.#busy * this.#rate * (now - this.#bookedAt);
  }

  /** Service asked for since the start; less what those who left, or were rounded, did not receive. */
  get workGiven(): number {
    return this.#given;
  }

  /** Service that the jobs inside still lack. */
  workLeftAt(now: Instant): number {
    let sum = 0;
    for (let job = 0; job < this.#owners.length; job++) {
      if (this.#owners[job] === null) continue;
      const seat = this.#seats[job] as number;
      sum += (this.#lacking[job] as number) - (seat === nobody ? 0 : this.#rate * (now - (this.#since[seat] as number)));
    }
    return sum;
  }

  /** As many processors as there are cores, a part of one counted whole; those too many give their jobs back to the line. */
  #seat(cores: number): void {
    const wanted = Math.ceil(cores);
    for (let k = this.#slots.length; k < wanted; k++) {
      this.#slots.push(this.#simulation.calendar.source(this, k));
      this.#jobs.push(nobody);
      this.#since.push(0);
      this.#begun.push(0);
      this.#ends.push(false);
    }
    for (let k = wanted; k < this.#processors; k++) {
      const job = this.#jobs[k] as JobPlace;
      if (job === nobody) continue;
      this.#stop(k);
      this.#queue(job);
    }
    this.#processors = wanted;
  }

  /** Free processors take the first in line. */
  #dispatch(): void {
    for (let k = 0; k < this.#processors && this.#first !== nobody && this.#busy < this.#processors; k++) {
      if (this.#jobs[k] !== nobody) continue;
      const job = this.#first;
      this.#unqueue(job);
      this.#seats[job] = k;
      this.#jobs[k] = job;
      this.#since[k] = this.#begun[k] = this.#simulation.now;
      this.#busy++;
      this.#schedule(k);
    }
  }

  /** The job of a processor is no longer on it. */
  #stop(k: number): void {
    this.#seats[this.#jobs[k] as JobPlace] = nobody;
    this.#jobs[k] = nobody;
    this.#busy--;
    this.#simulation.calendar.leave(this.#slots[k] as Slot);
  }

  /** How many are inside has changed: another speed, or somebody now waits. */
  #changed(waits: boolean): void {
    const rate = this.#rateNow();
    if (rate === this.#rate && !waits) return;
    for (let k = 0; k < this.#processors; k++) this.#settle(k);
    this.#rate = rate;
    for (let k = 0; k < this.#processors; k++) this.#schedule(k);
  }

  #rateNow(): number {
    const count = this.running.value;
    return count > 0 ? this.#speed(count) / Math.min(count, this.#processors) : 0;
  }

  /** The next event of a processor: its job is done, or (where somebody waits) its slice is over. */
  #schedule(k: number): void {
    const { calendar, now } = this.#simulation;
    const slot = this.#slots[k] as Slot;
    const job = this.#jobs[k] as JobPlace;
    if (job === nobody) return;
    const rate = this.#rate > 0 ? this.#rate : this.#rateNow();
    const done = rate > 0 ? now + Math.max(0, Math.round((this.#lacking[job] as number) / rate)) : never;
    const begun = this.#begun[k] as Instant;
    const over = this.#first === nobody ? never : begun + Math.max(1, Math.ceil((now - begun) / this.#slice)) * this.#slice;
    this.#ends[k] = done <= over;
    if (done === never && over === never) calendar.leave(slot);
    else calendar.put(slot, Math.min(done, over), Rank.completion);
  }

  /** Books what the job of a processor has received. */
  #settle(k: number): void {
    const { now } = this.#simulation;
    const job = this.#jobs[k] as JobPlace;
    if (job !== nobody) this.#lacking[job] = (this.#lacking[job] as number) - this.#rate * (now - (this.#since[k] as number));
    this.#since[k] = now;
  }

  #book(): void {
    const { now } = this.#simulation;
    this.#work = this.workAreaAt(now);
    this.#busyArea = this.busyAreaAt(now);
    this.#bookedAt = now;
  }

  #queue(job: JobPlace): void {
    this.#seats[job] = nobody;
    this.#before[job] = this.#last;
    this.#after[job] = nobody;
    if (this.#last === nobody) this.#first = job;
    else this.#after[this.#last] = job;
    this.#last = job;
  }

  #unqueue(job: JobPlace): void {
    const before = this.#before[job] as JobPlace;
    const after = this.#after[job] as JobPlace;
    if (before === nobody) this.#first = after;
    else this.#after[before] = after;
    if (after === nobody) this.#last = before;
    else this.#before[after] = before;
  }

  /** A job is gone, from its processor or from the line; what it lacked was not given after all. */
  #forget(job: JobPlace): void {
    const seat = this.#seats[job] as number;
    this.#given -= this.#lacking[job] as number;
    if (seat === nobody) this.#unqueue(job);
    else this.#stop(seat);
    this.#owners[job] = null;
    this.#free.push(job);
    this.running.add(this.#simulation.now, -1);
    this.#dispatch();
    this.#changed(false);
  }
}
