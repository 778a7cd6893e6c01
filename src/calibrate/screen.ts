/** A calibration on one screen: what was found with its intervals, every point with its error, the laws beside each other, and what is not known. */

import { type Ink, inkOf } from '../report/ansi.ts';
import { hanging, table } from '../report/layout.ts';
import { level } from '../report/wording.ts';
import { contentionLine, databaseBlock } from './block.ts';
import type { Calibration, LawReport, ParameterReport } from './calibration.ts';
import { figureText, percentText, signedText, spanText } from './words.ts';

/** "4.92 ms to 5.14 ms", "at most 0.27 ms", "at least 3.4", "not known". */
function within({ unit, low, high }: ParameterReport): string {
  if (low === null && high === null) return 'not known';
  if (low === null) return `at most ${figureText(unit, high ?? 0)}`;
  return high === null ? `at least ${figureText(unit, low)}` : `${figureText(unit, low)} to ${figureText(unit, high)}`;
}

export function calibrationScreen(calibration: Calibration, { width, colour }: { readonly width: number; readonly colour: boolean }): string {
  const ink = inkOf(colour);
  const { cores, parameters, points, notes, doubts } = calibration;
  const most = points.at(-1)?.clients ?? 0;
  return [
    ink.bold(`Calibrated on ${calibration.observations} ${calibration.observations === 1 ? 'run' : 'runs'} with ${points[0]?.clients} to ${most} clients${calibration.workload === null ? '' : `, ${calibration.workload}`}`),
    '',
    ...table(['', 'value', '95 % interval'], [
      ['cores', level(cores.value), cores.given ? 'given' : cores.low === cores.high ? 'no other fits' : `${cores.low} to ${cores.high} fit`],
      ...parameters.map((one) => [one.name, figureText(one.unit, one.value), within(one)]),
      ['knee', level(calibration.knee), 'connections'],
    ], width),
    `contention: ${contentionLine(calibration.contention)}`,
    '',
    ...pointLines(calibration, width),
    ...hanging('  ', noiseText(calibration), width),
    '',
    ...lawLines(calibration.laws, ink, width),
    ...(doubts.length === 0 ? [] : ['', ink.warm('What these runs cannot tell'), ...doubts.flatMap((doubt) => hanging('  ! ', doubt, width))]),
    ...(notes.length === 0 ? [] : ['', ...notes.flatMap((note) => hanging('  · ', note, width))]),
    ...statementLines(calibration, width),
    '',
    ink.dim('# for a scenario; routes take '.concat(`cpu ${spanText(calibration.cpuMs.value)} and blocked ${spanText(calibration.outsideMs.value)} a transaction`)),
    databaseBlock(calibration, most).trimEnd(),
  ].join('\n');
}

function pointLines({ points }: Calibration, width: number): string[] {
  const held = points.some((point) => point.heldOutError !== null);
  const tails = points.some((point) => point.percentilesMs !== null);
  const head = ['clients', 'runs', 'measured', 'fitted', 'error', ...(held ? ['held out', 'error'] : []), 'latency', 'fitted', ...(tails ? ['p95', 'p99'] : [])];
  const rows = points.map((point) => [
    String(point.clients), String(point.runs), `${level(point.measuredPerS)}/s`, point.error === null ? 'kept back' : `${level(point.fittedPerS)}/s`, signedText(point.error),
    ...(held ? [point.heldOutPerS === null ? '–' : `${level(point.heldOutPerS)}/s${point.beyond ? '*' : ' '}`, signedText(point.heldOutError)] : []),
    spanText(point.measuredLatencyMs), spanText(point.fittedLatencyMs), ...(tails ? [spanText(point.percentilesMs?.p95 ?? null), spanText(point.percentilesMs?.p99 ?? null)] : []),
  ]);
  return [...table(head, rows, width), ...(points.some((point) => point.beyond) ? ['  * outside the numbers of clients that were fitted: an extrapolation'] : [])];
}

function noiseText({ noise }: Calibration): string {
  const repeats = noise.repeats === null ? 'No number of clients was run twice, so how well runs repeat is not known' : `Runs with as many clients differ from each other by ${percentText(noise.repeats)}`;
  return `${repeats}; the intervals allow for ${percentText(noise.sd)} of noise in a run${noise.assumed ? ', assumed' : ', which is what the fit leaves over'}.`;
}

function lawLines(laws: readonly LawReport[], ink: Ink, width: number): string[] {
  const value = (x: number): string => String(Number(x.toPrecision(3)));
  const rows = laws.map((one) => (one.skipped !== null
    ? [`  ${one.law}`, '', '', '', one.skipped]
    : [`${one.chosen ? '▸' : ' '} ${one.law}`, percentText(one.fittedRms), percentText(one.heldOutRms), percentText(one.heldOutWorst), [`cores ${one.cores}`, ...one.parameters.map(({ name, value: x }) => `${name} ${value(x)}`)].join(', ')]));
  return table(['law', 'error fitted', 'held out', 'worst', 'parameters'], rows, width).map((line) => (line.startsWith('▸') ? ink.bold(line) : line));
}

function statementLines({ statements }: Calibration, width: number): string[] {
  if (statements.length < 2) return [];
  const all = statements.reduce((sum, { ms }) => sum + ms, 0);
  return ['', ...table(['statement', 'latency', 'share'], statements.map(({ ms, text }) => [text, spanText(ms), percentText(ms / all)]), width)];
}
