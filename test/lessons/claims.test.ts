/** Every claim of the articles is shown by a scenario, a test or a lesson, and the table that says so is up to date. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lessons } from '../../src/lessons/catalogue.ts';
import { mechanismClaims } from '../../src/lessons/claims.ts';
import { claimsTable } from '../../src/lessons/claims-table.ts';

const page = new URL('../../src/lessons/CLAIMS.md', import.meta.url);

describe('the table of claims', () => {
  it('has the rows M1 to M24', () => expect(mechanismClaims.map(({ id }) => id)).toEqual(Array.from({ length: 24 }, (_, i) => `M${i + 1}`)));

  it('names scenarios and tests that exist', () => {
    for (const { scenarios, also } of mechanismClaims) {
      for (const name of scenarios) expect(existsSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url)), name).toBe(true);
      for (const path of also.match(/test\/[\w./-]+/g) ?? []) expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
    }
  });

  it('leaves no claim without a lesson', () => {
    const taught = new Set(lessons.flatMap((lesson) => lesson.claims));

    expect(mechanismClaims.map(({ id }) => id).filter((id) => !taught.has(id))).toEqual([]);
  });

  it('knows every claim and question that a lesson names', () => {
    for (const { id, claims } of lessons) for (const claim of claims) expect(/^Q(?:[1-9]|[12]\d|30)$/.test(claim) || mechanismClaims.some((one) => one.id === claim), `${id}: ${claim}`).toBe(true);
  });

  it('stands in CLAIMS.md as the catalogue has it', () => {
    const table = claimsTable(lessons);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(page, table);

    expect(readFileSync(page, 'utf8')).toBe(table);
  });
});
