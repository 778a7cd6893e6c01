/** What a run takes for granted and what might turn its conclusion: said in every report, so that nobody reads a result without it. */

import { contentionText } from '../model/database/contention.ts';
import type { Scenario } from '../model/scenario.ts';
import { percentileErrorBound } from '../result.ts';
import { durationText } from '../units/text.ts';

/** One sentence for each assumption in force. */
export function assumptionsOf(scenario: Scenario): string[] {
  const said: string[] = [];
  for (const [name, plan] of Object.entries(scenario.databases)) {
    const cores = Number.isFinite(plan.cores) ? `${plan.cores} cores shared equally by running statements` : 'unlimited cores';
    const disks = Number.isFinite(plan.disks) ? `${plan.disks} disks shared by blocked time` : 'blocked time shared with nobody';
    said.push(`${name}: ${cores}, contention ${contentionText(plan.contention)}, ${disks}, round trip ${durationText(plan.roundTrip)}`);
  }
  for (const [name, plan] of Object.entries(scenario.cron)) {
    for (const [who, times] of Object.entries(plan.slows)) said.push(`${name} makes the blocked time of ${who} ${times}× as long while it runs`);
  }
  const open = Object.entries(scenario.traffic).filter(([, plan]) => plan.arrivals.kind !== 'users').map(([name]) => name);
  if (open.length > 0) said.push(`open arrivals (${open.join(', ')}): nobody slows down because answers are late`);
  said.push(`percentiles are within ${percentileErrorBound * 100}% of the exact ones`);
  return said;
}
