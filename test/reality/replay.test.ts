/**
 * Some of the recorded runs, predicted anew. A prediction may be no further from what was measured than it was when the tables in README.md were made,
 * and it may know nothing of the run it predicts but arrivals, demands, and the processor time of a statement.
 */

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrate } from './calibrate.ts';
import type { Calibration } from './calibration.ts';
import { withMeasuredHolds } from './causes.ts';
import { errorOf, type Figures, targets } from './figures.ts';
import { firstFailedArrival, leakFigures, leakRuns, predictLeaks } from './leaks.ts';
import { cases, measuredBurst, predictedBurst, predictedHops } from './limits.ts';
import { twenties } from './logins.ts';
import { type OpenLoopRun, openLoopRuns, predict, replayOf } from './open-loop.ts';
import { dataFolder, textOf } from './recorded.ts';
import { folderReport } from './report.ts';
import { partsOf, predictSaturday, replayOf as saturdayReplay, saturdayRuns } from './saturday.ts';
import { calibrateSizes, predictSize, sizePoints } from './sizes.ts';

const open = `${dataFolder}open-loop`;
let calibration: Calibration;
let runs: readonly OpenLoopRun[];
const run = (name: string): OpenLoopRun => runs.find((one) => one.name === name) as OpenLoopRun;

beforeAll(() => {
  calibration = calibrate();
  runs = openLoopRuns(open);
});

/** Errors of a prediction in the order of the targets: %, and points for the share of timeouts. */
const errorsOf = (measured: Figures, predicted: Figures): readonly number[] => targets.map((target) => errorOf(target, measured, predicted) * (target.unit === 'points' ? 1 : 100));

/** Each error no larger than it was recorded, within a tenth of a per cent or point. */
function expectNoFurther(errors: readonly number[], recorded: readonly number[]): void {
  errors.forEach((error, i) => {
    expect(Math.abs(error), targets[i]?.name).toBeLessThanOrEqual(Math.abs(recorded[i] as number) + 0.1);
  });
}

