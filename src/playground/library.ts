/** The scenarios that come with poolsim, in the groups and the order of their table of contents, with the question each one answers. */

import { contents, scenarios } from 'poolsim:scenarios';

export interface Entry {
  /** The name of its file, without the ending. */
  readonly name: string;
  /** The heading it stands under in scenarios/README.md. */
  readonly group: string;
  readonly title: string;
  readonly question: string;
  readonly lookFor: string;
  readonly answer: string;
  readonly text: string;
}

/** One of the plain texts at the top of a scenario, on one line or folded (`>-`) over several. Our own files are written so; nothing else is read here. */
function told(text: string, key: string): string {
  const found = new RegExp(`^${key}:[ \\t]*(?:>-?[ \\t]*\\n((?:[ \\t]+.*(?:\\n|$))+)|(.*)$)`, 'm').exec(text);
  const words = (found?.[1] ?? found?.[2] ?? '').split('\n').map((line) => line.trim()).join(' ').trim();
  return words.replace(/^(["'])(.*)\1$/, '$2');
}

/** The title that a scenario gives itself; empty where it has none. */
export const titleOf = (text: string): string => told(text, 'scenario');

/** The names in the order of the table of contents, each with its heading. */
function order(): readonly { readonly name: string; readonly group: string }[] {
  const found: { name: string; group: string }[] = [];
  let group = '';
  for (const line of contents.split('\n')) {
    const heading = /^## (.+)/.exec(line)?.[1];
    if (heading !== undefined) group = heading;
    for (const [, name = ''] of line.matchAll(/\]\(([\w-]+)\.yaml\)/g)) if (Object.hasOwn(scenarios, name) && !found.some((one) => one.name === name)) found.push({ name, group });
  }
  const missing = Object.keys(scenarios).filter((name) => !found.some((one) => one.name === name)).map((name) => ({ name, group: 'More' }));
  return [...found, ...missing];
}

export const library: readonly Entry[] = order().map(({ name, group }) => {
  const text = scenarios[name] ?? '';
  return { name, group, text, title: told(text, 'scenario') || name, question: told(text, 'question'), lookFor: told(text, 'lookFor'), answer: told(text, 'answer') };
});

/** The text of a scenario of the library; null where there is none of that name. */
export const libraryText = (name: string): string | null => scenarios[name] ?? null;
