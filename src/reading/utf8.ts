/** Bytes to text by the law of UTF-8 (RFC 3629), for a core that has no TextDecoder: the text, or where and why the bytes are not text. */

export type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly line: number; readonly column: number; readonly says: string };

const chunk = 8192;

/** Decodes UTF-8 and drops a byte-order mark. A byte that is no UTF-8 is reported with its line and column. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (wide) return { ok: false, line: 1, column: 1, says: 'the file is UTF-16: save it as UTF-8' };
  const parts: string[] = [];
  const units: number[] = [];
  let i = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (i < bytes.length) {
    const length = sequenceLength(bytes, i);
    if (length === 0) return { ok: false, ...positionAfter(parts.join('') + String.fromCharCode(...units)), says: `the file is not UTF-8 text: byte 0x${(bytes[i] ?? 0).toString(16)} is out of place` };
    pushUnits(units, codePoint(bytes, i, length));
    i += length;
    if (units.length >= chunk) parts.push(String.fromCharCode(...units.splice(0)));
  }
  parts.push(String.fromCharCode(...units));
  return { ok: true, text: parts.join('') };
}

/** The number of bytes of the character at `i`, or 0 where none begins (overlong forms and surrogates included). */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let j = 1; j < length; j++) if (((bytes[i + j] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[i + 1] ?? 0;
  const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const outside = (first === 0xed && second >= 0xa0) || (first === 0xf4 && second >= 0x90);
  return overlong || outside ? 0 : length;
}

function codePoint(bytes: Uint8Array, i: number, length: number): number {
  const first = bytes[i] ?? 0;
  let point = length === 1 ? first : first & (0xff >> (length + 1));
  for (let j = 1; j < length; j++) point = (point << 6) | ((bytes[i + j] ?? 0) & 0x3f);
  return point;
}

function pushUnits(units: number[], point: number): void {
  if (point < 0x10000) units.push(point);
  else units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
}

/** Line and column, both from 1, of the place right after `text`. */
export function positionAfter(text: string): { readonly line: number; readonly column: number } {
  const lines = text.split('\n');
  return { line: lines.length, column: (lines[lines.length - 1] ?? '').length + 1 };
}
