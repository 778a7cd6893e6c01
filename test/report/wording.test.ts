/** Numbers as people read them. */

import { describe, expect, it } from 'vitest';
import { count, counted, level, list, millis, oneLine, share, span } from '../../src/report/wording.ts';

describe('wording', () => {
  it('writes thousands with commas and shortens from ten million on', () => {
    expect([0, 999, 1000, 24_310, 1_234_567, 12_340_000, 25_000_000_000].map(count)).toEqual(['0', '999', '1,000', '24,310', '1,234,567', '12.3M', '25G']);
  });

  it('says one request and two requests', () => {
    expect([counted(1, 'request'), counted(2, 'request'), counted(3, 'try', 'tries')]).toEqual(['1 request', '2 requests', '3 tries']);
  });

  it('never rounds a failure to nothing or an exception away', () => {
    expect([0, 0.0001, 0.0123, 0.147, 0.2, 0.78, 0.9996, 1, 1.5].map(share)).toEqual(['0%', '<0.1%', '1.2%', '14.7%', '20%', '78%', '>99.9%', '100%', '150%']);
  });

  it('gives a time in the unit that fits', () => {
    expect([null, 0, 0.001, 0.42, 9.5, 43.21, 212.4, 999.6, 5030, 45_000, 245_000].map(millis))
      .toEqual(['–', '0 ms', '<0.01 ms', '0.42 ms', '9.5 ms', '43.2 ms', '212 ms', '1 s', '5.03 s', '45 s', '4 min 5 s']);
  });

  it('gives a span in its largest units without a zero in between being lost', () => {
    expect([0.25, 5, 9.96, 59.6, 747, 3600, 3780, 90_000, 172_800].map(span)).toEqual(['250 ms', '5 s', '10 s', '1 min', '12 min 27 s', '1 h', '1 h 3 min', '1 d 1 h', '2 d']);
  });

  it('gives levels about three digits', () => {
    expect([null, 0, 0.001, 0.044, 3.7, 41.23, 1204.4].map(level)).toEqual(['–', '0', '<0.01', '0.04', '3.7', '41.2', '1,204']);
  });

  it('joins a list as one says it', () => {
    expect([list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c'])]).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });

  it('takes the cursor out of the hands of names', () => {
    expect(oneLine('a\u001b[2Jb\nc\u0007')).toBe('a [2Jb c');
  });
});
