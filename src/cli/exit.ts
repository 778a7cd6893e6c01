/** How the command line ends: the exit codes and what they mean, and how a failure of the machine is told. */

/** The exit codes of every command. */
export const Exit = { ok: 0, promiseFailed: 1, badInput: 2, couldNotRun: 3, inconclusive: 4, interrupted: 130 } as const;
export type ExitCode = (typeof Exit)[keyof typeof Exit];

/** Of several outcomes the gravest counts: a mistake of ours, a bad file, a broken promise, an open one, none of them. */
const gravest: readonly ExitCode[] = [Exit.couldNotRun, Exit.badInput, Exit.promiseFailed, Exit.inconclusive];
export const worstOf = (codes: readonly ExitCode[]): ExitCode => gravest.find((code) => codes.includes(code)) ?? Exit.ok;

/** What each code means, for `explain exit-codes` and the README. */
export const exitMeanings: readonly { readonly code: ExitCode; readonly says: string }[] = [
  { code: Exit.ok, says: 'ran, and every promise held' },
  { code: Exit.promiseFailed, says: 'ran, and a promise failed; with sweep --slo: no point meets it' },
  { code: Exit.badInput, says: 'the scenario or the command line is wrong; all problems are on stderr, nothing was written' },
  { code: Exit.couldNotRun, says: 'could not run: a file cannot be read or written, the disk is full, or the audit found a mistake of poolsim itself' },
  { code: Exit.inconclusive, says: 'inconclusive: over the runs made, the interval of what was promised lies on both sides of its limit, and nothing is known to be broken' },
  { code: Exit.interrupted, says: 'interrupted (Ctrl-C); nothing half-written is left behind' },
];

/** Stops a command with a code and a message for stderr. */
export class Stop extends Error {
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string) {
    super(message);
    this.code = code;
  }
}

const reasons: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'it exists already',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many links lead to each other',
  EFBIG: 'the file is too large',
  EIO: 'the disk reported an error',
};

export const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';

/** A system error in words: "cannot write out/x: permission denied". */
export const cannot = (deed: string, path: string, error: NodeJS.ErrnoException): string => `cannot ${deed} ${path}: ${reasons[error.code ?? ''] ?? error.message}`;

/** Runs `act`; a failure of the file system becomes exit code 3 with a sentence. */
export function orCannot<T>(deed: string, path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (isSystemError(error)) throw new Stop(Exit.couldNotRun, cannot(deed, path, error));
    throw error;
  }
}
