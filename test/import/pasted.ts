/** Imported blocks pasted into the smallest scenario that can hold them, read as poolsim reads scenarios. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { expect } from 'vitest';
import type { Scenario } from '../../src/model/scenario.ts';
import { readScenario } from '../../src/reading/scenario-file.ts';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
export const fixture = (name: string): string => join(fixtures, name);
export const fixtureText = (name: string): string => readFileSync(fixture(name), 'utf8');

const rest: { readonly [part: string]: string } = {
  run: 'run: { length: 1m }',
  databases: 'databases: { DATABASES }',
  pools: 'pools: { main: { kind: plain, database: primary, max: 5 } }',
  routes: 'routes: { read: [ { query: { pool: POOL, cpu: 1ms } } ] }',
  traffic: 'traffic: { api: { route: ROUTE, rate: 1/s } }',
};

/** The scenario with these blocks in it; each part that they lack is there in its plainest form. Fails with the reader's own words. */
export function pasted(yaml: string, folder = fixtures): Scenario {
  const blocks = parse(yaml) as { readonly [part: string]: { readonly [name: string]: unknown } };
  const pool = Object.keys(blocks.pools ?? { main: 0 })[0] ?? 'main';
  const route = Object.keys(blocks.routes ?? { read: 0 })[0] ?? 'read';
  const databases = new Set(['primary', ...['pools', 'poolers'].flatMap((part) => Object.values(blocks[part] ?? {}).map((one) => (one as { readonly database: string }).database))]);
  const text = [yaml, ...Object.entries(rest).filter(([part]) => blocks[part] === undefined).map(([, line]) => line.replace('POOL', JSON.stringify(pool)).replace('ROUTE', JSON.stringify(route)).replace('DATABASES', [...databases].map((name) => `${name}: { kind: postgresql }`).join(', ')))].join('\n');
  const read = readScenario({ text, file: 'pasted.yaml', files: (name) => ({ text: readFileSync(join(folder, name), 'utf8') }) });
  if (!read.ok) throw new Error(`${read.problems.map((one) => `${one.line}: ${one.path} ${one.says}`).join('\n')}\n${text}`);
  expect(read.ok).toBe(true);
  return read.scenario;
}
