/** A whole run of a small pool, worked out twice: by the collector as it listens, and from the list of all requests afterwards. */
import { describe, expect, it } from 'vitest';
import type { Measured } from '../../src/measure/collector.ts';
import { inMs, ms, seconds } from '../../src/units/time.ts';
import { instant, type ScriptedRequest, ScriptedWorld } from './scripted-world.ts';

interface Passage {
  readonly classIndex: number;
  readonly arrivedAt: number;
  lentAt: number | null;
  endedAt: number | null;
  request: ScriptedRequest | null;
  readonly holds: number;
}

const [size, patience, lengthS, measureFromS] = [3, ms(60), 60, 7.3];

/** A deterministic scatter in (0, 1). */
function scatter(): () => number {
  let x = 20240615;
  return () => {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    return (x + 0.5) / 0x80000000;
  };
}

function passages(): Passage[] {
  const next = scatter();
  const all: Passage[] = [];
  for (let at = 0; at < seconds(lengthS); at += Math.ceil(ms(24) * next())) {
    all.push({ classIndex: next() < 0.2 ? 1 : 0, arrivedAt: at, lentAt: null, endedAt: null, request: null, holds: Math.ceil(ms(68) * next()) });
  }
  return all;
}

/** Moves the world by the plainest means: at each instant look through all requests for who is due. */
function play(world: ScriptedWorld, all: readonly Passage[]): void {
  let [arrived, line, held]: [number, Passage[], Passage[]] = [0, [], []];
  world.pool.idle.set(size);
  world.pool.opened = size;
  const serve = () => {
    while (held.length < size && line.length > 0) {
      const passage = line.shift() as Passage;
      const waited = world.now - passage.arrivedAt;
      world.waits(-1, passage.classIndex);
      passage.lentAt = world.now;
      Object.assign(passage.request as object, { waited, everHeld: true });
      held.push(passage);
      world.pool.idle.add(-1);
      world.lends(waited, passage.classIndex);
    }
    world.pool.exhausted.set(line.length > 0 ? 1 : 0);
  };
  for (;;) {
    const back = held.reduce((soonest, one) => Math.min(soonest, (one.lentAt ?? 0) + one.holds), Number.POSITIVE_INFINITY);
    const gone = line.length > 0 ? line[0].arrivedAt + patience : Number.POSITIVE_INFINITY;
    const next = Math.min(back, gone, all[arrived]?.arrivedAt ?? Number.POSITIVE_INFINITY);
    if (next > instant(lengthS)) return;
    world.to(next / 1_000_000);
    if (next === back) {
      const passage = held.find((one) => (one.lentAt ?? 0) + one.holds === next) as Passage;
      held = held.filter((one) => one !== passage);
      world.pool.idle.add(1);
      world.takesBack(passage.holds, passage.classIndex);
      Object.assign(passage.request as object, { held: passage.holds });
      passage.endedAt = next;
      world.ends(passage.request as ScriptedRequest);
    } else if (next === gone) {
      const passage = line.shift() as Passage;
      world.waits(-1, passage.classIndex);
      world.collector.acquireTimedOut(0, passage.classIndex);
      Object.assign(passage.request as object, { waited: patience });
      passage.endedAt = next;
      world.ends(passage.request as ScriptedRequest, 'acquireTimeout');
    } else {
      const passage = all[arrived++];
      passage.request = world.arrives(world.classes[passage.classIndex].name);
      line.push(passage);
      world.waits(1, passage.classIndex);
    }
    serve();
  }
}

function run(): { readonly measured: Measured; readonly all: readonly Passage[] } {
  const world = new ScriptedWorld({ classes: ['api', 'batch'], measureFrom: measureFromS, length: lengthS, every: 0.7 });
  world.pool.max = size;
  const all = passages();
  play(world, all);
  return { measured: world.result(), all };
}

