/** A film says at any instant what the world itself said then, whatever the scenario; wherever one scrubs to, it says what it says when it is played; and its sums are those of the result. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Film, linesPerCopy, State } from '../../src/film/film.ts';
import { next, Playback, previous, stateAfter, stateAt, stepsBy } from '../../src/film/playback.ts';
import { film, simulate } from '../../src/index.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { Measured } from '../../src/measure/collector.ts';
import { minutes } from '../../src/units/time.ts';
import { anyScenario } from '../helpers/arbitrary-scenarios.ts';
import { scenarioOf } from '../helpers/worlds.ts';
import { holdsForAll, patience } from '../properties/house.ts';
import { filmed, type Told, toldBy } from './filmed.ts';

/** Twelve instants all over a run, other ones for another seed. */
const instantsOf = (length: number, seed: number): number[] => Array.from({ length: 12 }, (_, i) => Math.floor((((i * 7919 + seed * 104_729) % 10_007) / 10_007) * length));

function differences(at: number, was: Told, says: Told): string[] {
  return (Object.keys(was) as (keyof Told)[]).flatMap((part) => (JSON.stringify(was[part]) === JSON.stringify(says[part]) ? [] : [`at ${at} µs, ${part}: ${was[part].join('; ')} and the film ${says[part].join('; ')}`]));
}

/** Means and largest values of a pool's levels after `measureFrom`, integrated step by step. */
function integrated(taken: Film, index: number): { activeMean: number; idleMean: number; lentMax: number; pendingMax: number } {
  const { firstCopy, instances } = taken.pools[index] as Film['pools'][number];
  const playback = new Playback(taken);
  const [lent, idle, waiting] = [{ area: 0, max: 0 }, { area: 0, max: 0 }, { area: 0, max: 0 }];
  const read = (level: typeof lent, value: number, span: number): void => {
    level.area += value * span;
    level.max = Math.max(level.max, value);
  };
  const mine = (number: number): boolean => (taken.connectionCopy[number] as number) >= firstCopy && (taken.connectionCopy[number] as number) < firstCopy + instances;
  for (let step = 0; step <= taken.stepAt.length; step++) {
    const state = playback.after(step);
    const from = Math.max(taken.measureFrom, step === 0 ? taken.from : (taken.stepAt[step - 1] as number));
    const span = (taken.stepAt[step] ?? taken.to) - from;
    if (span < 0) continue;
    const count = (...states: readonly number[]): number => [...state.connections.values()].filter((one) => mine(one.number) && states.includes(one.state)).length;
    read(lent, count(State.lent), span);
    read(idle, count(State.idle, State.settling, State.checking), span);
    let inLine = 0;
    for (let line = firstCopy * linesPerCopy; line < (firstCopy + instances) * linesPerCopy; line++) inLine += state.lines.get(line)?.length ?? 0;
    read(waiting, inLine, span);
  }
  const measured = taken.to - taken.measureFrom;
  return { activeMean: lent.area / measured, idleMean: idle.area / measured, lentMax: lent.max, pendingMax: waiting.max };
}

/** Requests that arrived when they counted, by class: how many, and what became of them. */
function counted(taken: Film): { arrived: number; served: number; failed: number }[] {
  const counts = taken.classes.map(() => ({ arrived: 0, served: 0, failed: 0 }));
  const arrivals = new Map<number, number>();
  for (let step = 0; step < taken.stepAt.length; step++) {
    for (let i = taken.stepFirst[step] as number; i < (taken.stepFirst[step + 1] as number); i++) {
      const [who, a] = [taken.who[i] as number, taken.a[i] as number];
      if (taken.kind[i] === 0 && (taken.stepAt[step] as number) >= taken.measureFrom) {
        arrivals.set(who, a);
        counts[a]!.arrived++;
      }
      const ended = taken.kind[i] === 6 ? arrivals.get(who) : undefined;
      if (ended !== undefined) counts[ended]![a === 0 ? 'served' : 'failed']++;
    }
  }
  return counts;
}

