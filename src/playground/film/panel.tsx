/** The animated view: a placeholder until the film is there. */

import type { TabProps } from '../tab.ts';

export const FilmPanel = (_props: TabProps) => <h2>Watch</h2>;
