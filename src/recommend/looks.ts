/**
 * When a size is looked at, and how sure each look must be. Looks double the runs: 10, 20, 40, … up to the cap. Of the errors allowed, each size and each
 * objective gets an equal part (Bonferroni), and of that part the looks get 1/2, 1/6, 1/12, 1/20, …, which sum to 1 however many there are: so that
 * a higher cap, later, leaves earlier decisions as they were. These are repeated confidence intervals (Jennison & Turnbull 1989) with the errors
 * spent by union bound; that all of them cover at once has at least the stated confidence, in whatever order and for whatever reason looks are taken.
 */

/** Fewer runs say too little of the spread. */
export const firstLook = 10;

/** Runs at look 0, 1, 2, … with this cap. */
export const runsAt = (look: number, cap: number): number => Math.min(cap, firstLook * 2 ** look);

/** The chance of error that each side of the interval at a look may have. */
export const levelAt = (look: number, errors: number, sizes: number, objectives: number): number => errors / sizes / objectives / ((look + 1) * (look + 2));

/** Runs after which the next look is due; null when the cap was reached. */
export function nextLook(runs: number, cap: number): number | null {
  for (let look = 0; ; look++) {
    const at = runsAt(look, cap);
    if (at > runs) return at;
    if (at === cap) return null;
  }
}
