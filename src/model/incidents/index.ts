/** The table of deeds. A new incident is a new file, a shape in incident-plan.ts and a line here. */

import type { ActionPlan } from '../incident-plan.ts';
import { cores } from './cores.ts';
import { failover } from './failover.ts';
import type { Deed, Stage, Undo } from './incident.ts';
import { kill } from './kill.ts';
import { lag } from './lag.ts';
import { leak } from './leak.ts';
import { move } from './move.ts';
import { outage } from './outage.ts';
import { repoint } from './repoint.ts';
import { resize } from './resize.ts';
import { restart } from './restart.ts';
import { scale } from './scale.ts';
import { sever } from './sever.ts';
import { shed } from './shed.ts';
import { slowdown } from './slowdown.ts';
import { timeout } from './timeout.ts';

const deeds: { readonly [Do in ActionPlan['do']]: Deed<Do> } = { resize, timeout, slowdown, outage, sever, kill, leak, cores, restart, failover, lag, move, repoint, scale, shed };

/** Does what the plan says; returns how to undo it, or null. */
export function act(plan: ActionPlan, stage: Stage): Undo | null {
  return (deeds[plan.do] as (plan: ActionPlan, stage: Stage) => Undo | null)(plan, stage);
}
