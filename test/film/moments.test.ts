/** The moments that a film names, and the trail of a request, say the same as a look at every step. */

import { describe, expect, it } from 'vitest';
import { Place } from '../../src/film/film.ts';
import { momentsOf } from '../../src/film/moments.ts';
import { Playback, stateAt } from '../../src/film/playback.ts';
import { trailOf } from '../../src/film/trail.ts';
import { film } from '../../src/index.ts';
import { storyOf } from '../../src/playground/film/words.ts';
import { scenarioOf } from '../helpers/worlds.ts';

const { film: taken } = film(scenarioOf({
  run: { length: '30s', seed: 3 }, databases: { d: { kind: 'plain', cores: 1, roundTrip: '1ms' } }, pools: { p: { kind: 'plain', database: 'd', max: 2, acquireTimeout: '400ms' } },
  routes: { r: [{ query: { pool: 'p', cpu: '5ms', blocked: { exponential: '30ms' } } }] }, traffic: { t: { route: 'r', rate: '52/s' } },
  incidents: [{ at: '10s', slowdown: { database: 'd', times: 4 }, for: '5s' }],
}));

describe('the moments of a film', () => {
  it('are those at which a look at every step finds them', () => {
    const playback = new Playback(taken);
    const waits = new Map<number, number>();
    let [firstFailure, most, mostAt, emptyAt, grewAt, worst] = [-1, 0, 0, 0, 0, 0];
    for (let step = 1; step <= taken.stepAt.length; step++) {
      const state = playback.after(step);
      const line = state.lines.get(0) ?? [];
      if (firstFailure < 0 && state.counts[0]!.failed.some((n) => n > 0)) firstFailure = state.at;
      if (line.length === 1 && emptyAt === step - 1) grewAt = state.at;
      if (line.length === 0) emptyAt = step;
      if (line.length > most) [most, mostAt] = [line.length, state.at];
      for (const number of line) if (!waits.has(number)) waits.set(number, state.at);
      for (const [number, since] of waits) {
        if (line.includes(number)) continue;
        worst = Math.max(worst, state.at - since);
        waits.delete(number);
      }
    }
    const moments = momentsOf(taken);

    expect(most).toBeGreaterThan(5);
    expect(moments.firstFailure?.at).toBe(firstFailure);
    expect(moments.longestLine).toEqual({ at: mostAt, pool: 0, waiting: most });
    expect((moments.worstWait?.until ?? 0) - (moments.worstWait?.from ?? 0)).toBe(worst);
    expect(stateAt(taken, (moments.lineGrows?.at ?? 0) - 1).lines.get(0) ?? []).toEqual([]);
    expect(moments.lineGrows?.at).toBeLessThanOrEqual(mostAt);
    expect(grewAt).toBeGreaterThan(0);
  });

  it('has the incident among its marks, with its end', () => {
    expect(taken.marks.map(({ at, phase }) => [at, phase])).toEqual([[10e6, 'begin'], [15e6, 'end']]);
    expect(taken.laws.length).toBe(2);
  });
});

describe('the trail of a request', () => {
  it('goes from its arrival through the line and the database to its end', () => {
    const { number } = [...stateAt(taken, momentsOf(taken).longestLine?.at ?? 0).requests.values()].find((one) => one.place === Place.line) ?? { number: 0 };
    const trail = trailOf(taken, number);
    const joined = trail.find((one) => one.is === 'place' && one.place === Place.line);

    expect(trail[0]).toMatchObject({ is: 'arrived', before: false });
    expect(trail.at(-1)).toMatchObject({ is: 'ended' });
    expect(joined).toMatchObject({ ahead: stateAt(taken, joined?.at ?? 0).lines.get(0)?.indexOf(number) });
    expect(trailOf(taken, 999_999)).toEqual([]);
  });

  it('is told in words with what each wait took', () => {
    const { request } = momentsOf(taken).firstFailure ?? { request: 0 };

    expect(storyOf(taken, trailOf(taken, request)).map(({ says }) => says)).toEqual([
      'arrived (t)', expect.stringMatching(/^waits in the line of p, behind \d+$/), 'failed: acquire timeout, 400 ms after its arrival',
    ]);
  });
});
