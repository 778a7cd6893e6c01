/** Whether the alert came in time: minutes between the first alert and the first failure, or an alert nobody needed. */

import { clockOf } from '../clock.ts';
import { span } from '../wording.ts';
import type { Cause } from './cause.ts';

export const alertLead: Cause = (result) => {
  const [first] = result.alerts.toSorted((a, b) => a.firedAtS - b.firedAtS);
  const [trouble] = result.windows.filter((window) => window.what === 'failures').toSorted((a, b) => a.fromS - b.fromS);
  if (first === undefined) return [];
  const clock = clockOf(result.run);
  const fired = `Alert ${first.name} fired at ${clock.at(first.firedAtS)}`;
  const evidence = `${first.when}${first.resolvedAtS === null ? ', never resolved' : `, resolved at ${clock.at(first.resolvedAtS)}`}`;
  if (trouble === undefined) {
    return [{ id: 'alert-lead', weight: 0, size: 0, text: `${fired}, and no request failed.`, evidence, tryNext: 'Fine if it is a warning; if it wakes someone, raise its limit or its duration.' }];
  }
  const lead = trouble.fromS - first.firedAtS;
  if (lead > 0) {
    return [{ id: 'alert-lead', weight: 0, size: 1, text: `${fired}, ${span(lead)} before the first failure of ${trouble.of}.`, evidence, tryNext: 'Decide what can be done in that time, and write it beside the alert.' }];
  }
  return [{
    id: 'alert-lead', weight: 1, size: 1, text: `${fired}, ${span(-lead)} after the first failure of ${trouble.of} (${clock.at(trouble.fromS)}): users knew first.`, evidence,
    tryNext: 'Alert on waiting requests, for seconds: "waiting(POOL) > 0" for 10s fires before the first timeout when the acquire timeout is longer.',
  }];
};
