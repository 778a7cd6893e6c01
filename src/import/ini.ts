/** INI files line by line: sections, `key = value`, whole-line comments with ; or #, and what is neither. Dialects differ; the options say how. */

export interface IniEntry {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

export interface IniDialect {
  /** `key = value ; comment`. PgBouncer and Python's configparser do not know them. */
  readonly inlineComments: boolean;
  /** `key: value`. */
  readonly colons: boolean;
}

export interface IniRead {
  readonly entries: readonly IniEntry[];
  /** Lines such as `%include other.ini`. */
  readonly includes: readonly { readonly what: string; readonly line: number }[];
  readonly faults: readonly { readonly line: number; readonly says: string }[];
}

export function iniOf(text: string, dialect: IniDialect): IniRead {
  const entries: IniEntry[] = [];
  const includes: { what: string; line: number }[] = [];
  const faults: { line: number; says: string }[] = [];
  let section = '';
  for (const [i, raw] of text.replace(/^\uFEFF/, '').split(/\r?\n/).entries()) {
    const line = i + 1;
    const bare = raw.trim();
    if (bare === '' || /^[;#]/.test(bare)) continue;
    const header = /^\[([^\]]+)\]$/.exec(bare);
    const include = /^%include\s+(.+)$/.exec(bare);
    const pair = (dialect.colons ? /^([^=:]+?)\s*[=:]\s*(.*)$/ : /^([^=]+?)\s*=\s*(.*)$/).exec(bare);
    if (header !== null) section = header[1]?.trim() ?? '';
    else if (include !== null) includes.push({ what: include[1] ?? '', line });
    // A line that is set in goes on with the value before it, as configparser has it.
    else if (dialect.colons && /^\s/.test(raw)) continue;
    else if (pair === null) faults.push({ line, says: `"${bare.slice(0, 60)}" is neither a section nor key = value` });
    else entries.push({ section, key: pair[1] ?? '', value: dialect.inlineComments ? (pair[2] ?? '').replace(/\s[;#].*$/, '') : (pair[2] ?? ''), line });
  }
  return { entries, includes, faults };
}
