/** A mistake in a scenario file as its author sees it: which file, which line, which key, what is wrong and what would be right. */

import type { Issue } from '../shape.ts';
import type { Position, Spot } from './yaml.ts';

export interface Problem {
  readonly file: string | null;
  readonly line: number;
  readonly column: number;
  /** Where in the scenario, such as `pools.main.kind`; empty for the file as a whole. */
  readonly path: string;
  readonly says: string;
  /** The override that is to blame, such as "pools.main.max=0"; null: the file itself. */
  readonly set: string | null;
}

/** One line: `saturday-report.yaml:14:9  pools.main.kind: "hikari" is not a pool kind. …`. */
export function problemText(problem: Problem): string {
  const where = problem.set === null ? `${problem.file ?? 'scenario'}:${problem.line}:${problem.column}` : `--set ${problem.set}`;
  return `${where}  ${problem.path === '' || problem.set?.startsWith(`${problem.path}=`) || problem.set?.startsWith(`${problem.path}+=`) ? '' : `${problem.path}: `}${problem.says}`;
}

/** In the order of the file, overrides last; the same sentence at the same place is told once. */
export function sorted(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  const once = problems.filter((one) => {
    const key = `${one.set ?? ''}:${one.line}:${one.column}:${one.says}`;
    return !seen.has(key) && seen.add(key);
  });
  return once.sort((a, b) => Number(a.set !== null) - Number(b.set !== null) || a.line - b.line || a.column - b.column);
}

/** Finds where an issue stands: at the value, at the key for tables and lists, at the nearest parent for what is missing. Null: a fault was told there already. */
export function located(issue: Issue, root: Spot, positionOf: (offset: number) => Position, file: string | null): Problem | null {
  let spot = root;
  let found = 0;
  for (const key of issue.path) {
    if (spot.faulty) return null;
    const inner = spot.inside.get(key);
    if (inner === undefined) break;
    spot = inner;
    found++;
  }
  if (spot.faulty) return null;
  const atKey = (issue.on === 'key' && found === issue.path.length) || spot.collection;
  const offset = atKey ? (spot.keyAt ?? spot.at) : spot.at;
  const position = spot.set === null ? positionOf(offset) : { line: 1, column: 1 };
  return { file, ...position, path: pathText(issue.path), says: issue.says, set: spot.set };
}

/** A path as a person writes it: `pools.main.kind`, `incidents[0].at`. */
export const pathText = (path: readonly (string | number)[]): string => path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
