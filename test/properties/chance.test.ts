/** The same seed gives the same bytes; who has no part in common with others does not move them; another seed is another run. */

import { describe, expect, it } from 'vitest';
import { runScenario } from '../../src/run/run.ts';
import { anyScenario, type ScenarioData } from '../helpers/arbitrary-scenarios.ts';
import { resultOf, scenarioOf } from '../helpers/worlds.ts';
import { holdsForAll, patience } from './house.ts';

/** The scenario with one class more, which has a route, a pool and a database of its own. */
const withStranger = (data: ScenarioData): ScenarioData => ({
  ...data,
  databases: { ...data.databases, elsewhere: { kind: 'postgresql', cores: 1 } },
  pools: { ...data.pools, strangers: { kind: 'hikaricp', database: 'elsewhere', maximumPoolSize: 2, connectionTimeout: 300 } },
  routes: { ...data.routes, aside: [{ query: { pool: 'strangers', cpu: { exponential: '20ms' }, blocked: '10ms' } }] },
  traffic: { ...data.traffic, stranger: { route: 'aside', rate: '30/s', patience: '400ms', retry: { attempts: 2, backoff: '10ms' } } },
});

describe('chance', () => {
  it('gives the same bytes for the same seed', { timeout: patience }, () => {
    holdsForAll(anyScenario, 100, 3, (data) => {
      const scenario = scenarioOf(data);

      const [first, second] = [JSON.stringify(runScenario(scenario)), JSON.stringify(runScenario(structuredClone(scenario)))];

      return first === second ? [] : [`two runs differ from byte ${[...first].findIndex((letter, i) => letter !== second[i])} on`];
    });
  });

  it('lets a class that shares nothing leave every other class as it was', { timeout: patience }, () => {
    holdsForAll(anyScenario, 120, 5, (data) => {
      const [alone, together] = [resultOf(data), resultOf(withStranger(data))];

      return Object.entries(alone.classes).flatMap(([name, was]) => {
        const is = together.classes[name];
        if (was.arrived !== is?.arrived) return [`${name}: ${was.arrived} arrived, with a stranger ${is?.arrived}`];
        return JSON.stringify(was) === JSON.stringify(is) ? [] : [`${name} was ${JSON.stringify(was)}\nand is ${JSON.stringify(is)}`];
      });
    });
  });

  it('gives other arrivals for another seed', () => {
    const scenario = scenarioOf({
      run: { length: '10s' }, databases: { d: { kind: 'plain' } }, pools: { p: { database: 'd' } },
      routes: { r: [{ query: { pool: 'p', cpu: '1ms' } }] }, traffic: { t: { route: 'r', rate: '50/s' } },
    });

    const arrivals = [1, 2, 'one'].map((seed) => JSON.stringify(runScenario(scenario, { seed }).series.classes.t?.arrivedPerS));

    expect(new Set(arrivals).size).toBe(3);
  });
});
