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

/** The value of a store; the component is drawn again when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState(store.get);
  useEffect(() => {
    setValue(() => store.get());
    return store.watch(() => setValue(() => store.get()));
  }, [store]);
  return value;
}
