/** What a measurement of a server will do, read from the command line: which numbers of connections, how long, with what statement. All of it is bounded. */

import { parseShare } from '../../units/text.ts';
import { Exit, Stop } from '../exit.ts';

export interface MeasureWords {
  readonly url?: string | undefined;
  readonly clients?: string | undefined;
  readonly seconds?: number | undefined;
  readonly statement?: string | undefined;
  readonly share?: string | undefined;
  readonly raw?: string | undefined;
  readonly yes?: boolean | undefined;
}

export interface MeasurePlan {
  readonly url: string;
  /** Host, port and database: the place without the password. */
  readonly place: string;
  readonly clients: readonly number[];
  readonly seconds: number;
  readonly statement: string;
  readonly share: number;
  readonly raw: string;
}

/** About a millisecond of processor time and no table: the same on every server. */
const usualStatement = 'SELECT count(*) FROM generate_series(1, 10000)';
/** Bounds of a small measurement. */
const most = { numbers: 16, clients: 1000, seconds: 60 };

const wrong = (says: string): Stop => new Stop(Exit.badInput, `poolsim: ${says}`);

/** The plan, or a stop with exit code 2 that says which word is wrong. Null: no server is to be measured. */
export function planFrom(words: MeasureWords): MeasurePlan | null {
  const { url } = words;
  if (url === undefined) {
    const stray = (['clients', 'seconds', 'statement', 'share', 'raw', 'yes'] as const).find((name) => words[name] !== undefined);
    if (stray !== undefined) throw wrong(`--${stray} belongs to a measurement: say which server with --url postgres://user@host/database`);
    return null;
  }
  const place = placeOf(url);
  const seconds = words.seconds ?? 5;
  if (!(seconds >= 1 && seconds <= most.seconds)) throw wrong(`--seconds must be a number from 1 to ${most.seconds}`);
  const share = parseShare(words.share ?? '20%');
  if (!share.ok || !(share.value > 0 && share.value <= 0.8)) throw wrong(`--share ${words.share}: ${share.ok ? 'expected a share from above 0% to 80%' : share.says}`);
  if (words.statement?.trim() === '') throw wrong('--statement needs a statement, such as "SELECT count(*) FROM orders WHERE id < 100"');
  return {
    url, place, clients: clientsFrom(words.clients ?? '1,2,4,8'), seconds, share: share.value, statement: words.statement ?? usualStatement,
    raw: words.raw ?? `out/calibrate/${place.replace(/[^\w.-]+/g, '-')}.csv`,
  };
}

function placeOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !['postgres:', 'postgresql:'].includes(parsed.protocol) || parsed.hostname === '') throw wrong(`--url ${parsed === null ? 'is not an address' : `begins with ${parsed.protocol}//`}: expected postgres://user@host:5432/database (only PostgreSQL can be measured)`);
  return `${parsed.hostname}${parsed.port === '' ? '' : `:${parsed.port}`}${parsed.pathname === '/' ? '' : parsed.pathname}`;
}

function clientsFrom(word: string): readonly number[] {
  const clients = word.split(',').map((one) => Number(one.trim()));
  if (word.trim() === '' || clients.some((n) => !Number.isInteger(n) || n < 1 || n > most.clients)) throw wrong(`--clients "${word}": expected whole numbers from 1 to ${most.clients}, such as 1,2,4,8`);
  const sorted = [...new Set(clients)].sort((a, b) => a - b);
  if (sorted.length > most.numbers) throw wrong(`--clients: ${sorted.length} numbers of connections, at most ${most.numbers}`);
  return sorted;
}
