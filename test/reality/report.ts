/** The whole report: every recorded run beside its prediction. */

import { type Calibration, calibrationRuns, costOf } from './calibration.ts';
import { causeOf, withMeasuredHolds } from './causes.ts';
import { errorOf, type Figures, meanOf, medianOf, targets } from './figures.ts';
import { firstFailedArrival, leakFigures, leakRuns, predictLeaks } from './leaks.ts';
import { cases, measuredBurst, predictedBurst, predictedHops } from './limits.ts';
import { twenties } from './logins.ts';
import { leakRepeats, openLoopRepeats, repeatCells, saturdayRepeats, spreadOf } from './noise.ts';
import { type OpenLoopRun, openLoopRuns, predict } from './open-loop.ts';
import { partsOf, predictSaturday, type SaturdayRun, saturdayRuns } from './saturday.ts';
import { onSeparateCores } from './separate-cores.ts';
import { publishedRows, publishedTable } from './published.ts';
import { dataFolder } from './recorded.ts';
import { calibrateSizes, calibrationClients, predictSize, type SizeCalibration, sizePoints } from './sizes.ts';
import { calibrateTpcb, predictTpcb, type TpcbCalibration } from './tpcb.ts';
import { type Line, scoreOf, short, tableOf, verdictOf } from './table.ts';

const openGroup = 'open loop';

/** Other seeds, for what the draws of sleeps alone change. */
const otherSeeds = [2, 3, 4];

function openLine(run: OpenLoopRun, calibration: Calibration): Line {
  const n = calibration.hostNoise;
  const variants = run.loops === null ? otherSeeds.map((seed) => predict(run, calibration, 1, seed)) : [1 - n, 1 + n].map((times) => predict(run, calibration, times));
  return { group: openGroup, name: run.name, isCalibration: calibrationRuns.includes(run.name), measured: run.measured, predicted: predict(run, calibration), variants };
}

/** `known`: runs of the same beginning, whose differences before the reports are the noise floor. */
function saturdayLines(runs: readonly SaturdayRun[], calibration: Calibration, known = runs): readonly Line[] {
  const n = calibration.hostNoise;
  const repeats = new Map(saturdayRepeats(known).map((repeat, i) => [i === 0 ? 'cpu' : 'sleep', repeat]));
  return runs.flatMap((run) => {
    const predicted = predictSaturday(run, calibration);
    const others = run.kind === 'cpu' ? [1 - n, 1 + n].map((times) => predictSaturday(run, calibration, times)) : otherSeeds.map((seed) => predictSaturday(run, calibration, 1, seed));
    const repeat = repeats.get(run.kind);
    return partsOf(run.requests, run.windowS).map(({ part, figures }, i): Line => ({
      group: `Saturday, ${run.kind}`, name: `${run.name}, ${part}`, isCalibration: run.variant === 'base' && part === 'before', measured: figures, predicted: predicted[i]?.figures as Figures,
      variants: others.map((one) => one[i]?.figures as Figures),
      // Four reports make no percentiles and no rate.
      without: part === 'reports' ? ['throughput', 'p50', 'p95', 'p99'] : [],
      ...(repeat === undefined || repeat.figures.length < 2 || part === 'reports' ? {} : { floorAtLeast: (target) => (target.unit === 'points' ? 0 : spreadOf(target, repeat)) }),
    }));
  });
}

const parameters = (c: Calibration): readonly string[] => [
  `- What a statement takes beyond its work: ${short(meanOf(c.warmDelays))} ms on average, ${short(medianOf(c.warmDelays))} at the median (${c.warmDelays.length} delays of statements that sleep, sleep_base from 5 to 20 s);`,
  `  in the first 5 s of the sleepers, which all started at one moment, ${short(meanOf(c.warmingDelays))} ms (${c.warmingDelays.length} delays).`,
  `- Processor time in a mixed run: ${c.mixedToLoop.toFixed(3)} × that in the faster of the two closed loops beside it, where the run's own was not written down (det_r80_max8_cto1000).`,
  `- On two shared cores: ${c.saturdayCostMs.toFixed(2)} ms a statement of 286,000 rounds, where the run's own was not written down, and ${c.saturdayClientMs.toFixed(2)} ms of the client's work a request (cpu_base before 20 s).`,
  `- Host noise: one closed loop wanders by ± ${(100 * c.hostNoise).toFixed(1)} % (cal0 against cal1, standard deviation).`,
];

const costText = (run: OpenLoopRun, calibration: Calibration): string => (run.loops === null ? '' : `, ${costOf(run, calibration).toFixed(2)} ms ${run.own === null ? 'by the loop' : 'by its own time'}`);

/** Open-loop and Saturday runs of a folder with the fixed parameters. */
export function folderReport(folder: string, calibration: Calibration): readonly string[] {
  const runs = openLoopRuns(folder);
  const open = runs.map((run) => openLine(run, calibration));
  const saturday = saturdayLines(saturdayRuns(folder), calibration, saturdayRuns(`${dataFolder}saturday`));
  if (open.length + saturday.length === 0) return [`No run of ${folder} has its requests recorded: summary.jsonl names the runs (tag.exp E3, E3s or E4), each with a CSV file.`];
  return [
    ...parameters(calibration), '', ...tableOf([...open.map((line, i) => ({ ...line, name: `${line.name}${costText(runs[i] as OpenLoopRun, calibration)}` })), ...saturday]), '',
    ...scoreOf([...open, ...saturday]), '', ...missed(open, runs, calibration),
  ];
}

