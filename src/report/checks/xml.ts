/** XML 1.0 as text: elements with attributes, children and words, everything escaped, nothing more. Characters that XML cannot hold become U+FFFD. */

export interface Element {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string | number };
  readonly inside: readonly (Element | string)[];
}

/** An element; its children are elements and words. */
export const element = (name: string, attributes: Element['attributes'], ...inside: Element['inside']): Element => ({ name, attributes, inside });

/** The document, indented, with a declaration at its head and a line break at its end. */
export const xmlText = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`;

function lines({ name, attributes, inside }: Element, margin: string): string[] {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(String(value), true)}"`)].join(' ');
  if (inside.length === 0) return [`${margin}<${open}/>`];
  // Words stand as they are, without a margin that would become part of them.
  if (inside.every((one) => typeof one === 'string')) return [`${margin}<${open}>${inside.map((words) => escaped(words, false)).join('')}</${name}>`];
  return [`${margin}<${open}>`, ...inside.flatMap((one) => (typeof one === 'string' ? [escaped(one, false)] : lines(one, `${margin}  `))), `${margin}</${name}>`];
}

const entities: { readonly [letter: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };

/** In attributes line breaks and tabs need their numbers, or a reader makes blanks of them; carriage returns do everywhere. */
const escaped = (text: string, attribute: boolean): string =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}').replace(attribute ? /[&<>"\n\r\t]/g : /[&<>\r]/g, (letter) => entities[letter] ?? letter);
