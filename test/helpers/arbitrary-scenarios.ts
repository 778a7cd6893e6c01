/** Random scenarios for the properties of the house: those of poolsim/testing, under the names that its tests use. */

export { anyScenario } from '../../src/testing/any-scenario.ts';
export { deedsCovered } from '../../src/testing/incidents.ts';
export { kindsCovered } from '../../src/testing/pools.ts';
export type { ScenarioData, Table } from '../../src/testing/scenario-data.ts';
export { yamlOf } from '../../src/testing/yaml.ts';