/** Why runs were missed, one line each. */
function missed(lines: readonly Line[], runs: readonly OpenLoopRun[], calibration: Calibration): readonly string[] {
  return lines.flatMap((line, i) => {
    const names = targets.filter((target) => ['missed', 'within noise'].includes(verdictOf(line, target))).map(({ name }) => name);
    return names.length === 0 ? [] : [`- **${line.name}** (${names.join(', ')}): ${causeOf(runs[i] as OpenLoopRun, calibration)}.`];
  });
}

function poolAlone(runs: readonly OpenLoopRun[]): readonly string[] {
  const [mean, p95, share] = [targets[1], targets[3], targets[5]].map((target) => runs.map((run) => Math.abs(errorOf(target as (typeof targets)[0], run.measured, withMeasuredHolds(run))))) as [number[], number[], number[]];
  const within = (errors: readonly number[], limit: number): number => errors.filter((one) => one <= limit).length;
  const most = (errors: readonly number[]): number => Math.max(...errors);
  return [
    `poolsim's pg-pool with the recorded arrivals and the measured time of each hold: the mean latency is within 2 % in ${within(mean, 0.02)} of ${runs.length} runs (at most ${(100 * most(mean)).toFixed(1)} %), `
      + `p95 within 2 % in ${within(p95, 0.02)} (at most ${(100 * most(p95)).toFixed(1)} %), the share of timeouts within ${most(share).toFixed(1)} points in all. What the tables miss by more than that is the time that holds took, not the pool.`,
  ];
}

/** What the API saw before the reports, and would have seen had each statement stayed on the core on which it woke. */
function separateCores(runs: readonly SaturdayRun[], calibration: Calibration): readonly string[] {
  const told = (figures: Figures): string => `${short(figures.mean)} / ${short(figures.p50)} / ${short(figures.p95)} / ${short(figures.p99)}`;
  return [
    '| before the reports, mean / p50 / p95 / p99, ms | measured | predicted: two cores shared by all | each statement stays on one core |', '|---|---|---|---|',
    ...runs.filter((run) => run.kind === 'cpu').map((run) => {
      const [measured, shared] = [partsOf(run.requests, run.windowS)[0]?.figures, predictSaturday(run, calibration)[0]?.figures];
      return `| ${run.name} | ${told(measured as Figures)} | ${told(shared as Figures)} | ${told(onSeparateCores(run, calibration))} |`;
    }),
  ];
}

function sizes(folder: string, fitted: SizeCalibration, tpcb: TpcbCalibration, hostNoise: number): readonly Line[] {
  return sizePoints(folder).map((point): Line => {
    const ofPoint = (times = 1): Figures => (point.workload === 'tpcb1' ? predictTpcb(point, tpcb, times) : predictSize(point, fitted, times));
    return {
      group: `closed loop, ${point.workload}`, name: `${point.workload}, ${point.cores} cores, n = ${point.n}`, isNoisy: !point.clean,
      isCalibration: ['burn5', 'tpcb1'].includes(point.workload) && calibrationClients.includes(point.n), measured: point.measured, predicted: ofPoint(),
      variants: [ofPoint(1 - hostNoise), ofPoint(1 + hostNoise)], without: ['timeout share'],
    };
  });
}

function leaks(folder: string, calibration: Calibration): readonly [readonly Line[], readonly string[]] {
  const runs = leakRuns(folder);
  const repeat = leakRepeats(runs);
  const failed = (outcomes: readonly { readonly outcome: string }[]): number => outcomes.filter((one) => one.outcome !== 'ok').length;
  const told = ['| variant | first failing request arrives, s | failed, of all |', '|---|---|---|'];
  const lines = runs.map((run): Line => {
    const predicted = predictLeaks(run, calibration);
    told.push(`| ${run.name} | ${short(firstFailedArrival(run.requests))} → ${short(firstFailedArrival(predicted))} | ${failed(run.requests)} → ${failed(predicted)}, of ${run.requests.length} |`);
    return { group: 'leaks', name: run.name, isCalibration: false, measured: run.measured, predicted: leakFigures(predicted), variants: [], floorAtLeast: (target) => spreadOf(target, repeat) };
  });
  return [lines, told];
}

