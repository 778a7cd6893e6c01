/** What a scenario has by name: what incidents and traffic may be about. */

import { parseDuration } from '../units/text.ts';
import type { Cast } from './incidents.ts';
import type { ScenarioData } from './scenario-data.ts';

export const topNames = 'run, databases, pools, routes, traffic';

const names = (table: object | undefined): string[] => Object.keys(table ?? {});

/** The names in a scenario that can be read, and the length of its run in whole seconds, at least one. */
export function castOf(data: ScenarioData): Cast {
  const length = parseDuration(String(data.run.length));
  return {
    seconds: Math.max(1, Math.floor((length.ok ? length.value : 1_000_000) / 1_000_000)),
    databases: names(data.databases), pools: names(data.pools), apps: names(data.apps), routes: names(data.routes), sources: names(data.traffic), jobs: names(data.cron),
  };
}
