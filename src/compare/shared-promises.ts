/** What one side of a comparison promises and the other does not is asked of both, wherever it can be: a promise about a class needs that class. */

import type { Scenario } from '../model/scenario.ts';
import type { ScenarioSource } from '../reading/scenario-file.ts';
import { readWith, type SweepSource } from '../sweep/source.ts';

/** A side as it was read. */
export interface ReadSide {
  readonly source: SweepSource;
  readonly scenario: Scenario;
}

/** The side with those promises of the other one that it lacks and can be asked. They are appended, so that its own keep their places. */
export function withPromisesOf(side: ReadSide, other: Scenario, files?: ScenarioSource['files']): ReadSide {
  let asked = side;
  const own = new Set(side.scenario.promises.map((promise) => promise.text));
  for (const { text } of other.promises) {
    if (own.has(text)) continue;
    own.add(text);
    const set = `promises+=[${JSON.stringify(text)}]`;
    const read = readWith(asked.source, [set], files);
    if (read.ok) asked = { source: { ...asked.source, set: [...(asked.source.set ?? []), set] }, scenario: read.scenario };
  }
  return asked;
}
