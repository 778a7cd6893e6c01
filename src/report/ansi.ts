/** Colour for terminals that want it: plain ANSI, and nothing at all for those that do not. */

export interface Ink {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warm(text: string): string;
  cool(text: string): string;
}

const coloured = (from: number, to: number) => (text: string): string => (text === '' ? '' : `\u001b[${from}m${text}\u001b[${to}m`);
const plainly = (text: string): string => text;

/** Ink with colour or without. */
export const inkOf = (colour: boolean): Ink => colour
  ? { bold: coloured(1, 22), dim: coloured(2, 22), good: coloured(32, 39), bad: coloured(31, 39), warm: coloured(33, 39), cool: coloured(36, 39) }
  : { bold: plainly, dim: plainly, good: plainly, bad: plainly, warm: plainly, cool: plainly };
