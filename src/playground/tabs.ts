/** The table of tabs, in the order of the page. Each is loaded when it is first shown. */

import type { Panel, TabId } from './tab.ts';

export interface Tab {
  readonly id: TabId;
  readonly label: string;
  load(): Promise<Panel>;
}

export const tabs: readonly Tab[] = [
  { id: 'explore', label: 'Explore', load: () => import('./explore/panel.tsx').then((part) => part.ExplorePanel) },
  { id: 'watch', label: 'Watch', load: () => import('./film/panel.tsx').then((part) => part.FilmPanel) },
  { id: 'compare', label: 'Compare', load: () => import('./compare/panel.tsx').then((part) => part.ComparePanel) },
  { id: 'learn', label: 'Learn', load: () => import('./lessons/learn.tsx').then((part) => part.LearnPanel) },
  { id: 'quiz', label: 'Quiz', load: () => import('./lessons/quiz.tsx').then((part) => part.QuizPanel) },
];
