/** Learn: a placeholder until it is there. */

import type { TabProps } from '../tab.ts';

export const LearnPanel = (_props: TabProps) => <h2>Learn</h2>;
