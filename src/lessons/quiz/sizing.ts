/** A pool with room, and one change that takes some of it away: what questions for a p99 are made of. */

import { level } from '../../report/wording.ts';
import type { Draw } from './families.ts';
import { calm, type World } from './world.ts';

export interface Sizing {
  readonly before: World;
  readonly after: World;
  /** The change, as a sentence. */
  readonly says: string;
  /** What it does to the load of the pool. */
  readonly why: string;
}

/** Connections that a world needs on average: rate × hold. The round trip of half a millisecond belongs to the hold. */
const needs = (world: World): number => (world.rate * (world.cpuMs + world.blockedMs + 0.5)) / 1000;

/** Null where whole connections do not come near enough to the load that was wanted. */
export function sizing(by: Draw): Sizing | null {
  const size = by.whole(6, 16);
  const blockedMs = Math.round(by.between(60, 150));
  const before: World = { ...calm, size, blockedMs, cpuMs: 2, cores: 8, rate: Math.round((size * by.between(0.55, 0.72) * 1000) / (blockedMs + 2.5)), patienceS: 30, lengthS: 150, seed: by.whole(1, 9999) };
  const goal = size * by.between(0.85, 0.95);
  const way = by.whole(0, 2);
  const times = goal / needs(before);
  const after: World = way === 0 ? { ...before, rate: Math.round(before.rate * times) }
    : way === 1 ? { ...before, size: Math.max(1, Math.round(size / times)) }
      : { ...before, blockedMs: Math.round(((needs(before) * times * 1000) / before.rate - 2.5) * 10) / 10 };
  if (needs(after) > 0.96 * after.size) return null;
  const says = way === 0 ? `Then the traffic grows from ${before.rate} to ${after.rate} requests a second.`
    : way === 1 ? `Then the pool is cut from ${size} to ${after.size} connections.`
      : `Then each statement waits ${level(after.blockedMs)} ms for the disk instead of ${level(before.blockedMs)} ms, on average.`;
  return { before, after, says, why: `requests need ${level(needs(after))} of ${after.size} connections on average; before it was ${level(needs(before))} of ${size}.` };
}
