/** Keeps A's run beside B's: A runs again when it or the seed changes, and the pictures of both are drawn when either run is new. */

import { useEffect, useState } from 'preact/hooks';
import type { Picture } from '../../report/charts/chart.ts';
import type { RunResult } from '../../result.ts';
import { stopped } from '../crew.ts';
import { type Desk, fileOf } from '../desk.ts';
import { useStore } from '../store.ts';

export interface Pair {
  readonly a: RunResult;
  readonly b: RunResult;
  readonly names: { readonly a: string; readonly b: string };
  readonly pictures: readonly Picture[];
}

const says = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What two runs are called: by their titles, or by their places where those are the same. */
function namesOf(a: RunResult, b: RunResult): Pair['names'] {
  const [x, y] = [a.scenario.title, b.scenario.title];
  return x === y ? { a: `${x}, pinned`, b: `${y}, changed` } : { a: x, b: y };
}

export function usePair(desk: Desk, shown: boolean): { readonly pair: Pair | null; readonly trouble: string | null } {
  const { pinned, done } = useStore(desk.store);
  const [a, setA] = useState<{ readonly key: string; readonly result: RunResult } | null>(null);
  const [pair, setPair] = useState<Pair | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const seed = done?.result.seed ?? null;
  const key = pinned === null || seed === null ? '' : `${seed}\n${pinned.text}`;

  useEffect(() => {
    if (!shown || pinned === null || seed === null || a?.key === key) return;
    const stop = new AbortController();
    desk.ask('simulate', { text: pinned.text, file: fileOf(pinned.text, pinned.name), seed, atMost: 20_000_000 }, { signal: stop.signal }).then((answer) => {
      if (answer.ok) { setTrouble(null); setA({ key, result: answer.result }); }
      else setTrouble('problems' in answer ? `A does not read: ${answer.problems[0]?.says ?? ''}` : 'A would take too long to run here.');
    }, (error: unknown) => { if (says(error) !== stopped) setTrouble(says(error)); });
    return () => stop.abort();
  }, [desk, shown, key]);

  useEffect(() => {
    if (!shown || a === null || done === null || a.key !== key) return;
    const names = namesOf(a.result, done.result);
    let wanted = true;
    desk.ask('pairPictures', { a: a.result, b: done.result, names }).then((pictures) => { if (wanted) setPair({ a: a.result, b: done.result, names, pictures }); }, (error: unknown) => setTrouble(says(error)));
    return () => { wanted = false; };
  }, [desk, shown, a, done]);
  return { pair: pinned === null ? null : pair, trouble };
}
