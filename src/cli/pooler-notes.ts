/** What can be said of poolers before a run: more clients than they admit, and session mode with more clients than server connections. */

import type { PoolerPlan } from '../model/pooler/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import { fleetConnections } from '../theory/bounds.ts';
import { durationText } from '../units/text.ts';
import { forever } from '../units/time.ts';
import { instancesOf } from '../sweep/demand.ts';
import type { Note } from './lint-notes.ts';

/** Notes on every pooler of a scenario. */
export const poolerNotes = (scenario: Scenario): readonly Note[] => Object.entries(scenario.poolers).flatMap(([name, pooler]) => notesOn(scenario, name, pooler));

function notesOn(scenario: Scenario, name: string, { mode, policy, front }: PoolerPlan): Note[] {
  const pools = Object.entries(scenario.pools).filter(([, pool]) => pool.database === name && Number.isFinite(pool.policy.max));
  const clients = pools.reduce((sum, [pool, plan]) => sum + fleetConnections(instancesOf(scenario, pool), plan.policy.max), 0);
  const parts = pools.map(([pool, plan]) => `${pool}: ${instancesOf(scenario, pool)} × ${plan.policy.max}`).join(', ');
  const at = `poolers.${name}`;
  const found: Note[] = [];
  if (clients > front.maxConnections) found.push({ at, says: `the pools in front may open ${clients} connections (${parts}), but it admits ${front.maxConnections} clients: it will turn the rest away. Clients are cheap here: raise the limit.` });
  if (mode === 'session' && clients > policy.max) {
    const wait = policy.patience.law === 'constant' && policy.patience.value !== forever ? `, and are disconnected after ${durationText(policy.patience.value)}` : '';
    found.push({ at, says: `in session mode each client connection keeps a server connection until it closes: ${clients} may come (${parts}) for ${policy.max}. The others wait while idle ones keep theirs${wait}. Use transaction mode, or smaller pools in front.` });
  }
  return found;
}
