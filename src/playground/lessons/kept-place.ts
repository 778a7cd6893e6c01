/** The place in a tab, kept while another tab is in front: whoever comes back finds the lesson or the round where it was left. */

import { useEffect, useRef } from 'preact/hooks';
import type { TabId, TabProps } from '../tab.ts';

/** The place to show. Coming back to the tab without a place leads to the last one. */
export function useKeptPlace(tab: TabId, { shown, place, go }: TabProps): string {
  const last = useRef(place);
  const was = useRef(shown);
  const returns = shown && !was.current && place === '' && last.current !== '';
  useEffect(() => {
    was.current = shown;
    if (returns) go(tab, last.current);
  });
  if (!shown || returns) return last.current;
  last.current = place;
  return place;
}
