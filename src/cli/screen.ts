/** The terminal: how wide it is, whether it shows colour, and a progress line that stays away when nobody watches. */

export interface Look {
  readonly width: number;
  readonly colour: boolean;
}

/** Width and colour of stdout. NO_COLOR and FORCE_COLOR are heeded, as everywhere. */
export function look(width: number | undefined): Look {
  const { NO_COLOR: without, FORCE_COLOR: forced, TERM: term } = process.env;
  const colour = forced !== undefined && forced !== '0' ? true : process.stdout.isTTY === true && (without === undefined || without === '') && term !== 'dumb';
  return { width: width !== undefined && width >= 40 ? Math.floor(width) : Math.max(60, Math.min(process.stdout.columns ?? 100, 160)), colour };
}

/** Work shorter than this shows no progress. */
const quietMs = 500;
const cells = 30;

/** A progress line on stderr. `show` may be called as often as one likes; nothing is printed off a terminal or within the first half second. */
export class Progress {
  readonly #watched = process.stderr.isTTY === true;
  readonly #began = performance.now();
  #last = 0;
  #shown = false;

  show(share: number, what: string): void {
    if (!this.#watched) return;
    const now = performance.now();
    if (now - this.#began < quietMs || now - this.#last < 100) return;
    this.#last = now;
    this.#shown = true;
    const full = Math.round(Math.min(1, Math.max(0, share)) * cells);
    process.stderr.write(`\r${'█'.repeat(full)}${'░'.repeat(cells - full)} ${String(Math.round(share * 100)).padStart(3)} %  ${what}\u001b[K`);
  }

  /** Wipes the line. */
  done(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
