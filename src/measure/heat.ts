/** The bins of the latency heat map: quarter octaves above 1 µs, found by comparison alone, so that every engine agrees. */

import { heatBinsPerOctave } from '../result.ts';
import type { Histogram } from '../stats/histogram.ts';

/** 2^(1/4), 2^(2/4), 2^(3/4): where the bins of an octave end. */
const quarters = [1.189207115002721, 1.4142135623730951, 1.681792830507429] as const;

/** The bin of a latency in µs: bin b holds 2^(b/4) to 2^((b+1)/4) µs; bin 0 also what is below 1 µs. */
export function heatBinOf(latency: number): number {
  if (!(latency >= 1)) return 0;
  let mantissa = latency;
  let octave = 0;
  while (mantissa >= 256) {
    mantissa /= 256;
    octave += 8;
  }
  while (mantissa >= 2) {
    mantissa /= 2;
    octave += 1;
  }
  const quarter = mantissa < quarters[1] ? (mantissa < quarters[0] ? 0 : 1) : mantissa < quarters[2] ? 2 : 3;
  return octave * heatBinsPerOctave + quarter;
}

/** Appends the cells of one interval to `heat` as triples (index, bin, count). A histogram bucket goes to the bin of its middle. */
export function addHeat(heat: number[], index: number, latencies: Histogram): void {
  let bin = -1;
  let held = 0;
  latencies.forEachBucket((from, to, count) => {
    const own = heatBinOf(from < 128 ? from : (from + to) / 2);
    if (own !== bin && held > 0) {
      heat.push(index, bin, held);
      held = 0;
    }
    bin = own;
    held += count;
  });
  if (held > 0) heat.push(index, bin, held);
}
