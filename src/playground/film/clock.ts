/** The clock of the view: where in the run it is, and whether it goes on by itself. */

import { useEffect, useRef } from 'preact/hooks';

/** How many seconds of the run pass in one second. */
export const rates = [0.01, 0.1, 1, 10, 60, 600] as const;

/** Calls `onTick` with the µs of simulated time that have passed since the last picture, as often as the screen shows one, while `goes`. */
export function useTicks(goes: boolean, rate: number, onTick: (micros: number) => void): void {
  const latest = useRef(onTick);
  latest.current = onTick;
  useEffect(() => {
    if (!goes) return;
    let last: number | null = null;
    let frame = requestAnimationFrame(function tick(now: number) {
      // A page that was away for long goes on where it was.
      if (last !== null) latest.current(Math.min(250, now - last) * 1000 * rate);
      last = now;
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [goes, rate]);
}
