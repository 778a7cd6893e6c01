/** Compare: two scenarios on the same arrivals, side by side. */

import type { TabProps } from '../tab.ts';

export const ComparePanel = (_props: TabProps) => <h2>Compare</h2>;
