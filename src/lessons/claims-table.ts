/** The claims M1 to M24 beside what shows them, as the table of CLAIMS.md. */

import { mechanismClaims } from './claims.ts';
import type { Lesson } from './lesson.ts';

/** The page, written anew from the catalogue. A claim that nothing shows says "open". */
export function claimsTable(lessons: readonly Lesson[]): string {
  const rows = mechanismClaims.map(({ id, says, scenarios, also }) => {
    const taught = lessons.filter((lesson) => lesson.claims.includes(id)).map((lesson) => `\`${lesson.id}\``).join(', ');
    const files = scenarios.map((name) => `[${name}](../../scenarios/${name}.yaml)`).join(', ');
    const shown = [files, also].filter((text) => text !== '').join('; ');
    return `| ${id} | ${says} | ${taught === '' && shown === '' ? '**open**' : shown} | ${taught} |`;
  });
  return [
    '# What the articles claim, and what shows it',
    '',
    'Written from `claims.ts` and the catalogue of lessons; `test/lessons/claims.test.ts` keeps it so (`UPDATE_GOLDEN=1` writes it anew). `poolsim lesson NAME` tells a lesson.',
    '',
    '| | claim | scenarios and tests | lessons |', '|---|---|---|---|', ...rows, '',
  ].join('\n');
}
