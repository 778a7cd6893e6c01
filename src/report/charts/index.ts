/** The catalogue of charts, in the order a reader meets them. A new one is a file and a line here. */

import type { RunResult } from '../../result.ts';
import type { Chart, Picture } from './chart.ts';
import { databaseLevels } from './database-level.ts';
import { databaseLoad } from './database-load.ts';
import { failures } from './failures.ts';
import { heatMap } from './heat-map.ts';
import { poolStack } from './pool-stack.ts';
import { spectrum } from './spectrum.ts';
import { timeline } from './timeline.ts';

export const charts: readonly Chart[] = [failures, poolStack, heatMap, databaseLoad, databaseLevels, spectrum, timeline];

/** Every picture a result has something to show in. Ids differ, also where two names differ only in signs. */
export function pictures(result: RunResult): Picture[] {
  const seen = new Map<string, number>();
  return charts.flatMap((chart) => chart.draw(result)).map((picture) => {
    const times = (seen.get(picture.id) ?? 0) + 1;
    seen.set(picture.id, times);
    return times === 1 ? picture : { ...picture, id: `${picture.id}-${times}` };
  });
}
