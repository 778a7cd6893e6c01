import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/nearest.ts';
import { brief, durationText, parseDuration, parseRate, parseShare, parseSize, rateText, shareText } from '../../src/units/text.ts';
import { day, forever, hour, minute, ms, second } from '../../src/units/time.ts';

describe('text becomes units', () => {
  it.each([['250ms', ms(250)], ['45s', 45 * second], ['1h30m', 90 * minute], ['0.5 s', ms(500)], ['1_000us', ms(1)], ['2µs', 2], ['12min', 12 * minute], ['1w', 7 * day], ['1e3ms', second], ['0s', 0], [' 5 m ', 5 * minute]])('%s is a span', (text, span) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: span });
  });

  it.each(['', '10', '1,5s', '-5s', '5 parsecs', '1h 30', 's', '1.5.2s', '5S', '1e400s', 'Infinity', '٣s'])('"%s" is no span', (text) => {
    expect(parseDuration(text).ok).toBe(false);
  });

  it.each([['110/s', 110], ['2/min', 2 / 60], ['5/h', 5 / 3600], ['2 per hour', 2 / 3600], ['0.5 / s', 0.5], ['1/day', 1 / 86_400]])('%s is a rate', (text, rate) => {
    expect(parseRate(text)).toEqual({ ok: true, value: rate });
  });

  it.each([['5%', 0.05], ['0.05', 0.05], ['100 %', 1], ['0%', 0]])('%s is a share', (text, share) => {
    expect(parseShare(text)).toEqual({ ok: true, value: share });
  });

  it.each([['8MB', 8e6], ['512KiB', 524_288], ['1 B', 1], ['1.5GB', 1.5e9]])('%s is a size', (text, size) => {
    expect(parseSize(text)).toEqual({ ok: true, value: size });
  });

  it.each([() => parseRate('110'), () => parseRate('-1/s'), () => parseRate('5/tick'), () => parseShare('-5%'), () => parseShare('some'), () => parseSize('8 bananas'), () => parseSize('1e400MB'), () => parseSize('8')])('what has no unit, or a wrong one, is answered with a sentence (%#)', (parse) => {
    expect(parse()).toMatchObject({ ok: false, says: expect.stringMatching(/.{10}/) });
  });

  it('shows a long text on one short line', () => {
    const parsed = parseDuration(`a\n${'b'.repeat(1000)}`);

    expect(parsed.ok ? '' : parsed.says.length).toBeLessThan(140);
    expect(brief(' a\n  b ')).toBe('a b');
  });
});

describe('units become text', () => {
  it.each([[0, '0s'], [1, '1us'], [ms(250), '250ms'], [second, '1s'], [ms(1500), '1.5s'], [119 * second, '119s'], [12.5 * minute, '12.5m'], [90 * minute, '90m'], [36 * hour, '36h'], [2 * day, '2d'], [forever, 'forever']])('%d µs', (span, text) => {
    expect(durationText(span)).toBe(text);
  });

  it('keeps rates and shares readable', () => {
    expect([rateText(110), rateText(0), rateText(2 / 60), rateText(5 / 3600)]).toEqual(['110/s', '0/s', '2/min', '5/h']);
    expect([shareText(0.05), shareText(1), shareText(0.16234)]).toEqual(['5%', '100%', '16.23%']);
  });
});

describe('the nearest known name', () => {
  it.each([['hikari', 'hikaricp'], ['maxPoolSize', 'maximumPoolSize'], ['pormises', 'promises'], ['PROMISES', 'promises']])('of %s is %s', (name, known) => {
    expect(nearest(name, ['hikaricp', 'maximumPoolSize', 'promises', 'pools'])).toBe(known);
  });

  it('is nobody when all are far', () => {
    expect(nearest('elephant', ['hikaricp', 'pools'])).toBeNull();
  });
});
