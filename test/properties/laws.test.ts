/** Whatever the scenario: the laws of the house hold, the books balance, numbers are numbers, pools keep their size, and the run comes to its end. */

import { describe, expect, it } from 'vitest';
import { actionShapes } from '../../src/model/incident-plan.ts';
import { poolKinds } from '../../src/model/pool/kinds/index.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { anyScenario, deedsCovered, kindsCovered } from '../helpers/arbitrary-scenarios.ts';
import { largestEver, scenarioOf, type Watched, watched } from '../helpers/worlds.ts';
import { holdsForAll, patience, wrongNumbers } from './house.ts';

/** A request takes at most this many events, and a second of simulated time without any at most that many: sweeps, refills, samples. Logins turned away come on top: some libraries try again at once. */
const eventsFor = (requests: number, seconds: number, refused = 0): number => 200 * requests + 500 * seconds + 1000 + 4 * refused;

/** Nothing random offers more requests than this, second tries and users without patience included. */
const mostRequests = 5000;

const laws = ({ audit }: Watched): string[] => audit.filter(({ held }) => !held).map(({ law, detail }) => `audit: ${law}: ${detail}`);

function balances({ classes }: Watched): string[] {
  return Object.entries(classes).flatMap(([name, { arrived, served, failed, unfinished, failures }]) => {
    const reasons = Object.values(failures).reduce((sum, count) => sum + count, 0);
    return [
      ...(arrived === served + failed + unfinished ? [] : [`${name}: ${arrived} arrived, ${served} served, ${failed} failed, ${unfinished} unfinished`]),
      ...(reasons === failed ? [] : [`${name}: ${failed} failed, for ${reasons} reasons`]),
    ];
  });
}

function sizes(scenario: Scenario, { pools, overfull }: Watched): string[] {
  const overLent = Object.entries(pools).filter(([name, { activeMax, instances }]) => activeMax > largestEver(scenario, name, scenario.pools[name]?.policy.max ?? 0) * instances);
  return [...overfull, ...overLent.map(([name, { activeMax }]) => `${name}: ${activeMax} connections lent at once`)];
}

/** Nobody waits for connections longer than it is there, unless its branches wait side by side. */
function waits(scenario: Scenario, { classes }: Watched): string[] {
  return Object.entries(classes).flatMap(([name, { route, waitMs, latencyMs, failedAfterMs }]) => {
    const sideBySide = JSON.stringify(scenario.routes[route]).includes('"parallel"');
    const longest = Math.max(latencyMs.max ?? 0, failedAfterMs.max ?? 0);
    return sideBySide || (waitMs.max ?? 0) <= longest + 0.001 ? [] : [`${name}: somebody waited ${waitMs.max} ms and was there for at most ${longest} ms`];
  });
}

function percentiles({ classes }: Watched): string[] {
  return Object.entries(classes).flatMap(([name, { latencyMs: { p50, p90, p95, p99, p999 } }]) => {
    const row = [p50, p90, p95, p99, p999].map((value) => value ?? 0);
    return row.every((value, i) => i === 0 || value >= (row[i - 1] as number)) ? [] : [`${name}: percentiles ${row.join(', ')} go down`];
  });
}

describe('whatever the scenario', () => {
  it('may have any pool kind and any incident of the catalogues', () => {
    expect([...kindsCovered].sort()).toEqual(Object.keys(poolKinds).sort());
    expect([...deedsCovered].sort()).toEqual(Object.keys(actionShapes).sort());
  });

  it('a world that does not come to its end is stopped', () => {
    const endless = scenarioOf({ run: { length: '10s' }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd' } }, routes: { r: [{ query: { pool: 'p', cpu: '1ms' } }] }, traffic: { t: { route: 'r', rate: '100/s' } } });

    expect(() => watched(endless, 100)).toThrow(/101 events at .* and no end in sight/);
  });

  it('every law of the audit holds, nothing is NaN, infinite or negative, pools keep their size, and the run ends', { timeout: patience }, () => {
    holdsForAll(anyScenario, 700, 20_240_615, (data) => {
      const scenario = scenarioOf(data);
      const seconds = scenario.run.length / 1e6;

      const run = watched(scenario, eventsFor(mostRequests, seconds));

      const refused = Object.values(run.databases).reduce((sum, { refused }) => sum + refused, 0);
      const busy = run.events > eventsFor(run.requests, seconds, refused) ? [`${run.events} events for ${run.requests} requests in ${seconds} s`] : [];
      return [...laws(run), ...balances(run), ...wrongNumbers(run), ...sizes(scenario, run), ...waits(scenario, run), ...percentiles(run), ...busy];
    });
  });
});
