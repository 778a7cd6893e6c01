/** `poolsim explain`: one topic from the catalogues in plain words; without a topic, the list of them; on a slip, the nearest one. */

import { nearest } from '../nearest.ts';
import { hanging } from '../report/layout.ts';
import { Exit, type ExitCode, Stop } from './exit.ts';
import { look } from './screen.ts';
import { type Topic, topicName, topics } from './topics.ts';

/** Chapters may be asked for in the plural, as the scenario file spells them. */
const singular: { readonly [word: string]: string } = { pools: 'pool', databases: 'database', steps: 'step', laws: 'law', incidents: 'incident', promises: 'promise', claims: 'promise', exit: 'exit-codes', 'exit codes': 'exit-codes', failure: 'failures', contentions: 'contention' };

export async function explain(words: { readonly topic?: readonly string[] | undefined }): Promise<ExitCode> {
  const all = topics();
  const asked = (words.topic ?? []).map((word) => word.trim()).filter((word) => word !== '');
  const { width } = look(undefined);
  process.stdout.write(`${(asked.length === 0 ? contents(all, width) : about(all, asked, width)).join('\n')}\n`);
  return Exit.ok;
}

function about(all: readonly Topic[], asked: readonly string[], width: number): string[] {
  const first = singular[asked.join(' ')] ?? singular[asked[0] ?? ''] ?? asked[0] ?? '';
  const name = [first, ...(Object.hasOwn(singular, asked.join(' ')) ? [] : asked.slice(1))].join(' ').toLowerCase();
  const exact = all.find((topic) => topicName(topic).toLowerCase() === name) ?? all.find((topic) => topic.name.toLowerCase() === name);
  const chapter = all.filter((topic) => topic.group === name && topic.name !== '');
  if (exact === undefined && chapter.length > 0) return list(name, chapter);
  if (exact !== undefined) {
    const more = exact.name === '' && chapter.length > 0 ? ['', `More: ${chapter.map((topic) => `poolsim explain ${topicName(topic)}`).join(', ')}`] : [];
    return [`${topicName(exact)}${exact.says === '' ? '' : `: ${exact.says}`}`, '', ...exact.lines(width), ...more];
  }
  const near = nearest(name, all.map(topicName)) ?? nearest(name, all.map((topic) => topic.name).filter((one) => one !== '')) ?? nearest(first, [...new Set(all.map((topic) => topic.group))]);
  throw new Stop(Exit.badInput, `poolsim: there is no topic "${name}".${near === null ? '' : ` Did you mean "${near}"?`} \`poolsim explain\` lists them all.`);
}

function list(chapter: string, of: readonly Topic[]): string[] {
  const wide = Math.max(...of.map((topic) => topic.name.length));
  return [`${chapter}:`, ...of.map((topic) => `  ${topic.name.padEnd(wide)}  ${topic.says}`.trimEnd()), '', `More on one of them: poolsim explain ${chapter} ${of[0]?.name ?? ''}`];
}

function contents(all: readonly Topic[], width: number): string[] {
  const groups = [...new Set(all.map((topic) => topic.group))];
  const lines = groups.flatMap((group) => {
    const own = all.find((topic) => topic.group === group && topic.name === '');
    const names = all.filter((topic) => topic.group === group && topic.name !== '').map((topic) => topic.name).join(', ');
    return hanging(`  ${group.padEnd(12)}`, own?.says ?? names, width);
  });
  return ['poolsim explain TOPIC, such as: poolsim explain pool hikaricp', '', ...lines];
}
