/** Failures per second by kind, stacked, under the line of all that arrived: what failed, when, and how much of the traffic that was. */

import { type FailureKind, failureKinds, type RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { entries, peakAt, peakOf, sumOf } from '../series.ts';
import { count, level, list } from '../wording.ts';
import { type Chart, type Spec, whole } from './chart.ts';
import { failureColours, failureNames, plotWidth, quiet } from './theme.ts';
import { behindLayers, gridOf, labelLayers, legendRoom, timeX } from './time-axis.ts';

const title = 'What failed, and when?';
const reads = 'Failures per second by kind, stacked; the grey line is everything that arrived.';

/** Failures of all classes by kind, for the kinds that happened. */
function byKind(result: RunResult): { readonly kind: FailureKind; readonly perS: (number | null)[] }[] {
  const classes = Object.values(result.series.classes);
  return failureKinds.map((kind) => ({ kind, perS: sumOf(classes.map((one) => one.failures[kind] ?? []), result.series.t.length) }))
    .filter(({ perS }) => peakOf(perS) > 0);
}

function spec(result: RunResult, kinds: ReturnType<typeof byKind>): Spec {
  const { moments, interpolate, values } = gridOf(result);
  const arrived = values(sumOf(Object.values(result.series.classes).map((one) => one.arrivedPerS), result.series.t.length));
  const rows = kinds.flatMap(({ kind, perS }, rank) => values(perS).map((value, i) => ({ t: moments[i], kind: failureNames[kind], rank, perS: value ?? 0 })));
  const y = { type: 'quantitative', axis: { title: 'requests per second', tickCount: 5 } };
  return whole(title, reads, {
    width: plotWidth, height: 220,
    layer: [
      ...behindLayers(result),
      {
        data: { values: rows }, mark: { type: 'area', interpolate },
        encoding: {
          x: timeX(result, 't'), y: { ...y, field: 'perS', stack: 'zero' }, order: { field: 'rank' },
          color: { field: 'kind', type: 'nominal', scale: { domain: kinds.map(({ kind }) => failureNames[kind]), range: kinds.map(({ kind }) => failureColours[kind]) } },
        },
      },
      {
        data: { values: moments.map((t, i) => ({ t, perS: arrived[i] })) }, mark: { type: 'line', interpolate, color: quiet, strokeWidth: 1.2 },
        encoding: { x: timeX(result, 't'), y: { ...y, field: 'perS' } },
      },
      ...labelLayers(result),
    ],
  }, legendRoom(result));
}

function alt(result: RunResult, kinds: ReturnType<typeof byKind>): string {
  const peak = kinds.map(({ kind, perS }) => `${failureNames[kind]} up to ${level(peakOf(perS))} per second at ${clockOf(result.run).at(result.series.t[peakAt(perS)] ?? 0)}`);
  const failed = entries(result.classes).filter(([, one]) => one.failed > 0).map(([name, one]) => `${count(one.failed)} of ${name}`);
  return `Failures over time: ${list(peak)}. Failed in all: ${list(failed)}.`;
}

export const failures: Chart = {
  id: 'failures', title, reads,
  draw: (result) => {
    const kinds = byKind(result);
    return kinds.length === 0 ? [] : [{ id: 'failures', title, reads, alt: alt(result, kinds), spec: spec(result, kinds) }];
  },
};
