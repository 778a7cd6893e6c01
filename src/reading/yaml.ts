/**
 * YAML 1.2 text to plain data that remembers where each key and value stands. Aliases and merge keys are followed within limits; tags, keys
 * that are no words and whatever the parser reports become faults with their positions. Never throws.
 */

import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';
import { type Composed, compose, deepest } from './yaml-nodes.ts';
import { openedAt, parserFault } from './yaml-words.ts';

/** A point in the file, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mistake of the text itself. */
export interface Fault extends Position {
  readonly says: string;
}

/** Where a value stands, and what is inside it. Offsets count from the start of the text. */
export interface Spot {
  readonly at: number;
  /** Where its key stands; null for entries of lists and for the whole. */
  readonly keyAt: number | null;
  /** A table or a list: mistakes about the whole of it are told at its key. */
  readonly collection: boolean;
  readonly inside: Map<string | number, Spot>;
  /** A fault was told here: nothing more is to be said about it. */
  readonly faulty: boolean;
  /** The `--set` that put it here. */
  readonly set: string | null;
}

export type YamlRead =
  | { readonly ok: true; readonly value: unknown; readonly root: Spot; readonly faults: readonly Fault[]; readonly positionOf: (offset: number) => Position }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** The largest file that is read, in bytes. */
export const largestFile = 2_000_000;
const mostFaults = 10;

/** Reads one YAML document. Where the text cannot be understood at all, the faults are all there is. */
export function readYaml(source: string): YamlRead {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const lines = new LineCounter();
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faultAt = (offset: number, says: string): Fault => ({ ...positionOf(offset), says });
  const failed = (...faults: Fault[]): YamlRead => ({ ok: false, faults });

  const odd = oddCharacter(text);
  if (odd !== null) return failed(odd);
  const parsed = parse(text, lines);
  if ('tooDeepAt' in parsed) return failed(faultAt(parsed.tooDeepAt, `nested deeper than ${deepest} levels`));
  const [document, second] = parsed.documents;
  const broken = parsed.documents.flatMap((one) => one.errors.map((error) => faultAt(openedAt(one, error) ?? error.pos[0], parserFault(error.code, error.message))));
  if (broken.length > 0) return failed(...onePerLine(broken));
  if (document === undefined || document.contents === null) return failed({ line: 1, column: 1, says: text.trim() === '' ? 'the file is empty' : 'the file holds nothing but comments' });
  if (second !== undefined) return failed(faultAt(second.contents?.range?.[0] ?? second.range[0], 'a second document begins here (after ---): a scenario file holds one'));
  const directive = directiveFault(document);
  if (directive !== null) return failed({ line: 1, column: 1, says: directive });
  const { value, spot, faults, unbounded }: Composed = compose(document);
  if (unbounded) return failed(...faults.map((fault) => faultAt(fault.at, fault.says)));
  return { ok: true, value, root: spot, faults: faults.map((fault) => faultAt(fault.at, fault.says)), positionOf };
}

type Documents = { readonly documents: readonly Document.Parsed[] } | { readonly tooDeepAt: number };

/** Feeds the parser one lexeme at a time and stops where the nesting is too deep, before anything recursive sees it. */
function parse(text: string, lines: LineCounter): Documents {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({ uniqueKeys: false, lineCounter: lines });
  const tokens = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > deepest + 4) return { tooDeepAt: parser.offset };
  }
  tokens.push(...parser.end());
  return { documents: [...composer.compose(tokens, false, text.length)] };
}

/** The first character that has no place in a text file, or null. */
function oddCharacter(text: string): Fault | null {
  const found = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.exec(text);
  if (found === null) return null;
  const before = text.slice(0, found.index);
  const code = found[0].charCodeAt(0);
  const line = before.split('\n').length;
  return { line, column: before.length - before.lastIndexOf('\n'), says: code === 0 ? 'a NUL character: this is not a text file' : `a control character (U+${code.toString(16).toUpperCase().padStart(4, '0')}): this is not a text file` };
}

function directiveFault(document: Document.Parsed): string | null {
  if (document.directives.yaml.explicit === true && document.directives.yaml.version !== '1.2') return `%YAML ${document.directives.yaml.version}: scenario files are YAML 1.2, take the line away`;
  const unknown = document.warnings.find((warning) => warning.code === 'BAD_DIRECTIVE');
  return unknown === undefined ? null : 'a line that begins with % is a directive that is not known: take it away';
}

/** One mistake in the form of a file brings others after it: one for each line is enough, and not too many. */
function onePerLine(faults: readonly Fault[]): Fault[] {
  const seen = new Set<number>();
  return faults.filter((fault) => !seen.has(fault.line) && seen.add(fault.line)).slice(0, mostFaults);
}
