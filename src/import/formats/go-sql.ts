/** Go's database/sql: SetMaxOpenConns, SetMaxIdleConns, SetConnMaxLifetime, SetConnMaxIdleTime, by the variable they are called on. Source: golang/go, src/database/sql/sql.go. */

import { parser } from '@lezer/go';
import type { BlocksFormat, Fault, Remark } from '../format.ts';
import { parts } from '../code-values.ts';
import { blocksOf, type Draft, lineAt, note, type Setting } from '../settings.ts';

const setter = /^(.*)\.Set(MaxOpenConns|MaxIdleConns|ConnMaxLifetime|ConnMaxIdleTime)$/;
const units: { readonly [unit: string]: string } = { Nanosecond: 'ns', Microsecond: 'us', Millisecond: 'ms', Second: 's', Minute: 'm', Hour: 'h' };

export const goSql: BlocksFormat = {
  name: 'go-sql',
  says: "Go's database/sql: db.SetMaxOpenConns(25), db.SetConnMaxLifetime(5 * time.Minute), …",
  makes: 'pools',
  recognises: ({ text }) => /\.Set(?:MaxOpenConns|MaxIdleConns|ConnMaxLifetime|ConnMaxIdleTime)\(/.test(text),
  read: (text, words, head) => {
    const pools = new Map<string, { settings: Setting[]; line: number }>();
    const remarks: Remark[] = [];
    const faults: Fault[] = [];
    parser.parse(text).iterate({ enter: (node) => {
      if (node.name !== 'CallExpr') return;
      const [callee, list] = parts(node.node);
      const found = callee === undefined ? null : setter.exec(text.slice(callee.from, callee.to));
      if (found === null || list === undefined) return;
      const [, on = 'db', key = ''] = found;
      const line = lineAt(text, node.from);
      const pool = pools.get(on) ?? { settings: [], line };
      pools.set(on, pool);
      const argument = text.slice(list.from + 1, list.to - 1).trim();
      const value = key.startsWith('Max') ? constant(text, argument) : timeOf(argument);
      if (value === null) remarks.push({ sort: 'unknown', line, says: `${key}: only the program knows what ${argument.slice(0, 40)} is; left at its default` });
      else pool.settings = [...pool.settings.filter((one) => one.key !== key), { key, value, line }];
    } });
    if (pools.size === 0) faults.push({ line: 1, says: 'there is no SetMaxOpenConns, SetMaxIdleConns, SetConnMaxLifetime or SetConnMaxIdleTime in it' });
    if (faults.length > 0) return { ok: false, faults };
    remarks.push(note('database/sql has no timeout of its own: say contextTimeout, the deadline of the contexts that callers pass'));
    return blocksOf('pools', [...pools].map(([name, { settings, line }]): Draft => ({ name: pools.size === 1 ? 'main' : name, kind: 'go-database-sql', settings, line })), head.name, words, remarks);
  },
};

/** A whole number, or a constant of the file that is one. */
function constant(text: string, argument: string): number | null {
  if (/^-?\d+$/.test(argument)) return Number(argument);
  const set = /^[A-Za-z_]\w*$/.test(argument) ? [...text.matchAll(new RegExp(`\\b${argument}\\s*(?:int\\s*)?:?=\\s*(-?\\d+)\\b`, 'g'))] : [];
  return set.length === 1 ? Number(set[0]?.[1]) : null;
}

/** `5 * time.Minute`, `time.Hour`, `time.Duration(30) * time.Second`, 0. A bare number is in nanoseconds. */
function timeOf(argument: string): string | number | null {
  if (/^-?\d+$/.test(argument)) return Number(argument) <= 0 ? 0 : `${Math.max(1, Math.round(Number(argument) / 1000))}us`;
  const unit = /\btime\.(Nanosecond|Microsecond|Millisecond|Second|Minute|Hour)\b/.exec(argument)?.[1];
  const rest = unit === undefined ? '' : argument.replace(`time.${unit}`, '').replace(/time\.Duration\((\d+)\)/, '$1').replace(/[\s*]/g, '');
  const short = units[unit ?? ''];
  if (short === undefined || !/^(?:\d+)?$/.test(rest)) return null;
  return short === 'ns' ? `${Math.max(1, Math.round(Number(rest || 1) / 1000))}us` : `${rest || '1'}${short}`;
}
