/** What speaks against the recommendation: one fewer, one more, the best one, the size in the file and the largest, each with what it would cost or bring. */

import type { RecommendResult, RecommendSize } from '../../result/recommend.ts';
import { list, millis, sentence } from '../wording.ts';
import { breaks, differs, figureText, limitText } from './words.ts';

/** The sentences, at least one wherever a second size was simulated. */
export function counterOf(result: RecommendResult): string[] {
  const reference = result.smallest ?? result.closest;
  if (reference === null) return [];
  const here = result.sizes[reference]?.value ?? '';
  const file = result.rules.find((rule) => rule.id === 'file')?.index ?? null;
  const best = result.best === null || result.best.alike.includes(reference) ? null : result.best.index;
  const told = new Set<number>([reference]);
  const about = (index: number | null, says: (size: RecommendSize, value: string) => string): string[] => {
    const size = index === null ? undefined : result.sizes[index];
    if (index === null || size === undefined || told.has(index) || size.basis !== 'simulated') return [];
    told.add(index);
    return [says(size, size.value)];
  };
  return [
    ...about(reference - 1, (size, value) => `At ${value}, one step smaller: ${costs(result, size)}.`),
    ...about(best, (size, value) => `At ${value}, the best of those that fit: ${costs(result, size)}${alikeText(result)}.`),
    ...about(reference + 1, (size, value) => `At ${value}, one step larger: ${costs(result, size)}.`),
    ...about(file, (size, value) => `${value}, as the file says, instead of ${here}: ${costs(result, size)}.`),
    ...about(result.sizes.length - 1, (size, value) => `${value}, the largest tried, instead of ${here}: ${costs(result, size)}.`),
    ...ownDoubt(result, result.sizes[reference]),
  ].map(sentence);
}

/** What a size brings or costs beside the reference. */
function costs(result: RecommendResult, size: RecommendSize): string {
  const difference = differs(size);
  const harm = breaks(size, result.objectives);
  const missed = result.objectives.flatMap((objective, o) => {
    const one = size.objectives[o];
    return one?.verdict === 'infeasible' ? [`${objective.name} ${figureText(objective, one.mean)} against ${limitText(objective)}`] : [];
  });
  const verdict = missed.length > 0 ? `it misses ${list(missed)}` : size.verdict === 'undecided' ? 'whether it fits is open' : '';
  const good = / (better|fewer of the requests fail)/.test(difference);
  const words = [difference === '' ? 'no difference beyond chance' : difference, ...(verdict === '' ? [] : [verdict]), ...(harm === '' ? [] : [harm])];
  return good && words.length > 1 ? `${words[0]}, but ${list(words.slice(1))}` : words.join('; ');
}

function alikeText({ best, sizes }: RecommendResult): string {
  const others = (best?.alike ?? []).filter((i) => i !== best?.index).map((i) => sizes[i]?.value ?? '');
  return others.length === 0 ? '' : ` (${list(others.slice(0, 8))}${others.length > 8 ? ' and others' : ''} cannot be told from it, within ${millis(best?.zoneMs ?? 0)})`;
}

/** Runs of the recommended size itself that went wrong. */
function ownDoubt(result: RecommendResult, size: RecommendSize | undefined): string[] {
  const harm = size === undefined ? '' : breaks(size, result.objectives);
  return harm === '' || result.smallest === null ? [] : [`At ${size?.value} itself ${harm}: the mean over runs keeps it, not every run.`];
}
