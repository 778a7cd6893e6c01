/** Keys of the view. They work wherever the focus is within it, or nowhere; a field that takes text keeps its own. */

import { useEffect, useRef } from 'preact/hooks';

/** What each key does, by its name in `KeyboardEvent.key`. */
export type Keys = { readonly [key: string]: () => void };

export function useKeys(on: boolean, keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent): void => {
      const { target, key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
      if (target.closest('.film') === null && !target.contains(document.querySelector('.film'))) return;
      if (target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== 'range')) return;
      if (key === ' ' && (target instanceof HTMLButtonElement || target.tagName === 'SUMMARY')) return; // it presses that
      const deed = latest.current[key];
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [on]);
}
