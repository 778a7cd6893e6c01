/** What `--vary` may say, and what it answers to what it may not. */

import { describe, expect, it } from 'vitest';
import { readVary, valueNumber } from '../../src/sweep/vary.ts';

const values = (spec: string): readonly string[] | string => {
  const read = readVary(`a.b=${spec}`);
  return read.ok ? read.vary.values : read.says;
};

describe('--vary', () => {
  it.each([
    ['2..5', ['2', '3', '4', '5']],
    ['2..9:3', ['2', '5', '8']],
    ['10ms..50ms:20ms', ['10ms', '30ms', '50ms']],
    ['10..50ms:20', ['10ms', '30ms', '50ms']],
    ['0.1..0.4:0.1', ['0.1', '0.2', '0.3', '0.4']],
    ['80/s,110/s', ['80/s', '110/s']],
    ['80/s..140/s:30/s', ['80/s', '110/s', '140/s']],
    ['5%..20%:5%', ['5%', '10%', '15%', '20%']],
    ['1..1000:log4', ['1', '10', '100', '1000']],
    ['1..1000:log7', ['1', '3', '10', '32', '100', '316', '1000']],
    ['1..3:log7', ['1', '2', '3']],
    ['1ms..100ms:log3', ['1ms', '10ms', '100ms']],
    ['1..64:x2', ['1', '2', '4', '8', '16', '32', '64']],
    ['2..4,8,16..32:16', ['2', '3', '4', '8', '16', '32']],
    ['{ exponential: 10ms },{ uniform: [1ms, 2ms] }', ['{ exponential: 10ms }', '{ uniform: [1ms, 2ms] }']],
    ['40,10,2', ['2', '10', '40']],
    ['1s,200ms,30ms', ['30ms', '200ms', '1s']],
    ['"a, b",c', ['"a, b"', 'c']],
    ['hikaricp,pg-pool', ['hikaricp', 'pg-pool']],
    ['../a.csv,b.csv', ['../a.csv', 'b.csv']],
  ])('%s', (spec, expected) => expect(values(spec)).toEqual(expected));

  it.each([
    ['40..2', /goes down: write 2\.\.40/],
    ['2-40', /write 2\.\.40/],
    ['2...40', /write 2\.\.40/],
    ['10ms..100ms', /needs a step: write 10ms\.\.100ms:10ms/],
    ['10ms..1s:10ms', /two units/],
    ['10ms..100', /ends without a unit: write 10ms\.\.100ms/],
    ['10ms..100ms:1s', /write the step in ms too/],
    ['2..40:0', /above 0/],
    ['2..40:lag7', /is not a step.*Did you mean log7/],
    ['0..40:log7', /begins above 0/],
    ['1..100000', /100000 values: at most 10000/],
    ['2,3,2', /the value 2 stands there twice/],
    ['2..x', /is not a range/],
    ['1..1000 log', /lacks a colon: write 1\.\.1000:log7/],
    ['1..9log4', /lacks a colon: write 1\.\.9:log4/],
    ['0.01s,10ms', /0\.01s and 10ms are the same value/],
    ['2..40:-2', /above 0/],
    ['1..1000000000', /1000000000 values: at most 10000/],
    ['', /a value is missing/],
    ['2..4,', /a value is missing/],
  ])('refuses %s and says what to write', (spec, says) => expect(values(spec)).toMatch(says));

  it('moves several paths together', () => expect(readVary('pools.main.max+cron.job.threads=2,3')).toEqual({ ok: true, vary: { text: 'pools.main.max+cron.job.threads=2,3', paths: ['pools.main.max', 'cron.job.threads'], values: ['2', '3'] } }));
  it('needs a path and an equals sign', () => {
    expect(readVary('pools.main.max')).toMatchObject({ ok: false });
    expect(readVary('a+a=1')).toMatchObject({ ok: false, says: 'a stands there twice' });
  });
});

describe('a value on an axis', () => {
  it.each([['12', { number: 12, unit: '' }], ['2s', { number: 2000, unit: 'ms' }], ['120/min', { number: 2, unit: '/s' }], ['5%', { number: 0.05, unit: '%' }], ['8MB', { number: 8e6, unit: 'B' }], ['hikaricp', null]])('%s', (text, expected) =>
    expect(valueNumber(text)).toEqual(expected));
});
