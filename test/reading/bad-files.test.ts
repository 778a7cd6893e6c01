import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemText } from '../../src/reading/problem.ts';
import { readScenario } from '../../src/reading/scenario-file.ts';

const folder = new URL('./bad/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort();

/** Files beside the scenarios, as the command line would find them. */
const files = (name: string): { text: string } | { problem: string } => {
  try {
    return { text: readFileSync(new URL(`files/${name}`, folder), 'utf8') };
  } catch {
    return { problem: `there is no file "${name}"` };
  }
};

const messagesOf = (name: string): string => {
  const read = readScenario({ text: readFileSync(new URL(name, folder)), file: name, files });
  return read.ok ? 'no problem\n' : read.problems.map((problem) => `${problemText(problem)}\n`).join('');
};

// UPDATE_BAD_FILES=1 writes the expectations anew, to be read line by line before they are kept.
const update = process.env.UPDATE_BAD_FILES === '1';

describe('a bad scenario file is answered with all its mistakes, where they are and what would be right', () => {
  it('is a corpus worth the name', () => {
    expect(names.length).toBeGreaterThanOrEqual(70);
  });

  it.each(names)('%s', (name) => {
    const expected = new URL(name.replace(/\.yaml$/, '.expected'), folder);

    const messages = messagesOf(name);

    if (update) writeFileSync(expected, messages);
    expect(messages).toBe(readFileSync(expected, 'utf8'));
    expect(messages).not.toBe('no problem\n');
  });
});
