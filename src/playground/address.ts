/** The address of the page: `#tab/place?s=…`. What stands behind the question mark carries a scenario (see permalink.ts) and is gone once it was read. */

import { isTab, type TabId } from './tab.ts';

export interface Address {
  readonly tab: TabId;
  readonly place: string;
  readonly query: URLSearchParams;
}

/** What a fragment says; anything that is no tab is the first one. */
export function addressOf(hash: string): Address {
  const [path = '', ...query] = hash.replace(/^#/, '').split('?');
  const [tab = '', ...place] = path.split('/');
  return { tab: isTab(tab) ? tab : 'explore', place: decoded(place.join('/')), query: new URLSearchParams(query.join('?')) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The fragment of a place, with its `#`. */
export const fragmentOf = (tab: TabId, place = ''): string => `#${tab}${place === '' ? '' : `/${place.split('/').map(encodeURIComponent).join('/')}`}`;
