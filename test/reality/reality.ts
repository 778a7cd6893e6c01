/** `npm run reality`: what was measured, what poolsim predicts, and the error of each figure. `--write` puts the tables into README.md. */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorOf, type Figures, isMet, type Target, targets } from './figures.ts';
import { calibrate, calibrationRuns, costOf, type OpenLoopRun, openLoopRuns, predict } from './open-loop.ts';

const lines: string[] = [];
const say = (line = ''): void => {
  console.log(line);
  lines.push(line);
};

const short = (value: number): string => (Number.isNaN(value) ? '-' : value >= 100 ? value.toFixed(0) : value.toFixed(1));

function cell(target: Target, measured: Figures, predicted: Figures): string {
  const error = errorOf(target, measured, predicted);
  const told = target.unit === 'points' ? `${error > 0 ? '+' : ''}${error.toFixed(1)} pt` : `${error > 0 ? '+' : ''}${(error * 100).toFixed(0)} %`;
  return `${short(target.of(measured))} → ${short(target.of(predicted))} (${isMet(target, error) ? told : `**${told}**`})`;
}

function openLoop(): void {
  const runs = openLoopRuns();
  const calibration = calibrate(runs);
  say('## Open loop through pg-pool: processor work on one core');
  say();
  say(`Calibrated: round trip ${calibration.roundTripMs.toFixed(2)} ms, processor time in a mixed run ${calibration.mixedToLoop.toFixed(3)} × that of a tight loop.`);
  say();
  say(`| run | cost | ${targets.map((target) => target.name).join(' | ')} |`);
  say(`|---|---|${targets.map(() => '---').join('|')}|`);
  const met = new Map<string, [number, number]>();
  for (const run of runs) {
    const predicted = predict(run, calibration);
    const isCalibration = calibrationRuns.includes(run.name);
    say(`| ${run.name}${isCalibration ? ' (calibration)' : ''} | ${costOf(run, calibration).toFixed(2)} ms${run.own === null ? ' loop' : ''} | ${targets.map((target) => cell(target, run.measured, predicted)).join(' | ')} |`);
    say(`| noise: by the loop before, by that after | ${run.looped.map((ms) => ms.toFixed(2)).join(', ')} | ${noise(run, calibration)} |`);
    if (!isCalibration) for (const target of targets) {
      const [yes, all] = met.get(target.name) ?? [0, 0];
      met.set(target.name, [yes + (isMet(target, errorOf(target, run.measured, predicted)) ? 1 : 0), all + 1]);
    }
  }
  say();
  say(`Within the target: ${[...met].map(([name, [yes, all]]) => `${name} ${yes}/${all}`).join(', ')}.`);
}

/** How far apart predictions are that differ only in which of the two closed loops is believed: what the host's own unsteadiness allows. */
function noise(run: OpenLoopRun, calibration: ReturnType<typeof calibrate>): string {
  const [before, after] = run.looped.map((ms) => predict(run, calibration, ms * calibration.mixedToLoop)) as [Figures, Figures];
  return targets.map((target) => `${short(target.of(before))}, ${short(target.of(after))}`).join(' | ');
}

openLoop();
if (process.argv.includes('--write')) {
  const file = fileURLToPath(new URL('../../test/reality/README.md', import.meta.url));
  const [head] = readFileSync(file, 'utf8').split('<!-- measured -->');
  writeFileSync(file, `${head}<!-- measured -->\n\n${lines.join('\n')}\n`);
}
