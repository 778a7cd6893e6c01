/** `poolsim explain`: one topic from the catalogues in plain words; without a topic, the list of them; for a key, the topics it stands in; on a slip, the nearest one. */

import { poolKinds } from '../model/pool/kinds/index.ts';
import { nearest } from '../nearest.ts';
import { type Ink, inkOf } from '../report/ansi.ts';
import { hanging, wrapped } from '../report/layout.ts';
import { Exit, type ExitCode, Stop } from './exit.ts';
import { comparison, kindNamed } from './pool-words/screens.ts';
import { tableScreen } from './pool-words/table.ts';
import { type Look, look } from './screen.ts';
import { type Topic, topicName, topics } from './topics.ts';

/** Chapters may be asked for in the plural, as the scenario file spells them. */
const singular: { readonly [word: string]: string } = { pools: 'pool', poolers: 'pooler', databases: 'database', steps: 'step', laws: 'law', incidents: 'incident', promises: 'promise', claims: 'promise', exit: 'exit-codes', 'exit codes': 'exit-codes', failure: 'failures', contentions: 'contention' };

export async function explain(words: { readonly topic?: readonly string[] | undefined; readonly width?: number | undefined }): Promise<ExitCode> {
  const all = topics();
  const asked = (words.topic ?? []).map((word) => word.trim()).filter((word) => word !== '');
  const seen = look(words.width);
  process.stdout.write(`${(asked.length === 0 ? contents(all, seen.width) : poolsAsked(asked, seen) ?? about(all, asked, seen)).join('\n')}\n`);
  return Exit.ok;
}

/** All pool kinds in one table, or two beside each other; null where something else is asked for. */
function poolsAsked(asked: readonly string[], { width, colour }: Look): string[] | null {
  const names = asked.map((word) => word.toLowerCase());
  const [first, ...kinds] = kindNamed(names[0] ?? '') === undefined ? names : ['pool', ...names];
  if (first !== 'pool' && first !== 'pools') return null;
  if (kinds.length === 0) return tableScreen(width, inkOf(colour));
  if (kinds.length !== 2) return null;
  const [a, b] = kinds.map(kindNamed);
  if (a !== undefined && b !== undefined) return comparison(a, b, width, inkOf(colour));
  const wrong = (a === undefined ? kinds[0] : kinds[1]) ?? '';
  const near = nearest(wrong, Object.keys(poolKinds));
  throw new Stop(Exit.badInput, `poolsim: there is no pool kind "${wrong}".${near === null ? '' : ` Did you mean "${near}"?`} \`poolsim explain pool\` lists them all.`);
}

function about(all: readonly Topic[], asked: readonly string[], { width, colour }: Look): string[] {
  const first = singular[asked.join(' ')] ?? singular[asked[0] ?? ''] ?? asked[0] ?? '';
  const name = [first, ...(Object.hasOwn(singular, asked.join(' ')) ? [] : asked.slice(1))].join(' ').toLowerCase();
  const exact = all.find((topic) => topicName(topic).toLowerCase() === name) ?? all.find((topic) => topic.name.toLowerCase() === name);
  const chapter = all.filter((topic) => topic.group === name && topic.name !== '');
  if (exact === undefined && chapter.length > 0) return list(name, chapter);
  if (exact !== undefined) {
    const more = exact.name === '' && chapter.length > 0 ? ['', `More: ${chapter.map((topic) => `poolsim explain ${topicName(topic)}`).join(', ')}`] : [];
    return [`${topicName(exact)}${exact.says === '' ? '' : `: ${exact.says}`}`, '', ...exact.lines(width, inkOf(colour)), ...more];
  }
  const key = asked.length === 1 ? aboutKey(all, asked[0] ?? '', width, inkOf(colour)) : [];
  if (key.length > 0) return key;
  const near = nearest(name, all.map(topicName)) ?? nearest(name, all.map((topic) => topic.name).filter((one) => one !== '')) ?? nearest(first, [...new Set(all.map((topic) => topic.group))]);
  throw new Stop(Exit.badInput, `poolsim: there is no topic "${name}".${near === null ? '' : ` Did you mean "${near}"?`} \`poolsim explain\` lists them all.`);
}

/** Chapters that list other things than keys. */
const keyless: readonly string[] = ['import', 'exit-codes', 'audit', 'sweep', 'recommend', 'failures', 'testing'];

/** What a key such as lockTimeout means, and in which topics it stands; those that say the same stand together. Empty where no table has it. */
function aboutKey(all: readonly Topic[], word: string, width: number, ink: Ink): string[] {
  const said = new Map<string, string[]>();
  for (const topic of all) {
    if (keyless.includes(topic.group)) continue;
    const lines = topic.lines(width, ink);
    const at = lines.findIndex((line) => /^ {2}\S/.test(line) && line.trim().split(/ {2,}/)[0]?.toLowerCase() === word.toLowerCase() && !/^ {2}\S+$/.test(line));
    if (at < 0) continue;
    const end = lines.findIndex((line, i) => i > at && !/^ {4}/.test(line));
    const text = lines.slice(at, end < 0 ? undefined : end).join('\n');
    said.set(text, [...(said.get(text) ?? []), topicName(topic)]);
  }
  return [...said].flatMap(([text, names], i) => [...(i === 0 ? [] : ['']), ...wrapped(`in ${names.join(', ')}:`, width), ...text.split('\n')]);
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
  return ['poolsim explain TOPIC, such as: poolsim explain pool hikaricp; or a key: poolsim explain lockTimeout', '', ...lines];
}
