/** Retries as extra load, and work done for clients who had already left: two ways in which trouble feeds itself. */

import { entries, meanOf, measured } from '../series.ts';
import { counted, level, share } from '../wording.ts';
import { type Cause, command } from './cause.ts';

/** Fires when retries add 5 % or more to the load of a class. */
export const retries: Cause = (result) => entries(result.classes).flatMap(([name, one]) => {
  const extra = one.retries / Math.max(1, one.arrived);
  if (extra < 0.05) return [];
  return [{
    id: `retries/${name}`, weight: extra >= 0.5 && one.failedShare >= 0.05 ? 2 as const : 1 as const, size: Math.min(one.retries, one.failed) * 0.8,
    text: `Retries turned ${counted(one.arrived, `${name} request`)} into ${counted(one.arrived + one.retries, 'try', 'tries')}: ${level(1 + extra)} times the load${one.failedShare > 0 ? `, and ${share(one.failedShare)} failed all the same` : ''}.`,
    evidence: `${counted(one.retries, 'retry', 'retries')}, ${counted(one.failed, 'request')} failed in the end`,
    tryNext: `Give retries a budget, or compare with one try each: ${command(result, 'run', '--set', `traffic.${name}.retry.attempts=1`)}`,
  }];
});

/** Fires when 2 % or more of the database's work was for nobody. */
export const wastedWork: Cause = (result) => {
  const wasted = entries(result.classes).reduce((sum, [, one]) => sum + one.wastedCpuS, 0);
  const seconds = result.run.lengthS - result.run.measureFromS;
  const busy = entries(result.series.databases).reduce((sum, [, one]) => sum + (meanOf(one.busyCores, measured(result)) ?? 0) * seconds, 0);
  if (busy === 0 || wasted / busy < 0.02) return [];
  return [{
    id: 'wasted-work', weight: wasted / busy >= 0.2 ? 2 : 1, size: wasted,
    text: `${share(Math.min(1, wasted / busy))} of the work the databases did was for clients who had already given up.`,
    evidence: `${level(wasted)} of ${level(busy)} core-seconds, by ${entries(result.classes).filter(([, one]) => one.wastedCpuS > 0).map(([name, one]) => `${name} ${level(one.wastedCpuS)}`).join(', ')}`,
    tryNext: 'Cancel what nobody waits for: a statement timeout below the patience of the client, or an acquire timeout short enough that late requests never start.',
  }];
};
