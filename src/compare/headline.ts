/** The headline figures of a comparison: which of the figures of a run are set against each other, in which unit, and which way is better. */

import type { ComparedFigure } from '../result/compare.ts';

export interface Headline {
  readonly room: ComparedFigure['room'];
  readonly figure: string;
  readonly unit: ComparedFigure['unit'];
  readonly better: ComparedFigure['better'];
}

/** In the order a reader wants them; the names are those of sweep/columns.ts. */
export const headlines: readonly Headline[] = [
  { room: 'classes', figure: 'goodputPerS', unit: '/s', better: 'more' },
  { room: 'classes', figure: 'failedShare', unit: 'share', better: 'less' },
  { room: 'classes', figure: 'p50Ms', unit: 'ms', better: 'less' },
  { room: 'classes', figure: 'p95Ms', unit: 'ms', better: 'less' },
  { room: 'classes', figure: 'p99Ms', unit: 'ms', better: 'less' },
  { room: 'classes', figure: 'waitMeanMs', unit: 'ms', better: 'less' },
  { room: 'pools', figure: 'timeouts', unit: 'count', better: 'less' },
  { room: 'pools', figure: 'utilisation', unit: 'share', better: null },
  { room: 'databases', figure: 'cpuUtilisation', unit: 'share', better: null },
];
