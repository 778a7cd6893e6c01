/** The words that commands which run scenarios have in common, and what may be wrong with them. */

import { Exit, Stop } from './exit.ts';

export interface RunningWords {
  readonly workers?: number | undefined;
  readonly seed?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly width?: number | undefined;
  readonly out?: string | undefined;
  readonly charts: boolean;
  readonly files: boolean;
  readonly png?: boolean | undefined;
}

const mostWorkers = 256;

/** Ends the command with what is wrong, exit code 2. */
export function bad(says: string): never {
  throw new Stop(Exit.badInput, `poolsim: ${says}`);
}

export function checkWorkers(workers: number | undefined): void {
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 0 && workers <= mostWorkers)) bad(`--workers must be a whole number from 0 (in this process) to ${mostWorkers}`);
}

export function checkRunning({ workers, width, out, png, charts }: RunningWords): void {
  checkWorkers(workers);
  if (width !== undefined && !(width >= 40 && width <= 1000)) bad('--width must be a number from 40 to 1000');
  if (out === '') bad('--out needs the name of a folder');
  if (png && !charts) bad('--png and --no-charts contradict each other');
}
