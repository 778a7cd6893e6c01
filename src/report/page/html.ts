/** HTML as text, with nothing of the user's let through unescaped. */

const entities: { readonly [letter: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand between tags or inside a quoted attribute; control characters that HTML forbids become blanks. */
export const escaped = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, ' ').replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);

/** Markup ready to be placed; only `escaped` and the functions here make it. */
export type Markup = string;

/** A part of the page under its own heading; nothing when it is empty. */
export const section = (id: string, title: string, body: Markup): Markup =>
  body === '' ? '' : `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2>\n${body}</section>\n`;

/** A table that scrolls sideways by itself on a narrow screen. The first cell of each row names it; cells of `numbers` columns stand right. */
export function tableOf(caption: string, head: readonly string[], rows: readonly (readonly string[])[], numbers = true): Markup {
  if (rows.length === 0) return '';
  const cells = (row: readonly string[]): Markup => row.map((cell, i) => (i === 0 ? `<th scope="row">${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`)).join('');
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(caption)}"><table${numbers ? ' class="numbers"' : ''}><caption>${escaped(caption)}</caption>`
    + `<thead><tr>${head.map((title) => `<th scope="col">${escaped(title)}</th>`).join('')}</tr></thead>\n<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}</tbody></table></div>\n`;
}

export const listOf = (items: readonly Markup[], className = ''): Markup =>
  items.length === 0 ? '' : `<ul${className === '' ? '' : ` class="${className}"`}>${items.map((item) => `<li>${item}</li>`).join('\n')}</ul>\n`;

/** ✓ or ✗ with a word for those who hear the page. */
export const mark = (held: boolean | null): Markup => (held === null ? '<span class="warm" aria-label="undecided">?</span>' : held ? '<span class="good" aria-label="held">✓</span>' : '<span class="bad" aria-label="did not hold">✗</span>');

/** An SVG ready to stand among others: named for screen readers, its own ids, no prologue. */
export function figureSvg(svg: string, id: string, label: string): Markup {
  return svg.replace(/^[\s\S]*?(?=<svg\b)/, '').replace(/\bid="([^"]+)"/g, (_, name: string) => `id="${id}-${name}"`)
    .replace(/url\(#([^)]+)\)/g, (_, name: string) => `url(#${id}-${name})`).replace('<svg', `<svg role="img" aria-label="${escaped(label)}"`);
}
