/** What every tab of the page is given: the desk with the scenario that everybody works on, and ways to speak and to move on. */

import type { FunctionComponent } from 'preact';
import type { Desk } from './desk.ts';

/** The tabs by the names they have in the address, in the order of the page. */
export const tabIds = ['explore', 'watch', 'compare', 'learn', 'quiz'] as const;
export type TabId = (typeof tabIds)[number];

export const isTab = (id: string): id is TabId => tabIds.some((tab) => tab === id);

export type Theme = 'light' | 'dark';

export interface TabProps {
  readonly desk: Desk;
  /** False while another tab is in front; the panel stays mounted, so animations should pause. */
  readonly shown: boolean;
  readonly theme: Theme;
  /** The reader asked for less motion. */
  readonly stillness: boolean;
  /** What stands behind the tab in the address: `#learn/pool-size` gives "pool-size"; empty for none. */
  readonly place: string;
  /** Opens another tab, or another place in this one. */
  go(tab: TabId, place?: string): void;
  /** Told by screen readers when they come to it. One short sentence. */
  say(text: string): void;
}

export type Panel = FunctionComponent<TabProps>;
