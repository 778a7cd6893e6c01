/** The nearest known name to a misspelt one: optimal string alignment distance (Damerau–Levenshtein without overlapping edits). */

/** The edits (insert, delete, replace, swap neighbours) that turn `a` into `b`; letter case does not count. */
export function editDistance(a: string, b: string): number {
  const from = a.toLowerCase();
  const to = b.toLowerCase();
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? from.length;
}

/** The known name a reader most likely meant, or null when none is near (more than a third of the letters differ). */
export function nearest(name: string, known: readonly string[]): string | null {
  const wanted = name.slice(0, 64);
  const letters = lettersOf(wanted);
  const same = letters === '' ? undefined : known.find((candidate) => lettersOf(candidate) === letters);
  if (same !== undefined) return same;
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const plain = candidate.toLowerCase();
    const begins = plain.startsWith(wanted.toLowerCase()) && wanted.length >= 2;
    const distance = plain === `${wanted.toLowerCase()}s` ? 0.5 : begins ? 1 : Math.min(editDistance(wanted, candidate), shortens(wanted.toLowerCase(), plain) ? 2 : Number.POSITIVE_INFINITY);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** A name without its punctuation and case: "pg_pool", "PgPool" and "pg-pool" are the same letters. */
const lettersOf = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a word is another with letters left out, as "maxPoolSize" is of "maximumPoolSize": same beginning, at least six letters in ten. */
function shortens(wanted: string, candidate: string): boolean {
  if (wanted.length < 4 || wanted[0] !== candidate[0] || wanted.length < 0.6 * candidate.length) return false;
  let at = 0;
  for (const letter of candidate) if (letter === wanted[at]) at++;
  return at === wanted.length;
}