function limits(folder: string, calibration: Calibration): readonly string[] {
  const ends = (ok: readonly number[]): string => (ok.length === 0 ? '-' : `${ok.length} in ${((ok[0] as number) / 1000).toFixed(2)} to ${((ok.at(-1) as number) / 1000).toFixed(2)} s`);
  const told = (failed: ReadonlyMap<string, readonly number[]>): string => [...failed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, at]) => `${at.length} "${text}" at ${short((at.at(-1) as number) / 1000)} s`).join(', ') || 'none';
  return [
    '| burst | served, measured | predicted | mean error of their times | turned away, measured | predicted |', '|---|---|---|---|---|---|',
    ...cases.map((one) => {
      const [was, is] = [measuredBurst(folder, one), predictedBurst(folder, one, calibration)];
      const error = was.ok.reduce((sum, at, i) => sum + Math.abs((is.ok[i] ?? Number.NaN) / at - 1), 0) / was.ok.length;
      return `| ${one.name} | ${ends(was.ok)} | ${ends(is.ok)} | ${(100 * error).toFixed(0)} % | ${told(was.failed)} | ${told(is.failed)} |`;
    }), '',
    '| hop through PgBouncer | direct p50, ms | through it, measured | predicted | error |', '|---|---|---|---|---|',
    ...predictedHops(folder).map((hop) => `| ${hop.name} | ${hop.direct.toFixed(3)} | ${hop.measured.toFixed(3)} | ${hop.predicted.toFixed(3)} | ${(100 * (hop.predicted / hop.measured - 1)).toFixed(0)} %, ${(hop.predicted - hop.measured).toFixed(3)} ms |`),
  ];
}

const loginTable = (folder: string): readonly string[] => [
  '| twenty statements in a row | measured, ms (least to most of ten) | predicted | error |', '|---|---|---|---|',
  ...twenties(folder).map((one) => `| ${one.name} | ${short(one.measured)} (${short(one.repeats[0])} to ${short(one.repeats[1])}) | ${short(one.predicted)} | ${(100 * (one.predicted / one.measured - 1)).toFixed(0)} % |`),
];

/** All runs kept with the tests. */
export function report(data: string, calibration: Calibration): readonly string[] {
  const runs = openLoopRuns(`${data}open-loop`);
  const open = runs.map((run) => openLine(run, calibration));
  const saturdays = saturdayRuns(`${data}saturday`);
  const saturday = saturdayLines(saturdays, calibration);
  const fitted = calibrateSizes(`${data}sizes`);
  const tpcb = calibrateTpcb(`${data}sizes`, fitted);
  const sized = sizes(`${data}sizes`, fitted, tpcb, calibration.hostNoise);
  const [leakLines, leakTimes] = leaks(`${data}leaks`, calibration);
  const all = [...open, ...saturday, ...sized, ...leakLines];
  const repeats = [...openLoopRepeats(runs), ...saturdayRepeats(saturdays), leakRepeats(leakRuns(`${data}leaks`))];
  return [
    '## Score', '', 'Within the target / within the target or the noise floor / figures of runs that nothing was fitted on.', '', ...scoreOf(all), '',
    '## What is fitted', '', ...parameters(calibration),
    `- Closed loops (burn5 and tpcb1 at n = 1, 4, 64): burn5 needs ${(fitted.cpuUs / 1000).toFixed(2)} ms, and ${fitted.crowdUs.toFixed(1)} µs more per unit of (n − cores)/cores; demands vary by ${(100 * fitted.spread).toFixed(0)} %, or ${(fitted.spreadUs / 1000).toFixed(1)} ms where that is less; `
      + `a client needs ${fitted.clientUs.toFixed(0)} µs a statement, an exchange ${fitted.roundTripUs.map((us) => us.toFixed(0)).join(' and ')} µs with one and two cores.`,
    `- pgbench's own transaction (tpcb1): ${tpcb.cpuUs.map((us) => us.toFixed(0)).join(' and ')} µs with one and two cores, and ${tpcb.wakeUs.map((us) => us.toFixed(0)).join(' and ')} µs for one who wakes for a row.`, '',
    '## The noise floor: the same thing measured twice', '', 'The largest difference of two measurements of the same arrivals.', '',
    `| measured again | ${targets.map(({ name }) => name).join(' | ')} |`, `|---|${targets.map(() => '---').join('|')}|`,
    ...repeats.map((repeat) => `| ${repeat.name} | ${repeatCells(repeat).join(' | ')} |`), '',
    ...poolAlone(runs), '',
    '## Open loop through pg-pool', '', ...tableOf(open.map((line, i) => ({ ...line, name: `${line.name}${costText(runs[i] as OpenLoopRun, calibration)}` }))), '',
    '### Why runs were missed', '', ...missed(open, runs, calibration), '',
    '## The Saturday report', '', ...tableOf(saturday), '', ...separateCores(saturdays, calibration), '',
    '## Pool size against throughput, closed loop', '', ...tableOf(sized, ['timeout share']), '',
    '## Leaks', '', ...tableOf(leakLines), '', ...leakTimes, '',
    '## Too many connections, and PgBouncer', '', ...limits(`${data}limits`, calibration), '',
    '## What a login costs', '', ...loginTable(`${data}logins`), '',
    '## Published curves', '', 'A2 to A5, A7 to A9 of the published measurements, each law fitted on the points with a star; why the one point beyond 10 % is there stands in `published.test.ts`.', '',
    '```text', ...publishedTable(publishedRows()).split('\n'), '```',
  ];
}

