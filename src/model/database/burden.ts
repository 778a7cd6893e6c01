/**
 * What sessions cost a server by being open, whatever they do: a little processor time each (measured by AWS on 2 vCPUs: 100 idle sessions 2 %,
 * 2,000 idle sessions 8 %), a snapshot that grows with them (PostgreSQL before 14: Freund 2020), and memory. Sessions × memory + shared buffers beyond the
 * memory of the machine lie in swap, and a page there takes many times as long: work slows down by 1 + share in swap × (slowdown − 1), the effective
 * access time of a paged memory (Denning, "Thrashing", 1968). Beyond memory and swap the system kills a backend, and PostgreSQL ends every session.
 */

import { Rank } from '../../engine/calendar.ts';
import type { Duration, Instant } from '../../units/time.ts';
import { type BurdenView, type MemoryView, Outcome } from '../happening.ts';
import type { Database } from './database.ts';
import type { MachinePlan } from './machine.ts';

/** Bytes in use with so many sessions. */
export const memoryUsed = (plan: MachinePlan, sessions: number): number => plan.sharedBuffers + sessions * (plan.memoryPerConnection ?? 0);

/** The share of what is in use that does not fit into memory. */
export function shareInSwap(plan: MachinePlan, sessions: number): number {
  const used = memoryUsed(plan, sessions);
  return plan.memory === null || used <= plan.memory ? 0 : (used - plan.memory) / used;
}

/** Times as long as on a machine with enough memory; 1 and more. */
export const swapTimes = (plan: MachinePlan, sessions: number): number => 1 + shareInSwap(plan, sessions) * (plan.swapSlowdown - 1);

export class Burden implements BurdenView {
  readonly #server: Database;
  /** Whether open sessions change anything but their own number. */
  any = false;
  /** How often memory and swap together did not suffice. */
  outOfMemory = 0;
  #times = 1;
  #falling = false;

  constructor(server: Database) {
    this.#server = server;
  }

  planChanged(): void {
    const { idleCpu, memory, memoryPerConnection } = this.#server.plan;
    this.any = (idleCpu > 0 && Number.isFinite(this.#server.plan.cores)) || (memory !== null && memoryPerConnection !== null);
    this.#times = swapTimes(this.#server.plan, this.#server.admission.level.value);
  }

  get idleCpu(): number {
    return this.#server.plan.idleCpu;
  }

  get memory(): MemoryView | null {
    const { plan } = this.#server;
    if (plan.memory === null || plan.memoryPerConnection === null) return null;
    return {
      bytes: plan.memory, outOfMemory: this.outOfMemory, sessionsFit: Math.max(0, Math.floor((plan.memory - plan.sharedBuffers) / plan.memoryPerConnection)),
      usedWith: (sessions) => memoryUsed(plan, sessions), swapShareWith: (sessions) => shareInSwap(plan, sessions), swapTimesWith: (sessions) => swapTimes(plan, sessions),
    };
  }

  /** Times as slow as with enough memory, now. */
  get times(): number {
    return this.#times;
  }

  /** Cores that are left for statements. A twentieth of one always is. */
  get cores(): number {
    const { cores, idleCpu } = this.#server.plan;
    return idleCpu > 0 ? Math.max(Math.min(cores, 0.05), cores - this.#server.admission.level.value * idleCpu) : cores;
  }

  /** Core-µs that open sessions have taken since the start. */
  areaAt(now: Instant): number {
    const { cores, idleCpu } = this.#server.plan;
    return idleCpu > 0 && Number.isFinite(cores) ? idleCpu * this.#server.admission.level.areaAt(now) : 0;
  }

  /** What a statement pays for all open sessions. */
  get snapshot(): Duration {
    return (this.#server.plan.snapshotCost * this.#server.admission.level.value) / 100;
  }

  /** A session began or ended. */
  sessionsChanged(): void {
    const { plan } = this.#server;
    const sessions = this.#server.admission.level.value;
    const times = swapTimes(plan, sessions);
    const slower = times !== this.#times;
    this.#times = times;
    if (slower || plan.idleCpu > 0) this.#server.speedChanged();
    if (plan.swap === null || plan.memory === null || this.#falling || memoryUsed(plan, sessions) <= plan.memory + plan.swap) return;
    this.#falling = true;
    this.#server.simulation.after(0, Rank.incident, this, 0);
  }

  /** The system has killed a backend: the server ends all its sessions, because shared memory may be damaged. */
  wake(): void {
    this.#falling = false;
    this.outOfMemory++;
    const { admission, plan } = this.#server;
    for (const connection of [...admission.connected]) admission.endSession(connection, Outcome.severed, plan.texts.crashed ?? plan.texts.severed);
  }
}