describe('what is fitted', () => {
  it('comes out as it was told', () => {
    expect(calibration.mixedToLoop).toBeCloseTo(1.033, 2);
    expect(calibration.hostNoise).toBeCloseTo(0.052, 3);
    expect([calibration.warmDelays.length, calibration.warmingDelays.length]).toEqual([569, 200]);
    expect(calibration.saturdayClientMs).toBeCloseTo(0.857, 2);
  });

  it('is the same whatever the runs that are predicted did', () => {
    const folder = mkdtempSync(join(tmpdir(), 'calibration-'));
    try {
      cpSync(dataFolder, folder, { recursive: true });
      const swap = (place: string, name: string, by: string) => {
        rmSync(join(folder, place, `${name}.csv.gz`));
        writeFileSync(join(folder, place, `${name}.csv`), textOf(join(dataFolder, place), `${by}.csv`));
      };
      swap('open-loop', 'det_r95_max2_cto1000', 'det_r120_max4_cto1000');
      swap('open-loop', 'sleep50_r100_max10_cto1000', 'sleep50_r220_max10_cto1000');
      swap('saturday', 'cpu_pool50', 'cpu_threads10');
      swap('saturday', 'sleep_pool50', 'sleep_threads10');
      expect(calibrate(`${folder}/`)).toEqual(calibration);
      // And it does see those that it is fitted on.
      swap('open-loop', 'det_r80_max8_cto1000', 'det_r80_max2_cto1000');
      expect(calibrate(`${folder}/`).mixedToLoop).not.toBeCloseTo(calibration.mixedToLoop, 2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('open loop', () => {
  // throughput, mean, p50, p95, p99 in %, timeouts in points
  it.each<readonly [string, readonly number[]]>([
    ['det_r50_max2_cto1000', [0, -2.5, 2.8, -7.2, -14.1, 0]],
    ['det_r50_max16_cto1000', [0, -1, 0.3, -4.4, -14.3, 0]],
    ['det_r80_max2_cto1000', [0, -6.4, -9.6, -7.8, -3.4, 0]],
    ['det_r120_max2_cto1000', [0.4, -1.3, -0.1, -0.1, -0.3, -0.3]],
    ['det_r120_max16_cto1000', [-0.3, -1.3, 0.9, -1.8, -3.3, 0.4]],
    ['exp_r80_max16_cto1000', [0, -1.7, 1.3, 0.8, -2, 0]],
    ['sleep50_r150_max10_cto1000', [0, 0.3, 0.4, -0.5, -2.6, 0]],
    ['sleep50_r220_max10_cto1000', [-0.2, -0.8, 0.3, 0, -0.1, 0.2]],
  ])('%s is no further off than it was', (name, recorded) => {
    expectNoFurther(errorsOf(run(name).measured, predict(run(name), calibration)), recorded);
  });

  it('is right about the pool wherever holds are as measured', () => {
    for (const each of runs) {
      const pool = withMeasuredHolds(each);
      expect(Math.abs(pool.mean / each.measured.mean - 1), each.name).toBeLessThan(0.035);
      expect(Math.abs(pool.timeoutShare - each.measured.timeoutShare), each.name).toBeLessThan(0.35);
    }
  });

  it('sees nothing of how the run went', () => {
    const loop = run('det_r80_max2_cto1000');
    const forgotten: OpenLoopRun = { ...loop, requests: loop.requests.map((one) => ({ ...one, acquire: null, end: null, outcome: 'forgotten' })), measured: run('det_r120_max4_cto1000').measured, foreignCpu: 1 };
    expect(replayOf(forgotten, calibration)).toEqual(replayOf(loop, calibration));
  });
});

describe('the Saturday report', () => {
  it.each<readonly [string, readonly (readonly number[])[]]>([
    ['sleep_threads10', [[0, -4, -0.2, 0.9, -37.3, 0], [0.2, -0.3, -1.9, -0.5, 0.2, -0.1], [0, -0.2, -0.2, -1.3, 4.8, 0]]],
    ['cpu_reportpool4', [[0, -30, -31.6, -40, -39.2, 0], [0.1, -0.6, 5.6, -7, -21, 0], [-0.1, 6, 19.3, 3.5, 2, 0]]],
  ])('%s is no further off than it was, before, during and after', (name, recorded) => {
    const each = saturdayRuns(`${dataFolder}saturday`).find((one) => one.name === name);
    if (each === undefined) throw new Error(`${name} is recorded`);
    const predicted = predictSaturday(each, calibration);
    partsOf(each.requests, each.windowS).slice(0, 3).forEach(({ figures }, i) => {
      expectNoFurther(errorsOf(figures, predicted[i]?.figures as Figures), recorded[i] as readonly number[]);
    });
    const forgotten = { ...each, requests: each.requests.map((one) => ({ ...one, acquire: null, end: null, outcome: 'forgotten' })) };
    expect(saturdayReplay(forgotten, calibration)).toEqual(saturdayReplay(each, calibration));
  });
});

it('the cost of a statement follows from the processor time of a run even where work was cut short', () => {
  const whole = saturdayRuns(`${dataFolder}saturday`, ['cpu_reportpool4'])[0];
  if (whole?.own === undefined || whole.own === null) throw new Error('its processor time is recorded');
  const [known, solved] = [predictSaturday(whole, calibration), predictSaturday({ ...whole, own: null }, calibration)];
  for (const i of [0, 1, 2]) expect((solved[i]?.figures.p50 ?? 0) / (known[i]?.figures.p50 ?? 0)).toBeCloseTo(1, 1);
  expect((solved[3]?.figures.mean ?? 0) / (known[3]?.figures.mean ?? 0)).toBeCloseTo(1, 1.5);
});

describe('leaks', () => {
  it('run out with the tenth, whatever the settings, and never where a reaper takes them back', () => {
    for (const each of leakRuns(`${dataFolder}leaks`)) {
      const predicted = predictLeaks(each, calibration);
      const failed = predicted.filter((one) => one.outcome !== 'ok').length;
      const was = each.requests.filter((one) => one.outcome !== 'ok').length;
      expect(Math.abs(failed - was), each.name).toBeLessThanOrEqual(was === 0 ? 0 : 6);
      if (was > 0) expect(Math.abs(firstFailedArrival(predicted) - firstFailedArrival(each.requests)), each.name).toBeLessThan(0.3);
      expect(Math.abs(leakFigures(predicted).p50 / each.measured.p50 - 1), each.name).toBeLessThan(0.03);
    }
  });
});

describe('too many connections', () => {
  it.each(cases)('$name: as many are served and turned away, in the same words', (each) => {
    const [was, is] = [measuredBurst(`${dataFolder}limits`, each), predictedBurst(`${dataFolder}limits`, each, calibration)];
    const counts = (failed: ReadonlyMap<string, readonly number[]>) => Object.fromEntries([...failed].map(([text, at]) => [text, at.length]));
    expect(is.ok.length).toBe(was.ok.length);
    expect(counts(is.failed)).toEqual(counts(was.failed));
    // PgBouncer checks the passwords of a burst one after another, which poolsim leaves out: some 0.1 s.
    was.ok.forEach((at, i) => {
      expect(Math.abs((is.ok[i] as number) - at)).toBeLessThan(each.pooler === null ? 35 : 130);
    });
  });

  it('costs some hundredths of a millisecond a hop', () => {
    for (const hop of predictedHops(`${dataFolder}limits`)) expect(Math.abs(hop.predicted - hop.measured), hop.name).toBeLessThan(0.12);
  });
});

it('twenty logins take what twenty times their parts take', () => {
  const all = twenties(`${dataFolder}logins`);
  expect(all.length).toBe(4);
  for (const { name, measured, predicted } of all.slice(0, 3)) expect(Math.abs(predicted / measured - 1), name).toBeLessThan(0.08);
});

describe('closed loops', () => {
  it.each<readonly [string, number, number, readonly number[]]>([
    ['burn5', 1, 8, [3.2, -3.4, -6.1, -4.6, -4.9]],
    ['burn5', 2, 8, [0.3, -0.4, -1.6, -8.1, -9.7]],
    ['gs5', 1, 96, [1.5, -1, -3.6, -3.9, -3.2]],
    ['gs20', 2, 16, [1, -1.1, -1.1, -7.7, -12]],
    ['select', 1, 24, [-0.9, 0.9, 0.3, -12, -37.7]],
  ])('%s on %i cores with %i clients is no further off than it was', (workload, cores, n, recorded) => {
    const point = sizePoints(`${dataFolder}sizes`).find((one) => one.workload === workload && one.cores === cores && one.n === n);
    if (point === undefined) throw new Error('the point is recorded');
    expectNoFurther(errorsOf(point.measured, predictSize(point, calibrateSizes(`${dataFolder}sizes`))), [...recorded, 0]);
  });
});

describe('another folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reality-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is predicted with the same parameters', () => {
    const line = textOf(open, 'summary.jsonl').split('\n').find((one) => /"rate": 80, "max": 2,/.test(one)) as string;
    writeFileSync(join(folder, 'summary.jsonl'), `${line}\n${line.replace('"max": 2', '"max": 3')}\n`);
    writeFileSync(join(folder, 'det_r80_max2_cto1000.csv'), textOf(open, 'det_r80_max2_cto1000.csv'));
    const told = folderReport(folder, calibration).join('\n');
    expect(told).toContain('| det_r80_max2_cto1000, 9.86 ms by the loop | 78.2 → 78.2');
    expect(told).not.toContain('max3');
  });

  it('says what is expected where nothing is found', () => {
    writeFileSync(join(folder, 'summary.jsonl'), '{"tag":{"exp":"E9"},"streams":{}}\n');
    expect(folderReport(folder, calibration)).toEqual([expect.stringContaining('summary.jsonl names the runs')]);
  });
});
