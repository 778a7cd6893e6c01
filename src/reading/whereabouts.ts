/** Where in a scenario file something stands, by its path: `['promises', 2]` to a line and a column. */

import { scenarioFields } from '../model/scenario.ts';
import { applySet } from './overrides.ts';
import { type Position, readYaml, type Spot } from './yaml.ts';

/** The position of each path; null for what is not in the text, or comes from one of the overrides in force. */
export function positionsOf(text: string, set: readonly string[], paths: readonly (readonly (string | number)[])[]): (Position | null)[] {
  const yaml = readYaml(text);
  if (!yaml.ok) return paths.map(() => null);
  const { spot } = applySet({ value: yaml.value, spot: yaml.root }, set, Object.keys(scenarioFields));
  return paths.map((path) => {
    const found = path.reduce<Spot | undefined>((here, key) => here?.inside.get(key), spot);
    return found === undefined || found.set !== null ? null : yaml.positionOf(found.at);
  });
}
