/**
 * How much of the beginning of a series to leave out: MSER-5 (White 1997, "An effective truncation heuristic for bias reduction in simulation output",
 * Simulation 69; White, Cobb & Spratt 2000). The series is averaged in groups of five; left out are the first d groups, at most half of them, for which
 * the standard error of the mean of the rest is least. A least value at the last allowed d says that the series still drifts: it is too short.
 * Wang & Glynn (2016) show how waits mislead it; give it numbers in the system.
 */

const group = 5;

/** What to leave out of a series. */
export interface Truncation {
  /** Leading values to leave out: a multiple of five. */
  readonly leaveOut: number;
  /** The least was found at the last allowed place: the series has not settled within it. */
  readonly tooShort: boolean;
  /** The squared standard error of the mean of what is left, in the series' unit squared; the value that was made least. */
  readonly squaredError: number;
}

/** The truncation of a series; null below ten values, of which two groups cannot be made. Of equal candidates the shortest. */
export function mser5(series: ArrayLike<number>): Truncation | null {
  const groups = Math.floor(series.length / group);
  if (groups < 2) return null;
  const last = Math.floor(groups / 2);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  // Backwards, so that mean and squares of the tail grow by one group a step (Welford 1962); later, that is shorter, candidates win ties.
  let [mean, squares] = [0, 0];
  for (let d = groups - 1, count = 1; d >= 0; d--, count++) {
    let sum = 0;
    for (let i = d * group; i < (d + 1) * group; i++) sum += series[i]!;
    const gap = sum / group - mean;
    mean += gap / count;
    squares += gap * (sum / group - mean);
    const squaredError = squares / (count * count);
    if (d <= last && squaredError <= least) [best, least] = [d, squaredError];
  }
  return { leaveOut: best * group, tooShort: best === last, squaredError: least };
}

/** The mean of a series from a place on and its standard error by ten batches; null below twenty values. */
export function meanFrom(series: ArrayLike<number>, from: number): { readonly mean: number; readonly error: number } | null {
  const length = Math.floor((series.length - from) / 10);
  if (length < 2) return null;
  const begin = series.length - 10 * length;
  let [mean, squares] = [0, 0];
  for (let batch = 0; batch < 10; batch++) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += series[begin + batch * length + i]!;
    const gap = sum / length - mean;
    mean += gap / (batch + 1);
    squares += gap * (sum / length - mean);
  }
  return { mean, error: Math.sqrt(squares / 90) };
}

/**
 * How long an M/M/c pool remembers its beginning: the larger of a mean hold and 1/(sqrt(c mu) - sqrt(lambda))^2, in the unit of `hold` (Cohen, The Single Server
 * Queue, 1982, III.7.3; ten of these are a good warm-up). Infinite at full load and above: it never settles.
 */
export function relaxationTime(arrivalsPerTime: number, hold: number, connections: number): number {
  const gap = Math.sqrt(connections / hold) - Math.sqrt(arrivalsPerTime);
  return gap <= 0 ? Number.POSITIVE_INFINITY : Math.max(hold, 1 / (gap * gap));
}