function sumsThatDiffer(taken: Film, { classes, pools }: Measured): string[] {
  const wrong: string[] = [];
  const expectClose = (what: string, film: number, result: number): void => void (Math.abs(film - result) <= 1e-9 * Math.max(1, result) || wrong.push(`${what}: ${film} in the film, ${result} in the result`));
  for (const [i, { name }] of taken.pools.entries()) {
    const { activeMean, idleMean, lentMax, pendingMax } = integrated(taken, i);
    const result = pools[name] as Measured['pools'][string];
    expectClose(`${name}: mean of connections out`, activeMean, result.activeMean);
    expectClose(`${name}: mean of idle connections`, idleMean, result.idleMean);
    if (lentMax > result.activeMax) wrong.push(`${name}: ${lentMax} out at once in the film, ${result.activeMax} in the result`);
    if (pendingMax > result.pendingMax) wrong.push(`${name}: ${pendingMax} waiting in the film, ${result.pendingMax} in the result`);
  }
  for (const [i, { arrived, served, failed }] of counted(taken).entries()) {
    const { name } = taken.classes[i] as { name: string };
    const result = classes[name] as Measured['classes'][string];
    if (arrived !== result.arrived || served !== result.served || failed !== result.failed) wrong.push(`${name}: ${arrived}, ${served}, ${failed} and ${result.arrived}, ${result.served}, ${result.failed} in the result`);
  }
  return wrong;
}

describe('a film', () => {
  it('says at any instant what the world said then', () => {
    holdsForAll(anyScenario, 16, 5, (data) => {
      const scenario = scenarioOf(data);
      const { film: taken, truth } = filmed(scenario, {}, instantsOf(scenario.run.length, 1));
      return [...truth].flatMap(([at, was]) => differences(at, was, toldBy(stateAt(taken, at))));
    });
  }, patience);

  it('has the same sums as the result', () => {
    holdsForAll(anyScenario, 6, 6, (data) => {
      const { film: taken, measured } = filmed(scenarioOf(data), {}, []);
      return sumsThatDiffer(taken, measured);
    });
  }, patience);

  it('that begins and ends within a run says the same as one of the whole run', () => {
    holdsForAll(anyScenario, 8, 7, (data) => {
      const scenario = scenarioOf(data);
      const { length } = scenario.run;
      const [from, to] = [Math.floor(length * 0.4), Math.floor(length * 0.7)];
      const instants = instantsOf(to - from, 2).map((at) => from + at);
      const part = filmed(scenario, { from, to }, []).film;
      const { film: whole, truth } = filmed(scenario, {}, instants);
      return [...truth].flatMap(([at, was]) => {
        const state = stateAt(part, at);
        const counts = JSON.stringify(state.counts) === JSON.stringify(stateAt(whole, at).counts) ? [] : [`at ${at} µs: other counts`];
        return [...differences(at, was, toldBy(state)), ...counts];
      });
    });
  }, patience);
});

/** A few minutes of the Saturday report around the moment at which its pool runs out. */
const scenario = ((): Scenario => {
  const whole = scenarioOf(readFileSync(new URL('../../scenarios/saturday-report.yaml', import.meta.url), 'utf8'));
  return { ...whole, run: { ...whole.run, length: minutes(7) } };
})();

describe('the film of the Saturday report', () => {
  const { film: taken, result } = film(scenario);

  it('has the line, the connections and the outcomes of its result, the longest line included', () => {
    expect(sumsThatDiffer(taken, result)).toEqual([]);
    for (const [i, { name }] of taken.pools.entries()) expect(integrated(taken, i).pendingMax).toBe(result.pools[name]?.pendingMax);
  });

  it('leaves the result as it is', () => {
    expect(JSON.stringify(result)).toBe(JSON.stringify(simulate(scenario)));
  });

  it('is the same wherever one scrubs to and however one gets there', () => {
    const played = new Playback(taken);
    for (const at of instantsOf(taken.to, 3).sort((a, b) => a - b)) expect(toldBy(stateAt(taken, at))).toEqual(toldBy(played.at(at)));
    for (const at of instantsOf(taken.to, 4)) expect(toldBy(played.at(at))).toEqual(toldBy(stateAt(taken, at)));
  });

  it('steps forward and back by one instant at which something happens', () => {
    const at = taken.stepAt[5000] as number;

    expect(next(taken, at - 1)).toBe(at);
    expect(previous(taken, next(taken, at) as number)).toBe(at);
    expect(previous(taken, taken.stepAt[0] as number)).toBe(null);
    expect(next(taken, taken.to)).toBe(null);
    expect(stateAfter(taken, stepsBy(taken, at)).step).toBeGreaterThan(5000);
  });

  it('ends early where it would take more bytes than it may, and is complete until then', () => {
    const { film: short } = film(scenario, { atMostBytes: 200_000 });

    expect(short.to).toBeLessThan(taken.to);
    expect(toldBy(stateAt(short, short.to))).toEqual(toldBy(stateAt(taken, short.to)));
  });
});
