/** Markdown tables of what was measured beside what is predicted, and the score. */

import { curveError, errorOf, type Figures, isMet, type Target, targets } from './figures.ts';
import { floorOf } from './noise.ts';

/** One line: a run, or a part of one. */
export interface Line {
  readonly group: string;
  readonly name: string;
  /** Its figures were used to fit something: it does not count. */
  readonly isCalibration: boolean;
  /** Other programs were at work in every run of it, by the recordings' own notes: it is shown and does not count. */
  readonly isNoisy?: boolean;
  readonly measured: Figures;
  readonly predicted: Figures;
  /** Predictions that are as good, for the noise floor; and measured repeats of the same thing, if any. */
  readonly variants: readonly Figures[];
  readonly floorAtLeast?: (target: Target) => number;
  /** What was left out of the comparison, by name of the target. */
  readonly without?: readonly string[];
}

export const short = (value: number): string => (Number.isNaN(value) ? '-' : Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 1 || value === 0 ? value.toFixed(1) : value.toFixed(2));
const signed = (value: number, digits: number): string => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;

/** Whether a figure is within its target, or at least within the noise floor. */
export type Verdict = 'within target' | 'within noise' | 'missed' | 'nothing to compare';

export function verdictOf(line: Line, target: Target): Verdict {
  const error = errorOf(target, line.measured, line.predicted);
  if (Number.isNaN(target.of(line.measured)) || line.without?.includes(target.name)) return 'nothing to compare';
  if (isMet(target, error)) return 'within target';
  const [from, to] = floorFor(line, target);
  return from <= target.of(line.measured) && target.of(line.measured) <= to ? 'within noise' : 'missed';
}

const floorFor = (line: Line, target: Target): readonly [number, number] => floorOf(target, line.predicted, line.variants, line.floorAtLeast?.(target));

function cell(line: Line, target: Target): string {
  const verdict = verdictOf(line, target);
  if (verdict === 'nothing to compare') return '-';
  const error = errorOf(target, line.measured, line.predicted);
  const [from, to] = floorFor(line, target).map(short);
  const points = target.unit === 'points';
  const told = `${points ? signed(error, 1) : signed(100 * error, 0)}${points ? ' pt' : ' %'}`;
  const noise = from === to ? '' : `; ${from} to ${to}`;
  const marked = verdict === 'within target' ? told : verdict === 'within noise' ? `*${told}*` : `**${told}**`;
  return `${short(target.of(line.measured))} → ${short(target.of(line.predicted))} (${marked}${noise})`;
}

const timeouts = ({ measured, predicted }: Line): string => (Number.isNaN(measured.firstTimeout) && Number.isNaN(predicted.firstTimeout) ? '-' : `${short(measured.firstTimeout)} → ${short(predicted.firstTimeout)}`);
const curve = ({ measured, predicted }: Line): string => {
  const mean = measured.waiting.reduce((sum, one) => sum + one, 0) / Math.max(1, measured.waiting.length);
  return measured.waiting.length === 0 ? '-' : `${short(curveError(measured, predicted))} of ${short(mean)}`;
};

/** The lines of one table. */
export function tableOf(lines: readonly Line[], without: readonly string[] = []): readonly string[] {
  const shown = targets.filter((target) => !without.includes(target.name));
  const timed = !without.includes('timeout share');
  const heads = ['run', ...shown.map(({ name, unit, within }) => `${name}, ${unit === 'points' ? '%' : unit} (${unit === 'points' ? `${within} points` : `${100 * within} %`})`), ...(timed ? ['first timeout, s', 'waiting curve'] : [])];
  return [
    `| ${heads.join(' | ')} |`,
    `|${heads.map(() => '---').join('|')}|`,
    ...lines.map((line) => `| ${line.name}${line.isCalibration ? ' (calibration)' : line.isNoisy ? ' (noisy)' : ''} | ${[...shown.map((target) => cell(line, target)), ...(timed ? [timeouts(line), curve(line)] : [])].join(' | ')} |`),
  ];
}

/** How many figures of predicted runs are within their target, and within the noise floor; by group and target. */
export function scoreOf(lines: readonly Line[]): readonly string[] {
  const counted = lines.filter((line) => !line.isCalibration && line.isNoisy !== true);
  const count = (of: readonly Line[], target: Target): readonly [number, number, number] => {
    const verdicts = of.map((line) => verdictOf(line, target)).filter((one) => one !== 'nothing to compare');
    return [verdicts.filter((one) => one === 'within target').length, verdicts.filter((one) => one !== 'missed').length, verdicts.length];
  };
  const told = (of: readonly Line[]) => targets.map((target) => {
    const [met, withNoise, all] = count(of, target);
    return all === 0 ? '-' : `${met} / ${withNoise} / ${all}`;
  });
  const groups = [...new Set(counted.map((line) => line.group))];
  const sums = targets.map((target) => count(counted, target)).reduce(([a, b, c], [x, y, z]) => [a + x, b + y, c + z] as const, [0, 0, 0] as const);
  return [
    `| | ${targets.map(({ name }) => name).join(' | ')} |`, `|---|${targets.map(() => '---').join('|')}|`,
    ...groups.map((group) => `| ${group} | ${told(counted.filter((line) => line.group === group)).join(' | ')} |`),
    `| all | ${told(counted).join(' | ')} |`, '',
    `Of ${sums[2]} figures of runs that nothing was fitted on, ${sums[0]} are within their target and ${sums[1]} within the target or the noise floor.`,
  ];
}
