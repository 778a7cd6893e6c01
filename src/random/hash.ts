/**
 * Names to seeds: a 128-bit hash of a text, so that streams with neighbouring names or seeds begin far apart. It is the
 * x86 128-bit variant of MurmurHash3 (Appleby 2011, public domain) read over UTF-16 code units, one unit a step.
 */

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** The avalanche that ends MurmurHash3: every bit of `x` moves every bit of the result. */
function avalanche(x: number): number {
  let h = x ^ (x >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Four signed 32-bit words that depend on every character of `text` and on its length. */
export function hash128(text: string): Int32Array {
  let a = 0x243f6a88 | 0; // the first digits of pi: any four unequal constants would do
  let b = 0x85a308d3 | 0;
  let c = 0x13198a2e | 0;
  let d = 0x03707344 | 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(rotate(a ^ Math.imul(rotate(Math.imul(unit, 0x239b961b), 15), 0xab0e9789 | 0), 19) + b, 5) + 0x561ccd1b | 0;
    b = Math.imul(rotate(b ^ Math.imul(rotate(Math.imul(unit, 0xab0e9789 | 0), 16), 0x38b34ae5), 17) + c, 5) + 0x0bcaa747 | 0;
    c = Math.imul(rotate(c ^ Math.imul(rotate(Math.imul(unit, 0x38b34ae5), 17), 0xa1e38b93 | 0), 15) + d, 5) + (0x96cd1c35 | 0) | 0;
    d = Math.imul(rotate(d ^ Math.imul(rotate(Math.imul(unit, 0xa1e38b93 | 0), 18), 0x239b961b), 13) + a, 5) + 0x32ac3b17 | 0;
  }
  const words = Int32Array.of(a, b, c, d);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 4; i++) {
      const sum = words[0]! + words[1]! + words[2]! + words[3]! + text.length;
      words[i] = avalanche((words[i]! ^ (sum | 0)) + Math.imul(i + 1, 0x9e3779b9 | 0) | 0);
    }
  }
  return words;
}
