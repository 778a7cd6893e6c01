/** A calibration from end to end: known worlds are found again, published and measured sweeps are predicted where they were kept back, and what cannot be known is said. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioText } from '../../src/calibrate/block.ts';
import { calibrate } from '../../src/calibrate/calibrate.ts';
import type { Calibration } from '../../src/calibrate/calibration.ts';
import { gathered } from '../../src/calibrate/gather.ts';
import type { HoldOut } from '../../src/calibrate/hold-out.ts';
import { lawForms } from '../../src/calibrate/law-forms.ts';
import type { Gathered } from '../../src/calibrate/observation.ts';
import { predicted } from '../../src/calibrate/predict.ts';
import { readScenario, simulate } from '../../src/index.ts';

interface World { readonly cpuMs: number; readonly outsideMs: number; readonly cores: number; readonly law: string; readonly values: readonly number[] }

/** What a world gives to so many clients, exactly. */
const rates = (world: World, clients: readonly number[]) =>
  predicted({ cpuS: world.cpuMs / 1000, outsideS: world.outsideMs / 1000, cores: world.cores, form: lawForms.find(({ law }) => law === world.law)!, law: world.values }, clients);

const sweepOf = (world: World, clients: readonly number[], withCpu = false): Gathered => {
  const found = rates(world, clients);
  return gathered([{ name: 'sweep.csv', text: `clients,tps${withCpu ? ',cpu_ms' : ''}\n${clients.map((n, i) => `${n},${found[i]!.perS}${withCpu ? `,${found[i]!.cpuS * 1000}` : ''}`).join('\n')}\n` }], { columns: {}, where: [] });
};

