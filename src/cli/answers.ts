/** Answers from stdin, a line at a time: typed at a terminal, or piped by a script. */

import { createInterface, type Interface } from 'node:readline';

/** Lines as they come. Made once for a session; `close` lets the process end. */
export class Answers {
  readonly #lines: Interface;
  readonly #iterator: AsyncIterator<string>;
  readonly #typed = process.stdin.isTTY === true;
  /** Lines read so far. */
  count = 0;

  constructor() {
    this.#lines = createInterface({ input: process.stdin, terminal: false, crlfDelay: Number.POSITIVE_INFINITY });
    this.#iterator = this.#lines[Symbol.asyncIterator]();
  }

  /** The next line without blanks around it; null when there is no more. The prompt is shown to those who type. */
  async next(prompt: string): Promise<string | null> {
    if (this.#typed) process.stderr.write(prompt);
    const { value, done } = await this.#iterator.next();
    if (done === true) return null;
    this.count++;
    return String(value).trim();
  }

  close(): void {
    this.#lines.close();
  }
}

/** What came of a question: an answer, the wish to leave, or the end of the input. */
export type Reply = { readonly kind: 'answer'; readonly value: number } | { readonly kind: 'left' } | { readonly kind: 'ended' };

/** `hint` is what `?` prints. Tells on `tell` what is wrong with a line. Asks until somebody answers in a way that `read` understands, leaves, or the input ends. `?` prints the hint. */
export async function replyTo(answers: Answers, read: (text: string) => { readonly ok: true; readonly value: number } | { readonly ok: false; readonly says: string }, hint: string, tell: (text: string) => void): Promise<Reply> {
  for (;;) {
    const line = await answers.next('> ');
    if (line === null) return { kind: 'ended' };
    if (line === '') continue;
    if (/^(?:q|quit|exit)$/i.test(line)) return { kind: 'left' };
    if (line === '?' || /^hint$/i.test(line)) {
      tell(hint);
      continue;
    }
    const answer = read(line);
    if (answer.ok) return { kind: 'answer', value: answer.value };
    tell(answer.says);
  }
}
