/** Text in a terminal of a given width: wrapping that keeps numbers with their units, cutting, and tables that line up. */

/** Characters a text takes on screen; every code point counts as one. */
export const widthOf = (text: string): number => [...text].length;

/** The text, or as much of it as fits with an ellipsis. */
export function cut(text: string, width: number): string {
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Cut to `width` and filled up with blanks on the right. */
export const padded = (text: string, width: number): string => {
  const fitted = cut(text, width);
  return fitted + ' '.repeat(Math.max(0, width - widthOf(fitted)));
};

/** The text in lines of at most `width`; "12 min" and "5 s" stay together, words longer than a line stand alone. */
export function wrapped(text: string, width: number): string[] {
  const words = text.replace(/(\d) (?=(?:ms|s|min|h|d)\b)/g, '$1\u00a0').split(' ').filter((word) => word !== '');
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line === '') line = word;
    else if (widthOf(line) + 1 + widthOf(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  return lines.map((one) => one.replaceAll('\u00a0', ' '));
}

/** Wrapped text whose first line follows `mark` and whose other lines are indented as far. */
export const hanging = (mark: string, text: string, width: number): string[] =>
  wrapped(text, width - widthOf(mark)).map((line, i) => (i === 0 ? mark : ' '.repeat(widthOf(mark))) + line);

/** Rows with the first column on the left and the others on the right, as wide as they need; a long first column is cut so that all fits. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  const widths = head.map((title, i) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[i] ?? ''))));
  const gap = 2;
  const others = widths.slice(1).reduce((sum, one) => sum + one + gap, 0);
  const first = Math.max(8, Math.min(widths[0] ?? 0, width - others));
  return [head, ...rows].map((row) => row.map((cell, i) => (i === 0 ? padded(cell, first) : ' '.repeat(gap) + cell.padStart(widths[i] ?? 0))).join('').trimEnd());
}
