/**
 * pgbouncer.ini: a pooler for each line of [databases], with the settings of [pgbouncer] where the line has none of its own.
 * Source: pgbouncer/pgbouncer 1.25.2, `doc/config.md`, `src/loader.c` (connection strings), `src/main.c` (settings).
 */

import type { BlocksFormat, Fault, Imported, ImportWords, Remark } from '../format.ts';
import { type IniEntry, iniOf } from '../ini.ts';
import { blocksOf, type Draft, kindOf, note, notNeeded, type Setting, unknownKey } from '../settings.ts';
import { routeName } from '../route-names.ts';

/** Settings of the model's own, which no pgbouncer.ini has. */
const modelled = ['version', 'connect', 'roundTrip', 'cpu', 'contention'];

/** What a line of [databases] calls the settings of its pool. */
const perDatabase: { readonly [key: string]: string } = { pool_size: 'default_pool_size', min_pool_size: 'min_pool_size', reserve_pool: 'reserve_pool_size', reserve_pool_size: 'reserve_pool_size', pool_mode: 'pool_mode', max_db_connections: 'max_db_connections', server_lifetime: 'server_lifetime' };

const ofConnections = ['dbname', 'host', 'port', 'user', 'password', 'auth_user', 'auth_query', 'auth_dbname', 'client_encoding', 'datestyle', 'timezone', 'connect_query', 'application_name', 'load_balance_hosts', 'max_db_client_connections'];

/** Settings that change nothing in how server connections are lent, or that the model leaves out (decision 0010). */
const others: { readonly [key: string]: string } = {
  logfile: '', pidfile: '', listen_addr: '', listen_port: '', unix_socket_dir: '', unix_socket_mode: '', unix_socket_group: '', user: '', auth_type: '', auth_file: '', auth_hba_file: '', auth_ident_file: '', auth_user: '', auth_query: '', auth_dbname: '', auth_ldap_options: '', auth_cert: '',
  admin_users: '', stats_users: '', ignore_startup_parameters: '', application_name_add_host: '', conffile: '', service_name: '', job_name: '', stats_period: '', syslog: '', syslog_ident: '', syslog_facility: '', log_connections: '', log_disconnections: '', log_pooler_errors: '', log_stats: '', verbose: '',
  dns_max_ttl: '', dns_nxdomain_ttl: '', dns_zone_check_period: '', resolv_conf: '', tcp_defer_accept: '', tcp_socket_buffer: '', tcp_keepalive: '', tcp_keepcnt: '', tcp_keepidle: '', tcp_keepintvl: '', tcp_user_timeout: '', so_reuseport: '', pkt_buf: '', sbuf_loopcnt: '', max_packet_size: '', listen_backlog: '', track_extra_parameters: '',
  peer_id: '', server_fast_close: '', disable_pqexec: '', server_check_query: 'the test is one round trip, whatever it asks', client_login_timeout: '', autodb_idle_timeout: '', cancel_wait_timeout: '', suspend_timeout: '', shutdown_timeout: '', max_prepared_statements: 'prepared statements are not modelled', scram_iterations: '', query_timeout: 'say it as statementTimeout of the database', transaction_timeout: 'not modelled',
  max_user_client_connections: 'not modelled', max_db_client_connections: 'not modelled',
};

export const pgbouncer: BlocksFormat = {
  name: 'pgbouncer',
  says: 'pgbouncer.ini: a pooler for each database, with its own and the general settings',
  makes: 'poolers',
  recognises: ({ text }) => /^\s*\[pgbouncer\]\s*$/m.test(text) || (/^\s*\[databases\]\s*$/m.test(text) && /=.*\b(?:dbname|host|port)\s*=/.test(text)),
  read: (text, words, head) => imported(text, words, head.name),
};

