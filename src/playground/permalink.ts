/**
 * A scenario as part of an address: `lib=NAME` for one of the library as it came, else `s=z…` (deflated, base64url) or `s=p…` (plain, where the browser
 * cannot deflate), and `seed=`. Nothing is sent anywhere: what stands behind `#` stays in the browser.
 */

import { libraryText } from './library.ts';

export interface Linked {
  readonly text: string;
  readonly name: string | null;
  readonly seed: number | string | null;
  /** The scenario it is compared with. */
  readonly pinned?: { readonly text: string; readonly name: string | null } | null;
}

export type LinkRead = { readonly ok: true; readonly scenario: Linked | null } | { readonly ok: false; readonly says: string };

/** Characters of a link that all browsers and most programs that pass links on let through. */
export const longestLink = 8000;
/** A link that unpacks to more than this is not a scenario. */
const mostBytes = 2_000_000;

const toBase64Url = (bytes: Uint8Array): string => {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
};

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

/** All that a stream gives, up to a bound. */
async function drained(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.length;
    if (total > mostBytes) throw new Error('too long');
    parts.push(value as Uint8Array<ArrayBuffer>);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const through = (bytes: Uint8Array<ArrayBuffer>, by: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> =>
  drained(new Blob([bytes]).stream().pipeThrough(by as unknown as ReadableWritablePair<Uint8Array, Uint8Array<ArrayBuffer>>));

/** A text as letters that may stand in an address. */
export async function packed(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  if (typeof CompressionStream === 'undefined') return `p${toBase64Url(bytes)}`;
  return `z${toBase64Url(await through(bytes, new CompressionStream('deflate-raw')))}`;
}

async function unpacked(letters: string): Promise<string> {
  const bytes = fromBase64Url(letters.slice(1));
  const plain = letters.startsWith('p') ? bytes : await through(bytes, new DecompressionStream('deflate-raw'));
  return new TextDecoder('utf-8', { fatal: true }).decode(plain);
}

/** What stands behind the question mark of the fragment. */
export async function queryOf({ text, name, seed, pinned }: Linked): Promise<string> {
  const query = new URLSearchParams();
  if (name !== null && libraryText(name) === text) query.set('lib', name);
  else {
    query.set('s', await packed(text));
    if (name !== null) query.set('from', name);
  }
  if (seed !== null) query.set('seed', String(seed));
  if (pinned) query.set('a', pinned.name !== null && libraryText(pinned.name) === pinned.text ? `l${pinned.name}` : await packed(pinned.text));
  return query.toString();
}

const seedOf = (text: string | null): number | string | null => (text === null || text === '' ? null : /^-?\d{1,15}$/.test(text) ? Number(text) : text);

/** The scenario to compare with; null where the link has none, or a broken one: the other one is worth showing without it. */
async function pinnedOf(letters: string | null): Promise<NonNullable<Linked['pinned']> | null> {
  if (letters === null) return null;
  try {
    const name = letters.startsWith('l') ? letters.slice(1) : null;
    const text = name === null ? await unpacked(letters) : libraryText(name);
    return text === null ? null : { text, name };
  } catch {
    return null;
  }
}

/** The scenario of an address: null where it carries none. A link that was cut or changed on its way is told in a sentence. */
export async function scenarioOf(query: URLSearchParams): Promise<LinkRead> {
  const [name, letters] = [query.get('lib'), query.get('s')];
  const seed = seedOf(query.get('seed'));
  if (letters !== null) {
    if (!/^[zp][\w-]*$/.test(letters)) return { ok: false, says: 'The link does not hold a scenario: its letters are not those of a poolsim link. It may have been cut or changed on its way.' };
    try {
      const text = await unpacked(letters);
      const from = query.get('from');
      return { ok: true, scenario: { text, name: from !== null && libraryText(from) !== null ? from : null, seed, pinned: await pinnedOf(query.get('a')) } };
    } catch {
      return { ok: false, says: 'The scenario in the link cannot be unpacked: the link was probably cut on its way. Ask for it again, or for the YAML file.' };
    }
  }
  if (name === null) return { ok: true, scenario: null };
  const text = libraryText(name);
  return text === null ? { ok: false, says: `The link names the scenario "${name.slice(0, 60)}", which this library does not have.` } : { ok: true, scenario: { text, name, seed, pinned: await pinnedOf(query.get('a')) } };
}
