/** What the YAML parser reports, in plain words and with what would be right. */

const words: { readonly [code: string]: string } = {
  ALIAS_PROPS: 'an alias (*name) cannot have an anchor or a tag of its own',
  BAD_ALIAS: 'an alias needs a name: *name',
  BAD_DIRECTIVE: 'a line that begins with % is a directive that is not known: take it away',
  BAD_INDENT: 'the indentation does not fit the lines above',
  BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place: write it right before the value',
  BLOCK_IN_FLOW: 'inside { } and [ ] everything is written with commas: no indented block can stand here',
  BLOCK_AS_IMPLICIT_KEY: 'a second "key:" on one line: put it on a line of its own with the right indentation, or put quotes around text that holds ": "',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MULTILINE_IMPLICIT_KEY: 'a ":" is missing after the key, or the indentation is wrong',
  MULTIPLE_ANCHORS: 'a value can have one anchor only',
  MULTIPLE_DOCS: 'a second document begins here (after ---): a scenario file holds one',
  MULTIPLE_TAGS: 'a value can have one tag only',
  TAB_AS_INDENT: 'a tab in the indentation: YAML wants spaces',
};

/** The parser's report of one mistake, for people. Codes without words of their own keep the parser's first sentence. */
export function parserFault(code: string, message: string): string {
  const said = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
  if (code === 'MISSING_CHAR' && /quote/.test(said)) return `a quote ${said.includes('"') ? '(")' : "(')"} is opened and never closed`;
  if (code === 'BAD_INDENT' && /^Flow map/.test(said)) return 'a { is never closed with }, or its lines are not indented far enough';
  if (code === 'BAD_INDENT' && /^Flow seq/.test(said)) return 'a [ is never closed with ], or its lines are not indented far enough';
  if (code === 'BAD_SCALAR_START') return `text cannot begin with ${/([^\s])$/.exec(said)?.[1] ?? 'this character'}: put quotes around it`;
  if (code === 'BAD_DQ_ESCAPE') return `${/(\\\S*)/.exec(said)?.[1] ?? 'a backslash'} means nothing inside double quotes: write \\\\ for a backslash, or use single quotes`;
  return words[code] ?? `this is not YAML: ${said.charAt(0).toLowerCase()}${said.slice(1)}`;
}
