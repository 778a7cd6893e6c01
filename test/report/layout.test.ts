/** Text that fits a terminal. */

import { describe, expect, it } from 'vitest';
import { cut, hanging, table, widthOf, wrapped } from '../../src/report/layout.ts';
import { sparkAxis, sparkline } from '../../src/report/sparkline.ts';

describe('layout', () => {
  it('wraps between words but never between a number and its unit', () => {
    expect(wrapped('it waited 12 min 27 s in all', 12)).toEqual(['it waited', '12 min 27 s', 'in all']);
  });

  it('lets a word that is longer than the line stand alone', () => {
    expect(wrapped('a pools.primary-write-pool b', 10)).toEqual(['a', 'pools.primary-write-pool', 'b']);
  });

  it('indents what hangs below a mark', () => {
    expect(hanging('1. ', 'one two three', 9)).toEqual(['1. one', '   two', '   three']);
  });

  it('lines numbers up on the right and cuts only the first column', () => {
    const lines = table(['POOLS', 'max'], [['a-very-long-name-of-a-pool', '10'], ['b', '1,000']], 24);

    expect(lines).toEqual(['POOLS                max', 'a-very-long-name…     10', 'b                  1,000']);
    expect(Math.max(...lines.map(widthOf))).toBe(24);
  });

  it('cuts by letters, not by halves of one', () => {
    expect(cut('😀😀😀', 2)).toBe('😀…');
  });
});

describe('sparklines', () => {
  it('leave nothing blank, and show anything above nothing', () => {
    expect(sparkline([0, 0.001, 4, 8, null], 5, 8)).toBe(' ▁▄█ ');
  });

  it('keep a short peak when many points share a block', () => {
    const series = [0, 0, 8, 0, 0, 0];

    expect(sparkline(series, 2, 8, 'max')).toBe('█ ');
    expect(sparkline(series, 2, 8, 'mean')).toBe('▃ ');
  });

  it('stay within their width on an axis whose labels do not run into each other', () => {
    const axis = sparkAxis([{ atS: 0, label: '22:55' }, { atS: 10, label: '22:56' }, { atS: 60, label: '23:00' }], 100, 20);

    expect(axis).toBe('╵22:55      ╵23:00  ');
  });
});
