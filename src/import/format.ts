/** What an import format is: how a file of it is known, and what it becomes: arrivals for a trace file, or blocks of a scenario. */

/** The beginning of a file, enough to tell its format from. */
export interface Head {
  /** Name of the file without its folder. */
  readonly name: string;
  readonly text: string;
  /** The text is all there is. */
  readonly whole: boolean;
}

/** Something to say about a file beside what was made of it. `unknown` are keys that nobody here knows, `notNeeded` those that change nothing in a pool. */
export interface Remark {
  readonly sort: 'note' | 'notNeeded' | 'unknown';
  /** Line in the file, from 1; null: the file as a whole. */
  readonly line: number | null;
  readonly says: string;
}

/** Why nothing can be made of a file. */
export interface Fault {
  readonly line: number;
  readonly says: string;
}

/** Units of a bare number that is a span of time. */
export type SpanUnit = 's' | 'ms' | 'us' | 'ns';

/** What the user said beside the name of the file. Each format reads those that concern it. */
export interface ImportWords {
  readonly zone?: string | undefined;
  readonly timeColumn?: string | undefined;
  readonly timeUnit?: 's' | 'ms' | 'us' | undefined;
  readonly timeIs?: 'start' | 'end' | undefined;
  readonly durationColumn?: string | undefined;
  readonly durationUnit?: SpanUnit | undefined;
  readonly durationAs?: 'cpu' | 'blocked' | undefined;
  readonly routeColumn?: string | undefined;
  readonly cpuColumn?: string | undefined;
  readonly blockedColumn?: string | undefined;
  readonly routes?: boolean | undefined;
  readonly top?: number | undefined;
  readonly database?: string | undefined;
  readonly pool?: string | undefined;
  readonly profile?: readonly string[] | undefined;
  readonly env?: readonly string[] | undefined;
  readonly over?: string | undefined;
  readonly separate?: boolean | undefined;
}

/** Where a reader of arrivals puts what it finds. Times are µs since 1970, or since the recording began; NaN: not known. */
export interface ArrivalSink {
  /** `grain` is the step of the clock that wrote the time down, in µs: the true arrival lies within it. */
  row(at: number, grain: number, route: string | null, cpu: number, blocked: number): void;
  bad(line: number, says: string): void;
}

/** Reads line after line; a record may need several. `end` comes after the last. */
export interface ArrivalReader {
  read(line: string, number: number): void;
  end(): void;
  /** What is to be said when all is read. */
  remarks(): readonly Remark[];
}

/** How arrivals are told in a scenario. */
export interface ArrivalsInfo {
  /** Times count from the beginning of the recording, not from 1970. */
  readonly relative: boolean;
  readonly hasRoutes: boolean;
  readonly hasCpu: boolean;
  readonly hasBlocked: boolean;
}

interface Entry {
  readonly name: string;
  readonly says: string;
  /** Whether a file that begins so is of this format. */
  readonly recognises: (head: Head) => boolean;
}

export interface ArrivalsFormat extends Entry {
  readonly makes: 'trace';
  readonly begin: (words: ImportWords, head: Head, sink: ArrivalSink) => (ArrivalReader & ArrivalsInfo) | Fault;
}

/** Blocks of a scenario as text that can be pasted into one. */
export type Imported = { readonly ok: true; readonly yaml: string; readonly remarks: readonly Remark[] } | { readonly ok: false; readonly faults: readonly Fault[] };

export interface BlocksFormat extends Entry {
  readonly makes: 'pools' | 'poolers' | 'routes';
  readonly read: (text: string, words: ImportWords, head: Head) => Imported;
}

export type ImportFormat = ArrivalsFormat | BlocksFormat;

/** The lines of a beginning; a last line that may be cut short is left out. */
export function headLines(head: Head): readonly string[] {
  const lines = head.text.split(/\r?\n/);
  return head.whole || lines.length === 1 ? lines : lines.slice(0, -1);
}
