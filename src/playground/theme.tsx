/** Dark or light as the system is, or as the reader chose; and whether less motion is wanted. */

import { useEffect, useState } from 'preact/hooks';
import type { Theme } from './tab.ts';

export type Choice = Theme | 'system';

const key = 'poolsim-theme';

/** A choice survives where the browser lets a page keep something. */
function kept(): Choice {
  try {
    const value = localStorage.getItem(key);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

function keep(choice: Choice): void {
  try {
    if (choice === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, choice);
  } catch {
    // Nothing is kept; the choice holds for this visit.
  }
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => setMatches(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [query]);
  return matches;
}

export const useStillness = (): boolean => useMedia('(prefers-reduced-motion: reduce)');

/** The theme in force, the choice behind it, and how to choose. */
export function useTheme(): readonly [Theme, Choice, (choice: Choice) => void] {
  const dark = useMedia('(prefers-color-scheme: dark)');
  const [choice, setChoice] = useState<Choice>(kept);
  const theme: Theme = choice === 'system' ? (dark ? 'dark' : 'light') : choice;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return [theme, choice, (next) => { keep(next); setChoice(next); }];
}

export function ThemeSwitch({ choice, choose }: { readonly choice: Choice; readonly choose: (choice: Choice) => void }) {
  return <label class="theme">
    <span class="visually-hidden">Colours</span>
    <select class="select" value={choice} onChange={(event) => choose(event.currentTarget.value as Choice)}>
      <option value="system">System</option><option value="light">Light</option><option value="dark">Dark</option>
    </select>
  </label>;
}
