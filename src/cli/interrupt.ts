/**
 * Ctrl-C: as long as something lies half-written, a signal first cleans up and then ends with 130. At other times the system's own
 * way stands (the process ends at once, which a shell also reports as 130), so that a long simulation can be stopped in its middle.
 */

import { Exit } from './exit.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `cleanUp` should a signal arrive, then ends the process. Returns the way to stop listening. */
export function onInterrupt(cleanUp: () => void): () => void {
  const stop = () => {
    try {
      cleanUp();
    } finally {
      process.exit(Exit.interrupted);
    }
  };
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.removeListener(signal, stop);
  };
}
