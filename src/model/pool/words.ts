/** A library's message with the numbers of a pool filled in: `{name}`, `{waitedMs}`, `{total}`, `{active}`, `{idle}`, `{waiting}`, … */

import { type Duration, forever, inMs, inSeconds } from '../../units/time.ts';
import type { Connection } from './connection.ts';
import type { Pool } from './pool.ts';

/** A number as Python prints a float: with a point, always. */
const float = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

/** Fills a template. `{timeoutMs}` is the acquire timeout unless another span is given. */
export function fill(template: string, pool: Pool, waited: Duration, connection: Connection | null = null, span: Duration | null = null): string {
  const { policy } = pool.group;
  const timeout = span ?? (policy.patience.law === 'constant' && policy.patience.value !== forever ? policy.patience.value : 0);
  const words: { readonly [word: string]: string | number } = {
    name: pool.name, waitedMs: Math.round(inMs(waited)), max: policy.max, minimum: policy.minimum, timeoutMs: inMs(timeout), timeoutS: inSeconds(timeout).toFixed(2),
    timeoutWholeS: Math.floor(inSeconds(timeout)), timeoutIso: `PT${inSeconds(timeout)}S`, size: pool.roster.count, age: Math.round(inMs(waited)),
    timeoutS3: inSeconds(timeout).toFixed(3), waitedS3: inSeconds(waited).toFixed(3), timeoutFloat: float(inSeconds(timeout)),
    total: pool.roster.count - pool.roster.openingCount, active: pool.lentCount, idle: pool.shelf.count, waiting: pool.waiting.count, inLine: pool.waiting.lineLength,
    lastError: pool.opening.lastRefusal === '' ? '' : `: ${pool.opening.lastRefusal}`,
    id: connection?.id ?? 0, connection: `connection #${connection?.id ?? 0}`, holder: connection === null ? '' : (pool.group.life.classes[connection.holderClass]?.name ?? ''),
  };
  return template.replace(/\{(\w+)\}/g, (whole, word: string) => String(words[word] ?? whole));
}
