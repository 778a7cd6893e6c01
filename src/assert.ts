/** The one way to stop on our own mistake: a broken promise of the code, never a result of the model. */

/** A promise of the code that did not hold. Bad input is never reported this way. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

/** Stops the run when `condition` is false. One condition per call; the message says what must hold. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new BrokenPromise(message);
}

/** The last arm of an exhaustive switch: reached only when a case was forgotten. */
export function unreachable(value: never): never {
  throw new BrokenPromise(`a case was forgotten: ${String(value)}`);
}
