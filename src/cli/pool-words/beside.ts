/** One kind beside the others: who answers a question the same way, and what the others answer. */

import { poolKinds } from '../../model/pool/kinds/index.ts';
import type { PoolKind } from '../../model/pool/kinds/kind.ts';
import type { Policy } from '../../model/pool/policy.ts';
import { type JsonSchema, Place } from '../../shape.ts';
import { both, type Question } from './words.ts';

/** A kind with its switches at the library's defaults. */
export interface Known {
  readonly kind: string;
  readonly policy: Policy;
}

const nobody = { issues: [], references: [], fileText: () => ({ problem: '' }), instantOf: () => ({ problem: '' }), cronTicks: () => ({ problem: '' }) };

/** An option without a default stands at ten, or at the least it may be: what matters here are the others. */
const example = (schema: JsonSchema): unknown => (Array.isArray(schema.enum) ? schema.enum[0] : typeof schema.minimum === 'number' ? Math.max(10, schema.minimum) : 10);

/** The switches of a kind at its defaults; null for a kind that cannot be read from numbers alone. */
export function defaultsOf(kind: PoolKind): Policy | null {
  const required = Object.entries(kind.options).filter(([, option]) => option.required);
  return kind.shape.read(Object.fromEntries(required.map(([name, option]) => [name, example(option.schema)])), new Place({ ...nobody, issues: [] })) ?? null;
}

/** Every kind of the catalogue at its defaults. */
export const allKnown = (): readonly Known[] => Object.values(poolKinds).flatMap((kind) => {
  const policy = defaultsOf(kind);
  return policy === null ? [] : [{ kind: kind.kind, policy }];
});

/** More names than this are counted, not listed. */
const most = 7;
const named = (kinds: readonly string[]): string => (kinds.length <= most + 1 ? both(kinds) : `${kinds.slice(0, most).join(', ')} and ${kinds.length - most} others`);

/** Answers with those who give them, the most common first. */
function groups(question: Question, all: readonly Known[]): readonly (readonly [string, readonly string[]])[] {
  const found = new Map<string, string[]>();
  for (const { kind, policy } of all) found.set(question.says(policy), [...(found.get(question.says(policy)) ?? []), kind]);
  return [...found].filter(([answer]) => answer !== '').toSorted((a, b) => b[1].length - a[1].length);
}

/**
 * "the same in mysql2 and tarn; in hikaricp: …". In full for the questions that tell kinds apart; for the others only where this kind differs from most.
 * '' where there is nothing to say.
 */
export function beside(kind: string, question: Question, all: readonly Known[]): string {
  const own = all.find((one) => one.kind === kind);
  const answer = own === undefined ? '' : question.says(own.policy);
  const others = groups(question, all.filter((one) => one.kind !== kind));
  if (answer === '' || others.length === 0) return '';
  const same = others.find(([one]) => one === answer)?.[1] ?? [];
  const different = others.filter(([one]) => one !== answer);
  if (different.length === 0) return question.telling ? 'the same in all others' : '';
  const alike = same.length === 0 ? 'no other kind' : `the same in ${named(same)}`;
  if (question.telling) return [alike, ...different.map(([one, kinds]) => `${named(kinds)}: ${one}`)].join('; ');
  const [commonest, kinds] = different[0] as readonly [string, readonly string[]];
  return kinds.length > same.length + 1 && 2 * kinds.length > all.length ? `${alike}; most others: ${commonest}` : '';
}