function imported(text: string, words: ImportWords, file: string): Imported {
  const { entries, includes, faults: broken } = iniOf(text, { inlineComments: false, colons: false });
  const faults: Fault[] = [...broken];
  const remarks: Remark[] = includes.map(({ what, line }) => ({ sort: 'unknown', line, says: `%include ${what}: not followed; import that file too` }));
  const general = generalSettings(entries, remarks, faults);
  for (const { section, key, line } of entries) if (section !== 'pgbouncer' && section !== 'databases') remarks.push(section === 'users' || section === 'peers' ? notNeeded(`[${section}] ${key}`, line, 'settings of single users and peers are not modelled') : { sort: 'unknown', line, says: `[${section}] ${key}` });
  const databases = entries.filter(({ section }) => section === 'databases').map((entry) => databaseOf(entry, remarks, faults));
  if (faults.length > 0) return { ok: false, faults };
  if (databases.length > 1) remarks.push(note(`the ${databases.length} databases share one PgBouncer: here each has a core and ${general.some(({ key }) => key === 'max_client_conn') ? 'a max_client_conn' : 'max_client_conn (100)'} of its own`));
  const hosts = new Set(databases.map((one) => one.host));
  const drafts = databases.length === 0
    ? [{ name: 'pgbouncer', kind: 'pgbouncer', settings: general, line: 1 }]
    : databases.map(({ name, host, settings, line }): Draft => ({ name, kind: 'pgbouncer', line, settings: merged(general, settings), ...(hosts.size > 1 ? { database: routeName(host) } : {}) }));
  if (hosts.size > 1) remarks.push(note(`the databases are on ${hosts.size} servers: the scenario needs ${[...hosts].map(routeName).join(', ')} under databases`));
  return blocksOf('poolers', drafts, file, words, remarks);
}

function valueIn(key: string, text: string): unknown {
  if (key === 'server_reset_query') return text;
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : key === 'pool_mode' ? text.toLowerCase() : text;
}

/** The value, or a fault where PgBouncer would not take it: it knows no units, and no "yes" (tried with 1.18). */
function settingOf(key: string, text: string, line: number, faults: Fault[]): Setting[] {
  const value = valueIn(key, text);
  if (typeof value === 'string' && key !== 'pool_mode' && key !== 'server_reset_query') return faults.push({ line, says: `${key}: "${text}" is no number: PgBouncer takes ${/timeout|lifetime|retry|delay/.test(key) ? 'seconds without a unit' : 'a number'}` }), [];
  return [{ key, value, line }];
}

const merged = (general: readonly Setting[], own: readonly Setting[]): Setting[] => [...general.filter(({ key }) => !own.some((one) => one.key === key)), ...own];

function generalSettings(entries: readonly IniEntry[], remarks: Remark[], faults: Fault[]): Setting[] {
  const options = Object.keys(kindOf('pgbouncer', 'poolers').options).filter((key) => !modelled.includes(key));
  let settings: Setting[] = [];
  for (const { section, key, value, line } of entries) {
    if (section !== 'pgbouncer') continue;
    if (options.includes(key)) settings = merged(settings, settingOf(key, value, line, faults));
    else if (Object.hasOwn(others, key) || /^(?:client|server)_tls_/.test(key)) remarks.push(notNeeded(key, line, others[key]));
    else remarks.push(unknownKey(key, line, options));
  }
  return settings;
}

interface DatabaseLine {
  readonly name: string;
  readonly host: string;
  readonly settings: readonly Setting[];
  readonly line: number;
}

/** `name = host=… dbname=… pool_size=50`; a value may stand in quotes, doubled inside. `*` stands for every other database. */
function databaseOf({ key: name, value, line }: IniEntry, remarks: Remark[], faults: Fault[]): DatabaseLine {
  const settings: Setting[] = [];
  let [host, port] = ['', '5432'];
  let rest = value.trim();
  while (rest !== '') {
    const pair = /^([\w-]+)\s*=\s*(?:'((?:[^']|'')*)'|(\S*))\s*/.exec(rest);
    if (pair === null) return faults.push({ line, says: `${name}: "${rest.slice(0, 40)}" is not key=value` }), { name, host, settings, line };
    rest = rest.slice(pair[0].length);
    const key = pair[1] ?? '';
    const text = (pair[2] ?? pair[3] ?? '').replaceAll("''", "'");
    const option = perDatabase[key];
    if (key === 'host') host = text;
    if (key === 'port') port = text;
    if (option !== undefined) settings.push(...settingOf(option, text, line, faults));
    else remarks.push(ofConnections.includes(key) ? notNeeded(`${name}: ${key}`, line) : unknownKey(`${name}: ${key}`, line, Object.keys(perDatabase)));
  }
  return { name: name === '*' ? 'any' : name.replace(/^"(.*)"$/, '$1'), host: `${host || 'local'}${port === '5432' ? '' : `-${port}`}`, settings, line };
}
