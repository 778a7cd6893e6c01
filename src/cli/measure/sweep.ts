/** A closed-loop sweep on a real server: so many sessions that each ask again as soon as they are answered, for some seconds, then more of them. */

import type { Client } from 'pg';
import { Exit, Stop } from '../exit.ts';
import type { MeasurePlan } from './plan.ts';
import type { Sessions } from './server.ts';

export interface Measured {
  readonly clients: number;
  readonly perS: number;
  readonly latencyMs: number;
  /** Processor time of this program, as a share of one core: near 1, it measured itself. */
  readonly ownCpu: number;
}

/** Statements of each session before the clock starts: plans and caches are made then. */
const warmUp = 3;

/** Measures each number of sessions in turn. */
export async function sweep(plan: MeasurePlan, sessions: Sessions, onProgress: (share: number, what: string) => void): Promise<readonly Measured[]> {
  const found: Measured[] = [];
  for (const [i, count] of plan.clients.entries()) {
    const clients = await sessions.atLeast(count);
    const tell = (share: number): void => onProgress((i + share) / plan.clients.length, `${count} ${count === 1 ? 'connection' : 'connections'}`);
    found.push(await measured(plan, clients, tell));
  }
  return found;
}

async function measured(plan: MeasurePlan, clients: readonly Client[], tell: (share: number) => void): Promise<Measured> {
  await Promise.all(clients.map(async (client) => {
    for (let n = 0; n < warmUp; n++) await ask(client, plan);
  }));
  const before = process.cpuUsage();
  const start = performance.now();
  const end = start + plan.seconds * 1000;
  let [inside, answers, waited] = [0, 0, 0];
  await Promise.all(clients.map(async (client) => {
    for (let now = start; now < end; ) {
      await ask(client, plan);
      const done = performance.now();
      // The last one counts by the part of it that lies inside.
      inside += Math.min(1, (end - now) / (done - now));
      waited += done - now;
      answers++;
      now = done;
      tell((now - start) / (end - start));
    }
  }));
  const used = process.cpuUsage(before);
  return { clients: clients.length, perS: inside / plan.seconds, latencyMs: waited / answers, ownCpu: (used.user + used.system) / 1000 / (performance.now() - start) };
}

/** One statement, by a name: the server plans it once, and would refuse several in one text. */
async function ask(client: Client, { statement, place }: MeasurePlan): Promise<void> {
  try {
    await client.query({ name: 'poolsim', text: statement });
  } catch (error) {
    const { message, code } = error as Error & { readonly code?: string };
    const hint = code === '25006' ? ' A measurement only reads.' : code === '57014' ? ' A measurement needs statements far shorter than that: choose another with --statement.' : '';
    throw new Stop(code === undefined || /^(?:08|57P)/.test(code) ? Exit.couldNotRun : Exit.badInput, `poolsim: ${place} refused the statement (${statement}): ${message}.${hint}`);
  }
}
