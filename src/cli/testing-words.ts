/** What `poolsim explain testing` says: promises in a continuous integration, and property tests with poolsim/testing. */

import { wrapped } from '../report/layout.ts';

const indented = (text: string, width: number): string[] => wrapped(text, width - 2).map((line) => `  ${line}`);

/** The screen, at this width. */
export function testingScreen(width: number): string[] {
  return [
    'In a continuous integration:', '  poolsim verify scenarios/ --reporter github', '  poolsim verify scenarios/ --reporter junit --reporter-file poolsim.xml',
    ...indented('It ends with 0 when every promise held, 1 when one is broken, 4 when one is undecided, 2 when a file is no scenario, 3 when something could not be run. Of several outcomes the gravest counts: 3, 2, 1, 4, 0.', width), '',
    'Reporters:', ...indented('junit: a suite for each scenario, a case for each promise and claim; broken is a failure, undecided an error, a scenario without promises is skipped. Times are 0: a report has no wall-clock in it, so that the same scenarios give the same bytes.', width),
    ...indented('github: ::error and ::warning lines at the line of the promise in the YAML, after the usual screen.', width),
    ...indented('Of compare: figures in which B is worse beyond doubt are failures, those that cannot be told apart are skipped.', width), '',
    'In a test (needs fast-check; vitest for the matchers):',
    "  import { oneReport, promiseMatchers, rateUpTo, scenarios } from 'poolsim/testing';", '  expect.extend(promiseMatchers);', '  fc.assert(fc.property(', "    scenarios({ base: 'shop.yaml', traffic: { checkout: rateUpTo('140/s') }, also: [oneReport({ route: 'revenue' })] }),", "    (scenario) => { expect(scenario).toHold('p99(checkout) < 1s'); }));",
    ...indented('Only what is named varies. A promise that breaks is shown with the smallest scenario that breaks it, as YAML that poolsim run reads. Other runners: holds(scenario, promise) answers, assertHolds throws. test/testing/example is a repository to copy.', width),
  ];
}
