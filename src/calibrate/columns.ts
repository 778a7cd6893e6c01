/** Which column of a table means what: headers as people write them, with the unit at their end ("latency_ms", "Latency average (ms)", "n", "tps"). */

import { nearest } from '../nearest.ts';

export type Role = 'clients' | 'tps' | 'latency' | 'cpu' | 'cores' | 'workload';

/** Names for each role, the clearest first; compared without case and punctuation. */
const known: { readonly [role in Role]: readonly string[] } = {
  clients: ['clients', 'client', 'numberofclients', 'numclients', 'nclients', 'connections', 'conns', 'concurrency', 'sessions', 'threads', 'users', 'n', 'c'],
  tps: ['tps', 'throughput', 'transactionspersecond', 'throughputper', 'throughputpersecond', 'qps', 'rps', 'queriespersecond', 'requestspersecond', 'per', 'x'],
  latency: ['latency', 'latencymean', 'latencyaverage', 'latencyavg', 'meanlatency', 'averagelatency', 'avglatency', 'latmean', 'latavg', 'lat', 'responsetime', 'response', 'mean', 'avg', 'r'],
  cpu: ['cpu', 'cpupertx', 'cpupertransaction', 'cputime', 'servercpu', 'dbcpu', 'servercpupertx'],
  cores: ['cores', 'vcpus', 'vcpu', 'cpus'],
  workload: ['workload', 'script', 'query', 'benchmark', 'transactiontype'],
};

/** Spans in ms. */
const units: { readonly [unit: string]: number } = { us: 1e-3, µs: 1e-3, μs: 1e-3, microseconds: 1e-3, ms: 1, msec: 1, milliseconds: 1, s: 1000, sec: 1000, seconds: 1000 };

export interface Column {
  readonly header: string;
  readonly index: number;
  /** How many ms one of its numbers is; null: the header has no unit. */
  readonly unitMs: number | null;
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The name before a unit, and the unit in ms: "latency_ms" is ["latency", 1]. */
function split(header: string): readonly [string, number | null] {
  const found = /^(.*?)[\s_([/,-]+([a-zµμ]+)[)\]\s]*$/iu.exec(header.trim());
  const unit = units[(found?.[2] ?? '').toLowerCase()];
  return unit === undefined ? [letters(header), null] : [letters(found?.[1] ?? ''), unit];
}

export interface Header {
  readonly columns: { readonly [role in Role]?: Column };
  /** What is wrong with the header, each a sentence. */
  readonly problems: readonly string[];
}

export const roles = Object.keys(known) as readonly Role[];

/** Finds the columns in a header. `asked` names some of them: { tps: "w_tps" }. Clients and one of tps and latency are required. */
export function columnsOf(header: readonly string[], asked: { readonly [role: string]: string }): Header {
  const problems: string[] = [];
  const columns: { [role in Role]?: Column } = {};
  for (const role of roles) {
    const name = asked[role];
    const index = name === undefined ? usual(header, role) : header.findIndex((one) => one.trim().toLowerCase() === name.trim().toLowerCase());
    if (index >= 0) columns[role] = { header: header[index] ?? '', index, unitMs: split(header[index] ?? '')[1] };
    else if (name !== undefined) problems.push(`there is no column "${name}".${meant(name, header)}`);
  }
  const all = `its columns are ${header.map((one) => one.trim()).join(', ')}`;
  if (columns.clients === undefined && asked.clients === undefined) problems.push(`no column says how many clients there were (${all}).${guess(header, 'clients')}`);
  if (columns.tps === undefined && columns.latency === undefined && asked.tps === undefined && asked.latency === undefined) problems.push(`no column has a throughput or a latency (${all}).${guess(header, 'tps')}`);
  return { columns, problems };
}

/** The column with the clearest name for a role; -1 when there is none. Names without a unit may carry one at their end. */
function usual(header: readonly string[], role: Role): number {
  for (const name of known[role]) {
    const index = header.findIndex((one) => letters(one) === name || (split(one)[0] === name && split(one)[1] !== null));
    if (index >= 0) return index;
  }
  return -1;
}

const meant = (name: string, header: readonly string[]): string => {
  const near = nearest(name, header);
  return near === null ? ` Known here: ${header.map((one) => one.trim()).join(', ')}.` : ` Did you mean "${near.trim()}"?`;
};

function guess(header: readonly string[], role: Role): string {
  const near = header.find((one) => nearest(one, known[role].filter((name) => name.length > 2)) !== null);
  return near === undefined ? ` Name one "${role}", or say which it is: --column ${role}=NAME.` : ` Is it "${near.trim()}"? Then say --column ${role}=${near.trim()}.`;
}
