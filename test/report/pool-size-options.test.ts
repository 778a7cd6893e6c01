/** The option by which advice changes the size of a pool: every kind takes it, and has that size then. */

import { describe, expect, it } from 'vitest';
import { poolKinds } from '../../src/model/pool/kinds/index.ts';
import { readScenario } from '../../src/reading/scenario-file.ts';
import { resize } from '../../src/report/findings/cause.ts';
import { quietPool } from './helpers.ts';

const text = (kind: string): string => `scenario: s
run: { length: 1s }
databases: { d: { kind: plain } }
pools: { main: { kind: ${kind}, database: d${kind === 'tarn' ? ', min: 0, max: 2' : ''} } }
routes: { r: [ { query: { pool: main, cpu: 1ms } } ] }
traffic: { t: { route: r, rate: 1/s } }`;

describe.each(Object.keys(poolKinds))('the size of %s', (kind) => {
  const words = resize('main', quietPool({ kind }), 37);
  const read = readScenario({ text: text(kind), file: null, files: () => ({ problem: 'no files here' }), set: words.filter((word) => word !== '--set') });

  it('is an option of it, and has the effect', () => {
    expect(read.ok ? [] : read.problems.map(({ says }) => says)).toEqual([]);
    if (read.ok && words.length > 0) expect((Object.values(read.scenario.pools)[0] as { policy?: { max?: number } } | undefined)?.policy?.max).toBe(37);
    if (words.length === 0) expect(['no-pool', 'lambda', 'django']).toContain(kind);
  });
});
