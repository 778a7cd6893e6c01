/** A value that components watch: one small store, no events by name. */

import { useEffect, useState } from 'preact/hooks';

export interface Store<T> {
  get(): T;
  /** Lays a part over the value and tells everybody who watches. */
  set(part: Partial<T>): void;
  /** Told after each change, until the returned function is called. */
  watch(listener: () => void): () => void;
}

export function storeOf<T extends object>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(part) {
      value = { ...value, ...part };
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The value of a store, or what `pick` takes of it; the component is drawn again when that changes. */
export function useStore<T>(store: Store<T>): T;
export function useStore<T, P>(store: Store<T>, pick: (value: T) => P): P;
export function useStore<T, P>(store: Store<T>, pick?: (value: T) => P): T | P {
  const read = (): T | P => (pick === undefined ? store.get() : pick(store.get()));
  const [value, setValue] = useState<T | P>(read);
  useEffect(() => {
    const look = (): void => setValue(() => read());
    look();
    return store.watch(look);
  }, [store]);
  return value;
}
