/** A waiting line: first come, first served among equals; higher priorities ahead; anyone may leave from anywhere. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Line } from '../../src/engine/line.ts';

const inOrder = <T>(line: Line<T>): readonly T[] => line.everybody;
const crowd = <T>(line: Line<T>): T[] => Array.from({ length: line.count }, (_, lot) => line.drawn(lot));

describe('a line', () => {
  it('keeps the order of arrival', () => {
    const line = new Line<string>();

    for (const name of ['ada', 'bob', 'cyd']) line.join(name);

    expect([line.first, line.last]).toEqual(['ada', 'cyd']);
    expect(inOrder(line)).toEqual(['ada', 'bob', 'cyd']);
  });

  it('lets a higher priority pass everyone of a lower one, and nobody of its own', () => {
    const line = new Line<string>();

    for (const [name, priority] of [['low', 0], ['high', 2], ['middle', 1], ['high too', 2], ['low too', 0]] as const) line.join(name, priority);

    expect(inOrder(line)).toEqual(['high', 'high too', 'middle', 'low', 'low too']);
  });

  it('lets anyone leave: the first, the last, one in the middle', () => {
    const line = new Line<number>();
    const places = [0, 1, 2, 3, 4].map((name) => line.join(name));

    for (const i of [0, 4, 2]) line.leave(places[i] as number);

    expect(inOrder(line)).toEqual([1, 3]);
  });

  it('is empty when all have left, and works on', () => {
    const line = new Line<string>();
    line.join('ada');

    line.leaveFirst();

    expect([line.first, line.last, line.count]).toEqual([null, null, 0]);
    line.join('bob');
    expect(line.first).toBe('bob');
  });

  it('says who stands at a place', () => {
    const line = new Line<string>();
    line.join('ada');

    expect(line.at(line.join('bob', 5))).toBe('bob');
  });

  it('stops whoever would leave it twice, leave it empty, or look behind its end', () => {
    const line = new Line<string>();
    const place = line.join('ada');
    line.leave(place);

    expect(() => line.leave(place)).toThrow(/only someone in line/);
    expect(() => line.leaveFirst()).toThrow(/somebody is in line/);
    expect(() => line.drawn(0)).toThrow(/that many in line/);
  });

  it('does as a plain list would, whatever happens', () => {
    const deed = fc.record({ do: fc.constantFrom('join', 'join', 'join', 'leave', 'first', 'lot'), priority: fc.integer({ min: 0, max: 3 }), pick: fc.nat() });
    fc.assert(fc.property(fc.array(deed, { maxLength: 300 }), (deeds) => {
      const line = new Line<number>();
      const list: { name: number; priority: number; place: number }[] = [];

      for (const [name, { do: what, priority, pick }] of deeds.entries()) {
        if (what === 'join') {
          const behind = list.findIndex((one) => one.priority < priority);
          list.splice(behind < 0 ? list.length : behind, 0, { name, priority, place: line.join(name, priority) });
        } else if (list.length === 0) continue;
        else if (what === 'lot') expect(crowd(line).sort()).toEqual(list.map((one) => one.name).sort());
        else if (what === 'first') {
          line.leaveFirst();
          list.shift();
        } else line.leave((list.splice(pick % list.length, 1)[0] as { place: number }).place);
        expect([line.count, line.first, line.last]).toEqual([list.length, list[0]?.name ?? null, list.at(-1)?.name ?? null]);
      }

      expect(inOrder(line)).toEqual(list.map((one) => one.name));
    }), { seed: 3, numRuns: 1000 });
  });
});
