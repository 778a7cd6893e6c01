/** Which lessons a reader has done and how well, kept in the browser. Where it keeps nothing, all works the same and is forgotten at the end. */

export type Grade = 'right' | 'close' | 'wrong';

export interface Progress { readonly [lesson: string]: Grade }

const place = 'poolsim-lessons';

/** What is kept; nothing where it cannot be read. */
export function progressKept(): Progress {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter((pair): pair is [string, Grade] => ['right', 'close', 'wrong'].includes(String(pair[1]))));
  } catch {
    return {};
  }
}

/** Keeps it; a browser that does not keep is no trouble. */
export function keepProgress(progress: Progress): void {
  try {
    if (Object.keys(progress).length === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(progress));
  } catch {
    // A private window: the progress lasts as long as the page.
  }
}
