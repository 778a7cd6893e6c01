/**
 * `poolsim/testing`: property tests of connection pools. fast-check makes scenarios around one that you know, poolsim runs each of them, and a promise that
 * breaks is shown with the smallest scenario that breaks it, as YAML.
 *
 *   expect.extend(promiseMatchers);
 *   fc.assert(fc.property(scenarios({ base: 'checkout.yaml', traffic: { api: rateUpTo('140/s') } }), (scenario) => {
 *     expect(scenario).toHold('p99(api) < 1s');
 *   }));
 *
 * Needs fast-check beside it; vitest only for its matchers. test/testing/example is a repository to copy.
 */

export { anyScenario } from './any-scenario.ts';
export type { Given } from './base.ts';
export { assertHolds, type Held, holds, type HoldsOptions, holdsPromises } from './holds.ts';
export { deedsCovered as incidentKinds } from './incidents.ts';
export { promiseMatchers } from './matchers.ts';
export type { Patch } from './patch.ts';
export { kindsCovered as poolKinds } from './pools.ts';
export { anyArrivals, burstsUpTo, rateBetween, rateUpTo, scheduleUpTo, usersUpTo } from './rates.ts';
export { oneReport, type ReportOptions } from './reports.ts';
export type { ScenarioData, Table } from './scenario-data.ts';
export { anyIncidents, scenarios, type ScenarioOptions, type Varied, type VariedParts } from './scenarios.ts';
export { anyDatabase, anyPool, anySeed, sizes } from './sizes.ts';
export { law as anyLaw } from './words.ts';
export { yamlOf } from './yaml.ts';
