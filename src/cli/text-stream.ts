/** A file as text, piece by piece: its beginning first, then line after line, never the whole. Files ending in .gz (or beginning like one) are unpacked. */

import { closeSync, createReadStream, fstatSync, openSync, type ReadStream, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { cannot, Exit, isSystemError, Stop } from './exit.ts';

/** So much of a file is enough to tell its format. */
const headChars = 1 << 16;
/** No sane line is longer; what is, is no text in lines. */
const longestLine = 1 << 24;

/** An open text: `-` is stdin. Text that is not UTF-8 is read with replacement characters: logs hold what clients sent. */
export class TextStream {
  readonly #path: string;
  readonly #source: ReadStream | Readable;
  readonly #raw: ReadStream | null;
  readonly #size: number;
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #head = '';
  #ended = false;

  private constructor(path: string, source: Readable, raw: ReadStream | null, size: number) {
    this.#path = path;
    this.#source = source;
    this.#raw = raw;
    this.#size = size;
    this.#pieces = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  }

  /** Opens a file and reads its beginning. Stops with exit code 3 where it cannot be read. */
  static async open(path: string): Promise<TextStream> {
    const text = path === '-' ? new TextStream('stdin', process.stdin, null, 0) : TextStream.#ofFile(path);
    while (text.#head.length < headChars && !text.#ended) text.#head += await text.#next();
    return text;
  }

  static #ofFile(path: string): TextStream {
    try {
      const file = openSync(path, 'r');
      const stat = fstatSync(file);
      if (stat.isDirectory()) {
        closeSync(file);
        throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
      }
      const magic = new Uint8Array(2);
      const zipped = stat.isFile() && readSync(file, magic, 0, 2, 0) === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
      const raw = createReadStream(path, { fd: file, highWaterMark: 1 << 20, ...(stat.isFile() ? { start: 0 } : {}) });
      if (!zipped) return new TextStream(path, raw, raw, stat.size);
      const unpacked = createGunzip();
      raw.on('error', (error) => unpacked.destroy(error));
      return new TextStream(path, raw.pipe(unpacked), raw, stat.size);
    } catch (error) {
      if (isSystemError(error)) throw new Stop(Exit.couldNotRun, `poolsim: ${cannot('read', path, error)}`);
      throw error;
    }
  }

  /** The beginning; the whole text where that is short. */
  get head(): string {
    return this.#head;
  }

  /** The beginning is all there is. */
  get isShort(): boolean {
    return this.#ended;
  }

  /** How much has been read, from 0 to 1; 0 where the size is not known. */
  get share(): number {
    return this.#size === 0 ? 0 : Math.min(1, (this.#raw?.bytesRead ?? 0) / this.#size);
  }

  /** The whole text, or null where it has more than so many characters. */
  async whole(most: number): Promise<string | null> {
    let text = this.#head;
    while (!this.#ended && text.length <= most) text += await this.#next();
    this.#source.destroy();
    return text.length > most ? null : text;
  }

  /** Hands line after line to `take`, without line ends; `between` is called after each piece of the file. */
  async lines(take: (line: string, number: number) => void, between: () => void): Promise<void> {
    let rest = this.#head;
    let number = 0;
    this.#head = '';
    for (;;) {
      let from = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
        take(rest.slice(from, rest[end - 1] === '\r' && end > from ? end - 1 : end), ++number);
        from = end + 1;
      }
      rest = rest.slice(from);
      if (rest.length > longestLine) throw new Stop(Exit.badInput, `${this.#path}:${number + 1}: a line of more than ${longestLine >> 20} million characters: this is no text in lines`);
      between();
      if (this.#ended) break;
      rest += await this.#next();
    }
    if (rest !== '') take(rest.replace(/\r$/, ''), number + 1);
  }

  close(): void {
    this.#source.destroy();
  }

  async #next(): Promise<string> {
    try {
      const { value, done } = await this.#pieces.next();
      this.#ended = done === true;
      if (this.#ended) return this.#decoder.decode();
      return this.#decoder.decode(value as Uint8Array, { stream: true });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      // The codes of zlib (Z_DATA_ERROR, Z_BUF_ERROR) are no codes of the file system.
      if (error.code?.startsWith('Z_') || error.code?.startsWith('ERR_')) throw new Stop(Exit.badInput, `${this.#path}: it begins like a gzip file and cannot be unpacked: ${error.message}`);
      throw new Stop(Exit.couldNotRun, `poolsim: ${cannot('read', this.#path, error)}`);
    }
  }
}
