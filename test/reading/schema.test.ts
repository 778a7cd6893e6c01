import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schema } from '../../src/reading/schema.ts';
import { everything, problemsOf, saturday } from './small.ts';

type Json = { readonly [key: string]: unknown };
const isTable = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value);
const hasType = (value: unknown, type: unknown): boolean => (Array.isArray(type) ? type : [type]).some((one) => one === typeOf(value) || (one === 'number' && typeof value === 'number'));

/** As much of JSON Schema as the shapes use; a keyword that is not known here fails the test. */
const ignored = new Set(['$schema', 'title', 'description', 'default', 'examples', '$defs']);

function accepts(of: unknown, value: unknown, root: Json): boolean {
  if (!isTable(of)) return of === true;
  return Object.entries(of).every(([keyword, rule]) => {
    const each = rule as readonly unknown[];
    switch (keyword) {
      case 'type': return hasType(value, rule);
      case 'enum': return each.includes(value);
      case 'const': return rule === value;
      case 'anyOf': return each.some((one) => accepts(one, value, root));
      case 'oneOf': return each.filter((one) => accepts(one, value, root)).length === 1;
      case '$ref': return accepts((root.$defs as Json)[String(rule).replace('#/$defs/', '')], value, root);
      case 'required': return !isTable(value) || each.every((key) => Object.hasOwn(value, String(key)));
      case 'properties': return !isTable(value) || Object.entries(rule as Json).every(([key, one]) => !Object.hasOwn(value, key) || accepts(one, value[key], root));
      case 'additionalProperties': return !isTable(value) || Object.entries(value).every(([key, inner]) => Object.hasOwn((of.properties ?? {}) as Json, key) || accepts(rule, inner, root));
      case 'items': return !Array.isArray(value) || value.every((inner) => accepts(rule, inner, root));
      case 'minItems': return !Array.isArray(value) || value.length >= Number(rule);
      case 'minimum': return typeof value !== 'number' || value >= Number(rule);
      case 'maximum': return typeof value !== 'number' || value <= Number(rule);
      default: {
        if (ignored.has(keyword)) return true;
        throw new Error(`a keyword that this test does not know: ${keyword}`);
      }
    }
  });
}

const made = schema() as Json;
const fits = (text: string): boolean => accepts(made, parse(text, { merge: true }), made);

describe('the JSON Schema of scenario files', () => {
  it('is plain JSON of draft 2020-12 with the steps shared', () => {
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(made.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(Object.keys(made.$defs as Json)).toEqual(['step']);
  });

  it('holds no number that JSON cannot write', () => {
    const odd: unknown[] = [];
    const walk = (value: unknown): void => {
      if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) odd.push(value);
      if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
    };

    walk(made);

    expect(odd).toEqual([]);
  });

  it('accepts scenarios that can be read', () => {
    expect(problemsOf(everything)).toEqual([]);
    expect(fits(saturday)).toBe(true);
    expect(fits(everything)).toBe(true);
  });

  it.each([
    ['an unknown key', saturday.replace('seed: 7', 'sed: 7')],
    ['an unknown pool kind', saturday.replace('hikaricp', 'hikari')],
    ['an option of another kind', saturday.replace('maximumPoolSize', 'pool_size')],
    ['an unknown step', saturday.replace('query', 'qurey')],
    ['a bare number for a time', saturday.replace('45m', '45')],
    ['a missing length', saturday.replace('length: 45m, ', '')],
    ['two laws at once', saturday.replace('{ exponential: 10ms }', '{ exponential: 10ms, uniform: [ 1ms, 2ms ] }')],
  ])('refuses %s', (_what, text) => {
    expect(fits(text)).toBe(false);
  });
});
