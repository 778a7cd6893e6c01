/** The fingerprint of a plan: FNV-1a, 64 bit (Fowler, Noll, Vo), kept in two 32-bit halves, over a plain spelling of everything in it. */

const offsetHigh = 0xcbf29ce4;
const offsetLow = 0x84222325;
/** The FNV prime is 2^40 + 0x1b3. */
const primeLow = 0x1b3;

/** Sixteen hex digits that change whenever the plan does. The order of keys counts; infinities and missing values have their own spelling. */
export function fingerprintOf(plan: unknown): string {
  const hash = new Hash();
  spell(plan, hash);
  return hash.hex();
}

class Hash {
  #high = offsetHigh;
  #low = offsetLow;

  /** Adds text, unit by unit: the low byte, and the high byte where there is one. */
  add(text: string): void {
    let high = this.#high;
    let low = this.#low;
    for (let i = 0; i < text.length; i++) {
      for (let unit = text.charCodeAt(i); ; unit >>>= 8) {
        low = (low ^ (unit & 0xff)) >>> 0;
        const product = low * primeLow;
        high = (Math.imul(high, primeLow) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
        low = product >>> 0;
        if (unit <= 0xff) break;
      }
    }
    this.#high = high;
    this.#low = low;
  }

  hex(): string {
    return this.#high.toString(16).padStart(8, '0') + this.#low.toString(16).padStart(8, '0');
  }
}

/** JSON, except that numbers of any kind keep their name and an absent value is told from null. */
function spell(value: unknown, hash: Hash): void {
  if (Array.isArray(value)) {
    hash.add('[');
    for (const entry of value) {
      spell(entry, hash);
      hash.add(',');
    }
    hash.add(']');
  } else if (typeof value === 'object' && value !== null) {
    hash.add('{');
    for (const [key, entry] of Object.entries(value)) {
      hash.add(`${JSON.stringify(key)}:`);
      spell(entry, hash);
      hash.add(',');
    }
    hash.add('}');
  } else hash.add(typeof value === 'string' ? JSON.stringify(value) : String(value));
}
