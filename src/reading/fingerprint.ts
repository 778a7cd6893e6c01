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
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      this.#byte(unit & 0xff);
      if (unit > 0xff) this.#byte(unit >>> 8);
    }
  }

  #byte(byte: number): void {
    const low = (this.#low ^ byte) >>> 0;
    const product = low * primeLow;
    this.#high = (Math.imul(this.#high, primeLow) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    this.#low = product >>> 0;
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
