/** A server comes up: whoever hung at it goes on, and where its memory is empty it reads everything from disk, so that blocked time takes longer until it has warmed up. */

import { Rank } from '../../engine/calendar.ts';
import type { Database } from '../database/database.ts';
import type { ColdCache } from '../incident-plan.ts';

/** Blocked time of statements that begin within the span takes so many times as long (on shared disks, all of it at once). */
export function warmUp(server: Database, { times, for: span }: ColdCache): void {
  const change = (by: number): void => {
    server.blockedTimes *= by;
    server.speedChanged();
  };
  change(times);
  server.simulation.after(span, Rank.incident, { wake: () => change(1 / times) }, 0);
}

/** It answers again. */
export function comesUp(server: Database): void {
  server.state = 'up';
  server.downText = '';
  server.speedChanged();
  server.openGate();
}
