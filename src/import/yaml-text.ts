/** Blocks of a scenario as YAML that a person would write: one option a line, with the place it came from behind it. */

const plain = /^(?:[A-Za-z_][A-Za-z0-9_.\-/]*|\d+(?:us|ms|s|m|h))$/;
const words = ['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n', '~'];

/** A scalar as YAML text; quoted where it would be read as something else. */
export function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return plain.test(value) && !words.includes(value.toLowerCase()) ? value : JSON.stringify(value);
}

/** A value of an option: a scalar, a list or a table. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(flow).join(', ')} ]`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.entries(value).map(([key, one]) => `${scalar(key)}: ${flow(one)}`).join(', ')} }`;
  return value === null || value === undefined ? 'null' : scalar(value as string | number | boolean);
}

/** One line of a table, and what is said behind it. */
export interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly comment?: string | undefined;
}

/** A named part of a scenario (`pools`, `poolers`) with its members, each a table. */
export function block(name: string, members: readonly { readonly name: string; readonly comment?: string | undefined; readonly entries: readonly Entry[] }[]): string {
  const lines = [`${name}:`];
  for (const member of members) {
    lines.push(`  ${scalar(member.name)}:${remark(member.comment, 0)}`);
    const texts = member.entries.map(({ key, value }) => `    ${scalar(key)}: ${flow(value)}`);
    const width = Math.max(...member.entries.map(({ comment }, i) => (comment === undefined ? 0 : (texts[i] ?? '').length)));
    for (const [i, { comment }] of member.entries.entries()) lines.push(`${texts[i]}${remark(comment, width - (texts[i] ?? '').length)}`);
  }
  return `${lines.join('\n')}\n`;
}

const remark = (comment: string | undefined, pad: number): string => (comment === undefined ? '' : `${' '.repeat(Math.max(0, pad))}  # ${oneLine(comment)}`);

/** A comment stays on its line whatever a file put into it. */
export const oneLine = (text: string): string => text.replace(/[\s\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
