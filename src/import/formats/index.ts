/** The catalogue of import formats, in the order in which a file is tried against them. A new format is a new file and a line here; help and errors follow. */

import type { ImportFormat } from '../format.ts';
import { accessLog } from './access-log.ts';
import { csv } from './csv.ts';
import { jsonLog } from './json-log.ts';
import { pgbench } from './pgbench.ts';

const all: readonly ImportFormat[] = [pgbench, accessLog, jsonLog, csv];

export const importFormats: { readonly [name: string]: ImportFormat } = Object.fromEntries(all.map((entry) => [entry.name, entry]));
