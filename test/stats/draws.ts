/** Draws for tests of statistics, from the project's own streams: the same numbers for the same seed. */

import { normalQuantile } from '../../src/random/normal.ts';
import { type Stream, Streams } from '../../src/random/streams.ts';

/** A stream for one repetition of one experiment. */
export const streamOf = (name: string, repetition: number): Stream => new Streams(name, repetition).named('draws');

/** Standard normal values. */
export function normals(seed: number, count: number): Float64Array {
  const stream = streamOf('normals', seed);
  return Float64Array.from({ length: count }, () => normalQuantile(stream.uniform()));
}
