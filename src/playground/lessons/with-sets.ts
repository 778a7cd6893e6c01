/** Overrides written into the text of a scenario, so that it can be opened, read and changed further: what `--set` does to the data, done to the text. */

import { withValue } from '../../reading/edit.ts';

/** "a.b[0].c=value" parted into its path and the value; null where it is no override. */
function parted(set: string): { readonly path: readonly (string | number)[]; readonly more: boolean; readonly value: string } | null {
  const [, target = '', plus = '', value = ''] = /^([^=+]+)(\+?)=([\s\S]*)$/.exec(set) ?? [];
  if (target === '') return null;
  const path = [...target.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, place, name]) => (place === undefined ? (name ?? '') : Number(place)));
  return { path, more: plus === '+', value };
}

/** The text with the overrides in it. One that cannot be written stands in a comment at the top. */
export function withSets(text: string, sets: readonly string[]): string {
  let so = text;
  const left: string[] = [];
  for (const set of sets) {
    const change = parted(set);
    const edited = change === null || change.more ? null : withValue(so, change.path, change.value);
    if (edited?.ok === true) so = edited.text;
    else if (change?.more === true && new RegExp(`^${String(change.path[0])}:\\n`, 'm').test(so)) so = so.replace(new RegExp(`^(${String(change.path[0])}:\\n)`, 'm'), `$1  - ${change.value}\n`);
    else left.push(set);
  }
  return left.length === 0 ? so : `${left.map((set) => `# also: ${set}\n`).join('')}${so}`;
}
