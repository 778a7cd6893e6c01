/** What the YAML parser reports, in plain words and with what would be right. */

import { type Document, isCollection, isScalar, visit, type YAMLError } from 'yaml';

/** The parser's sentences that deserve better ones; the first that fits is taken. */
const sentences: readonly { readonly said: RegExp; readonly words: string }[] = [
  { said: /^Missing closing "quote/, words: 'a quote (") is opened and never closed' },
  { said: /^Missing closing 'quote/, words: "a quote (') is opened and never closed" },
  { said: /^Flow map .*end with a }/, words: 'a { is never closed with }, or its lines are not indented far enough' },
  { said: /^Flow sequence .*end with a \]/, words: 'a [ is never closed with ], or its lines are not indented far enough' },
  { said: /^Unexpected flow-map-end/, words: 'a } too many' },
  { said: /^Unexpected flow-seq-end/, words: 'a ] too many' },
  { said: /^Unexpected .* at node end/, words: 'the value before this is complete: put quotes around all of it, or look for a missing comma, a missing "-" or wrong indentation' },
  { said: /^Unexpected ,|^Unexpected empty item/, words: 'a comma with nothing before it' },
  { said: /^Unexpected block-seq-ind on same line/, words: 'a list that begins with "-" goes on the next line' },
  { said: /^Block scalar header/, words: 'after | or > the text begins on the next line' },
  { said: /^Implicit map keys need/, words: 'a ":" is missing after the key' },
  { said: /^Missing , /, words: 'a comma is missing before this' },
  { said: /^Missing space after :/, words: 'a space is missing after ":"' },
  { said: /^Sequence item without -/, words: 'an entry of this list begins without "-"' },
  { said: /^Comments must be separated/, words: 'a space is missing before #' },
];

const byCode: { readonly [code: string]: string } = {
  ALIAS_PROPS: 'an alias (*name) cannot have an anchor or a tag of its own',
  BAD_ALIAS: 'an anchor (&name) and an alias (*name) need a name',
  BAD_DIRECTIVE: 'a line that begins with % is a directive that is not known: take it away',
  BAD_INDENT: 'the indentation does not fit the lines above',
  BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place: write it right before the value',
  BLOCK_IN_FLOW: 'inside { } and [ ] everything is written with commas: no indented block can stand here',
  BLOCK_AS_IMPLICIT_KEY: 'a second "key:" on one line: put it on a line of its own with the right indentation, or put quotes around text that holds ": "',
  IMPOSSIBLE: 'this does not fit here: a key must be a word, and what comes before it must be complete',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MULTILINE_IMPLICIT_KEY: 'a ":" is missing after the key, or the indentation is wrong',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_DOCS: 'a second document begins here (after ---): a scenario file holds one',
  MULTIPLE_TAGS: 'a value can have one tag only',
  TAB_AS_INDENT: 'a tab in the indentation: YAML wants spaces',
  TAG_RESOLVE_FAILED: 'a tag (!…) that is not known: take it away',
};

/** The parser's report of one mistake, for people. What has no words of its own keeps the parser's first sentence. */
export function parserFault(code: string, message: string): string {
  const said = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
  if (code === 'BAD_SCALAR_START') return `text cannot begin with ${/(\S)$/.exec(said)?.[1] ?? 'this character'}: put quotes around it`;
  if (code === 'BAD_DQ_ESCAPE') return `${/(\\\S*)/.exec(said)?.[1] ?? 'a backslash'} means nothing inside double quotes: write \\\\ for a backslash, or use single quotes`;
  const known = sentences.find((sentence) => sentence.said.test(said));
  return known?.words ?? byCode[code] ?? `this is not YAML: ${said.charAt(0).toLowerCase()}${said.slice(1)}`;
}

/** Where the quote or bracket begins that was never closed; the parser tells only where it noticed. Null for other mistakes. */
export function openedAt(document: Document.Parsed, error: YAMLError): number | null {
  const quote = /^Missing closing .quote/.test(error.message);
  const bracket = /^Flow (map|seq).*end with a [\]}]/.test(error.message);
  if (!quote && !bracket) return null;
  let last: number | null = null;
  visit(document, (_key, node) => {
    const quoted = quote && isScalar(node) && node.type?.startsWith('QUOTE') === true;
    const flowing = bracket && isCollection(node) && node.flow === true;
    const at = quoted || flowing ? (node.range?.[0] ?? null) : null;
    if (at !== null && at <= error.pos[0] && at >= (last ?? 0)) last = at;
  });
  return last;
}