const table = (name: string, workload: string, more: readonly { column: string; value: string }[] = []): Gathered =>
  gathered([{ name, text: readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8') }], { columns: {}, where: [{ column: 'workload', value: workload }, ...more] });

const each: HoldOut = { kind: 'each' };

async function calibrated(from: Gathered, { cores = null, laws = null, holdOut = each }: { cores?: number | null; laws?: readonly string[] | null; holdOut?: HoldOut } = {}): Promise<Calibration> {
  expect(from.slips).toEqual([]);
  const answer = await calibrate(from, { cores, laws, holdOut });
  if ('unfit' in answer) throw new Error(answer.unfit);
  return answer;
}

const heldOut = (answer: Calibration): number[] => answer.points.flatMap(({ heldOutError }) => (heldOutError === null ? [] : [heldOutError]));
const doubts = (answer: Calibration): string => answer.doubts.join('\n');

describe('a world that is known', () => {
  const world: World = { cpuMs: 2, outsideMs: 6, cores: 4, law: 'hyperbolic', values: [0.02] };
  const clients = [1, 2, 4, 8, 16, 32, 64, 128];

  it('is found again: CPU, time outside and the law, with the truth inside every interval', async () => {
    const answer = await calibrated(sweepOf(world, clients), { cores: 4 });

    expect(answer.cpuMs.value).toBeCloseTo(2, 4);
    expect(answer.outsideMs.value).toBeCloseTo(6, 3);
    expect(answer.contention).toEqual({ law: 'perStatement', cost: 40, wake: 0 });
    expect(answer.knee).toBeCloseTo(16, 2);
    for (const [name, truth] of [['cpu', 2], ['outside', 6], ['cost', 0.04], ['cpu + outside', 8]] as const) {
      const one = answer.parameters.find((parameter) => parameter.name === name)!;
      expect(one.low, name).toBeLessThan(truth);
      expect(one.high, name).toBeGreaterThan(truth);
    }
    for (const error of heldOut(answer)) expect(Math.abs(error)).toBeLessThan(1e-3);
  });

  it('is chosen without contention where there is none, whatever laws could bend that way too', async () => {
    const answer = await calibrated(sweepOf({ ...world, law: 'none', values: [] }, clients), { cores: 4 });

    expect(answer.contention).toEqual({ law: 'none' });
    expect(answer.laws.filter(({ fittedRms }) => fittedRms !== null)).toHaveLength(6);
  });

  it('has its levelling law told from the others', async () => {
    const answer = await calibrated(sweepOf({ cpuMs: 0.2, outsideMs: 0.1, cores: 16, law: 'levelling', values: [0.03, 0.6, 5] }, [1, 2, 4, 8, 12, 16, 20, 24, 32, 48, 64, 96, 128]), { cores: 16 });

    expect(answer.laws.find(({ chosen }) => chosen)).toMatchObject({ law: 'levelling' });
    expect(answer.contention).toEqual({ law: 'levelling', sigma: 0.03, alphaMax: 0.6, half: 5 });
  });
});

describe('what the runs cannot tell', () => {
  const world: World = { cpuMs: 5, outsideMs: 20, cores: 8, law: 'hyperbolic', values: [0.05] };

  it('one number of clients: nothing but the sum, and what to measure', async () => {
    const answer = await calibrate(sweepOf(world, [4]), { cores: 8, laws: null, holdOut: each });

    expect(answer).toEqual({ unfit: expect.stringMatching(/all runs have 4 clients: .* together about 25(\.0)? ms.*nothing can be said of how they split/) });
  });

  it('never saturated: CPU and time outside only as a sum, and the block is written with as much CPU as the runs allow', async () => {
    const answer = await calibrated(sweepOf(world, [1, 2, 4, 8]), { cores: 8 });

    expect(doubts(answer)).toMatch(/never kept busy, not even by 8 clients.*only as a sum, 25 ms/);
    expect(doubts(answer)).toMatch(/Nothing is known of contention.*Add runs with 16, 32 and 64 clients/);
    expect(answer.cpuMs.low).toBeNull();
    expect(answer.cpuMs.value).toBeGreaterThanOrEqual(5);
    expect(answer.cpuMs.value + answer.outsideMs.value).toBeCloseTo(25, 0);
  });

  it('no more clients than keep the cores busy: nothing of contention', async () => {
    expect(doubts(await calibrated(sweepOf(world, [1, 8, 20, 36, 44]), { cores: 8 }))).toMatch(/contention cannot be told from these runs. Add runs with \d+ and \d+ clients/);
  });

  it('cores not given: all numbers that fit as well are told, and a column of CPU settles it', async () => {
    const noisy = table('measured.csv', 'select', [{ column: 'cores', value: '1' }]);
    const without = await calibrated({ ...noisy, cores: null, observations: noisy.observations.map((one) => ({ ...one, cpuMs: null })) }, { laws: ['hyperbolic'] });
    const settled = await calibrated(sweepOf(world, [1, 2, 4, 8, 32, 64, 128], true));

    expect(without.cores).toMatchObject({ given: false });
    expect(without.cores.high).toBeGreaterThan(without.cores.low);
    expect(doubts(without)).toMatch(/The cores were not given, and \d+ to \d+ fit about as well/);
    expect(settled.cores).toMatchObject({ value: 8, low: 8, high: 8 });
    expect(settled.cpuMs.value).toBeCloseTo(5, 2);
  });

  it('a row that all update: the cores are not what is used up', async () => {
    const rowLock = table('measured.csv', 'tpcb1', [{ column: 'cores', value: '2' }]);
    const answer = await calibrated({ ...rowLock, observations: rowLock.observations.map((one) => ({ ...one, cpuMs: null })) });

    expect(doubts(answer)).toMatch(/With 2 cores the fit errs by \d+%, with one by [\d.]+%: something that only one statement can have at a time/);
  });

  it('fewer points than parameters: the law is left out and says why', async () => {
    const answer = await calibrated(table('published.csv', 'round-trips'), { cores: 2, holdOut: { kind: 'these', clients: [4, 8, 16] } });

    expect(answer.laws.find(({ law }) => law === 'hyperbolic')).toMatchObject({ fittedRms: null, skipped: '3 parameters for 2 numbers of clients' });
  });
});

describe('sweeps that were published or measured', () => {
  it('round trips: two points give CPU 0.83 ms and 4.78 ms outside, and predict the three others as the exact network does', async () => {
    const answer = await calibrated(table('published.csv', 'round-trips'), { cores: 2, holdOut: { kind: 'these', clients: [4, 8, 16] } });

    expect(answer.cpuMs.value).toBeCloseTo(0.83, 2);
    expect(answer.outsideMs.value).toBeCloseTo(4.78, 2);
    expect(heldOut(answer).map((error) => Math.round(error * 100))).toEqual([5, 2, 3]);
  });

  it('pipelined: without contention the two points miss the others by 12, 14 and 1 %, as the exact network does', async () => {
    const answer = await calibrated(table('published.csv', 'pipelined'), { cores: 2, laws: ['none'], holdOut: { kind: 'these', clients: [4, 8, 16] } });

    expect(heldOut(answer).map((error) => Math.round(error * 100))).toEqual([12, 14, 1]);
  });

  it('5 ms of CPU on 2 cores: calibrated on 1, 4 and 64 clients, those between come out within 6 %, and those beyond are marked as extrapolations', async () => {
    const answer = await calibrated(table('measured.csv', 'burn5', [{ column: 'cores', value: '2' }]), { holdOut: { kind: 'these', clients: [2, 8, 16, 32, 128, 256] } });

    expect(answer.cores).toMatchObject({ value: 2, given: true });
    for (const { clients, beyond, heldOutError } of answer.points) {
      expect(beyond).toBe(clients > 64);
      if (heldOutError !== null && !beyond) expect(Math.abs(heldOutError), `${clients} clients`).toBeLessThan(0.06);
    }
  });

  it('40 µs of CPU on 2 cores: about a µs per statement and unit of (n − cores)/cores, as was found by hand', async () => {
    const from = table('measured.csv', 'select', [{ column: 'cores', value: '2' }]);
    const answer = await calibrated({ ...from, observations: from.observations.map((one) => ({ ...one, cpuMs: null })) }, { laws: ['none', 'perStatement'] });

    const cost = answer.parameters.find(({ name }) => name === 'cost')!;
    expect(cost.value * 1000).toBeGreaterThan(0.5);
    expect(cost.value * 1000).toBeLessThan(1.5);
    expect(answer.laws.find(({ law }) => law === 'none')!.fittedRms).toBeGreaterThan(0.3);
    expect(answer.laws.find(({ law }) => law === 'perStatement')!.fittedRms).toBeLessThan(0.08);
  });
});

describe('the scenario of a calibration', () => {
  it.each([
    ['none', []], ['perStatement', [0.04]], ['hyperbolic', [0.02]], ['trub', [0.004]], ['usl', [0.02, 0.0008]], ['levelling', [0.04, 0.8, 3]],
  ] as const)('with the law %s reads, runs, and gives what the closed model predicts', async (law, values) => {
    const clients = [1, 2, 4, 6, 8, 12, 16, 24, 32, 48];
    const answer = await calibrated(sweepOf({ cpuMs: 2, outsideMs: 4, cores: 4, law, values }, clients), { cores: 4, laws: [law] });

    const read = readScenario({ text: scenarioText(answer, 'a known world'), file: 'fitted.yaml', files: () => ({ problem: 'none' }) });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const result = simulate(read.scenario);

    const users = Number(/users: (\d+)/.exec(scenarioText(answer, ''))?.[1]);
    const point = answer.points.find((one) => one.clients === users)!;
    expect(answer.contention.law).toBe(law);
    expect(users).toBeGreaterThan(answer.knee);
    expect(result.promises.every(({ held }) => held)).toBe(true);
    // 30,000 transactions of exponential work: the standard error of the rate is about half a percent.
    expect(Math.abs(result.classes.clients!.throughputPerS / point.fittedPerS - 1)).toBeLessThan(0.02);
  });
});