const { measured, all } = run();
const from = instant(measureFromS);
const end = instant(lengthS);
/** How much of the span [a, b] lies in measured time. */
const within = (a: number, b: number): number => Math.max(0, Math.min(b, end) - Math.max(a, from));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('the collector agrees with the list of all requests', () => {
  it.each([[0, 'api'], [1, 'batch']] as const)('on the counts and spans of class %i', (classIndex, name) => {
    const counted = all.filter((one) => one.classIndex === classIndex && one.arrivedAt >= from);
    const served = counted.filter((one) => one.endedAt !== null && one.lentAt !== null);
    const failed = counted.filter((one) => one.endedAt !== null && one.lentAt === null);
    const latencies = served.map((one) => (one.endedAt ?? 0) - one.arrivedAt).sort((a, b) => a - b);
    const figures = measured.classes[name];

    expect(served.length * failed.length).toBeGreaterThan(1000);
    expect(figures).toMatchObject({ arrived: counted.length, served: served.length, failed: failed.length, unfinished: counted.length - served.length - failed.length });
    expect(figures.latencyMs.mean).toBeCloseTo(inMs(sum(latencies) / latencies.length), 9);
    for (const [p, figure] of [[0.5, figures.latencyMs.p50], [0.9, figures.latencyMs.p90], [0.99, figures.latencyMs.p99]] as const) {
      const exact = inMs(latencies[Math.ceil(p * latencies.length) - 1]);
      expect(Math.abs((figure ?? 0) / exact - 1)).toBeLessThan(0.01);
    }
    expect(figures.holdMs.mean).toBeCloseTo(inMs(sum(served.map((one) => one.holds)) / served.length), 9);
  });

  it('on the levels of the pool', () => {
    const pool = measured.pools.main;
    const lentTime = sum(all.map((one) => (one.lentAt === null ? 0 : within(one.lentAt, one.endedAt ?? end))));
    const waitTime = sum(all.map((one) => within(one.arrivedAt, one.lentAt ?? one.endedAt ?? end)));

    expect(pool.activeMean).toBeCloseTo(lentTime / (end - from), 9);
    expect(pool.utilisation).toBeCloseTo(lentTime / (end - from) / size, 9);
    expect(pool.pendingMean).toBeCloseTo(waitTime / (end - from), 9);
    expect(pool.activeMax).toBe(size);
    expect(pool.acquired).toBe(all.filter((one) => one.lentAt !== null && one.lentAt >= from).length);
    expect(pool.timeouts).toBe(all.filter((one) => one.lentAt === null && one.endedAt !== null && one.endedAt >= from).length);
  });

  it('on the waiting it blames on someone', () => {
    const waitTime = sum(all.map((one) => Math.max(0, Math.min(end, one.lentAt ?? one.endedAt ?? end) - one.arrivedAt)));

    expect(sum(measured.blame.map(({ waitedS }) => waitedS))).toBeCloseTo(waitTime / 1_000_000, 6);
    expect(sum(measured.blame.map(({ share }) => share))).toBeCloseTo(1, 9);
    expect(measured.blame.map(({ waiter, holder }) => `${waiter} for ${holder}`).sort()).toEqual(['api for api', 'api for batch', 'batch for api', 'batch for batch']);
  });

  it('in the series, which add up to everything that happened', () => {
    const { t, classes, pools } = measured.series;
    const lengths = t.map((atS, i) => atS - (t[i - 1] ?? 0));
    const total = (values: readonly (number | null)[]): number => sum(values.map((value, i) => (value ?? 0) * lengths[i]));
    const api = all.filter((one) => one.classIndex === 0);
    const served = api.filter((one) => one.endedAt !== null && one.lentAt !== null).length;

    expect(total(classes.api.arrivedPerS)).toBeCloseTo(api.length, 2);
    expect(total(classes.api.servedPerS)).toBeCloseTo(served, 2);
    expect(sum(classes.api.heat.filter((_, i) => i % 3 === 2))).toBe(served);
    expect(total(pools.main.active)).toBeCloseTo(total(pools.main.activeBy.api) + total(pools.main.activeBy.batch), 2);
  });
});

describe('the result', () => {
  it('keeps every law of the audit', () => {
    expect(measured.audit.filter(({ held }) => !held)).toEqual([]);
  });

  it('is plain data without NaN or Infinity, and as long as it must be', () => {
    const numbers: number[] = [];
    JSON.stringify(measured, (_, value: unknown) => {
      if (typeof value === 'number') numbers.push(value);
      return value;
    });

    expect(numbers.every(Number.isFinite)).toBe(true);
    expect(structuredClone(measured)).toEqual(measured);
    expect(JSON.parse(JSON.stringify(measured))).toEqual(measured);
    expect(measured.series.t).toHaveLength(Math.ceil(lengthS / 0.7));
  });

  it('is the same to the last bit when the run is repeated', () => {
    expect(JSON.stringify(run().measured)).toBe(JSON.stringify(measured));
  });
});
