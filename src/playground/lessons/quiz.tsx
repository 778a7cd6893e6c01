/** Quiz: a placeholder until it is there. */

import type { TabProps } from '../tab.ts';

export const QuizPanel = (_props: TabProps) => <h2>Quiz</h2>;
