/** Results that depend on when the run stopped: requests still inside at the end, and load above capacity. */

import type { ClassResult, RunResult } from '../../result.ts';
import { entries, meanOf, measured } from '../series.ts';
import { count, counted, level, share, span } from '../wording.ts';
import { type Cause, command, type Found } from './cause.ts';
import { isClosed, rateWords, steadyRate } from './load.ts';

const longer = (result: RunResult): string => command(result, 'run', '--set', `run.length=${Math.ceil(result.run.lengthS * 2)}s`);

/** Fires when 1 % of a class (and at least ten requests) were still inside at the end, and more than usual: some always are. */
export const unfinished: Cause = (result) => entries(result.classes).flatMap(([name, one]) => {
  const usual = meanOf(result.series.classes[name]?.inside, measured(result)) ?? 0;
  if (one.unfinished < Math.max(10, 0.01 * one.arrived) || one.unfinished < 1.5 * usual || overloaded(result, name, one) !== null) return [];
  return [{
    id: `unfinished/${name}`, weight: 1 as const, size: one.unfinished,
    text: `${counted(one.unfinished, `${name} request`)} (${share(one.unfinished / Math.max(1, one.arrived))}) had not ended when the run did; their times are in no percentile, and they are the slow ones.`,
    evidence: `${count(one.arrived)} arrived = ${count(one.served)} served + ${count(one.failed)} failed + ${count(one.unfinished)} unfinished`, tryNext: `Let the run end after the trouble does: ${longer(result)}`,
  }];
});

/** Whether more and more requests are inside: the last tenth of the run holds half as many again as the tenth in the middle. */
function grows(result: RunResult, name: string): boolean {
  const inside = result.series.classes[name]?.inside;
  const points = result.series.t.length;
  const tenth = Math.max(1, Math.floor(points / 10));
  const middle = meanOf(inside, { from: Math.floor(points / 2), to: Math.floor(points / 2) + tenth }) ?? 0;
  const last = meanOf(inside, { from: points - tenth, to: points }) ?? 0;
  return points >= 20 && last >= 20 && last > 1.5 * middle;
}

/** Only where requests do not wait for answers: users and jobs that slow down with the service never arrive too fast. */
function overloaded(result: RunResult, name: string, one: ClassResult): Found | null {
  if (isClosed(result, name) || !grows(result, name)) return null;
  const series = result.series.classes[name];
  const points = result.series.t.length;
  const lastTenth = { from: points - Math.max(1, Math.floor(points / 10)), to: points };
  const arrived = meanOf(series?.arrivedPerS, lastTenth) ?? 0;
  const served = meanOf(series?.servedPerS, lastTenth) ?? 0;
  const leaking = entries(result.pools).some(([, pool]) => pool.leaked > 0 && pool.timeouts > 0);
  if (leaking || arrived <= served * 1.02) return null;
  const carried = steadyRate(result, name) === null || served < 0.1 ? null : command(result, 'run', ...rateWords(name, served * 0.9));
  return {
    id: `overload/${name}`, weight: 2, size: (arrived - served) * result.run.lengthS * 0.5,
    text: `${name} arrives faster than it is served (${level(arrived)} a second against ${level(served)} at the end): means and percentiles of this run depend on its length, ${span(result.run.lengthS)}.`,
    evidence: `requests inside grew to ${level(series?.inside.at(-1) ?? null)} by the end; ${count(one.failed)} failed`,
    tryNext: carried === null ? 'Look for the load it can carry: lower it step by step.' : `Look for the load it can carry: ${carried}`,
  };
}

export const overload: Cause = (result) => entries(result.classes).map(([name, one]) => overloaded(result, name, one)).filter((one) => one !== null);
