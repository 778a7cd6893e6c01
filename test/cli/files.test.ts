/** What a run leaves on disk: whole files or none, nothing of others touched, and nothing half-written after Ctrl-C. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bad, good, workshop } from './built-cli.ts';

const { folder, write, poolsim, start, files } = workshop();
write('good.yaml', good);
write('bad.yaml', bad);
const under = (place: string): string[] => files().filter((name) => name.startsWith(`${place}/`)).map((name) => name.slice(place.length + 1));

describe('the files of a run', { timeout: 120_000 }, () => {
  it('go to out/<scenario>/ and hold result, series, summary, report and charts', () => {
    expect(poolsim(['run', 'good.yaml']).code).toBe(0);

    const written = under('out/good');
    expect(written).toEqual(expect.arrayContaining(['report.html', 'result.json', 'series.csv', 'summary.txt']));
    expect(written.filter((name) => /^charts\/.*\.svg$/.test(name)).length).toBeGreaterThan(2);
    expect(written.filter((name) => !/^(?:report\.html|result\.json|series\.csv|summary\.txt|charts\/[a-z0-9-]+\.svg)$/.test(name))).toEqual([]);
    expect(JSON.parse(readFileSync(join(folder, 'out/good/result.json'), 'utf8'))).toMatchObject({ version: 'poolsim-result/1' });
  });

  it('leave out charts and report with --no-charts, also those of an earlier run, and keep what is not ours', () => {
    poolsim(['run', 'good.yaml', '--out', 'kept']);
    write('kept/notes.md', 'mine');
    write('kept/charts/mine.svg', 'mine');

    expect(poolsim(['run', 'good.yaml', '--out', 'kept', '--no-charts']).code).toBe(0);

    expect(under('kept')).toEqual(['charts/mine.svg', 'notes.md', 'result.json', 'series.csv', 'summary.txt']);
  });

  it('include PNG pictures with text in them on request', () => {
    expect(poolsim(['run', 'good.yaml', '--out', 'png', '--png']).code).toBe(0);

    const pictures = under('png').filter((name) => name.endsWith('.png'));
    expect(pictures.length).toBe(under('png').filter((name) => name.endsWith('.svg')).length);
    for (const name of pictures) expect(readFileSync(join(folder, 'png', name)).subarray(1, 4).toString()).toBe('PNG');
  });

  it('include metrics where they are asked for', () => {
    expect(poolsim(['run', 'good.yaml', '--no-files', '--metrics', 'deep/metrics.prom']).code).toBe(0);

    expect(readFileSync(join(folder, 'deep/metrics.prom'), 'utf8')).toMatch(/^# /);
  });

  it('are not written when the place is a file, or a file stands where a folder is needed: exit 3, nothing changed', () => {
    write('taken', 'a file');
    write('half/charts', 'a file where a folder is needed');
    write('half/result.json', 'from before');
    const before = files();

    expect(poolsim(['run', 'good.yaml', '--out', 'taken'])).toMatchObject({ code: 3, err: expect.stringContaining('cannot write taken') });
    expect(poolsim(['run', 'good.yaml', '--out', 'taken/below'])).toMatchObject({ code: 3 });
    expect(poolsim(['run', 'good.yaml', '--out', 'half'])).toMatchObject({ code: 3, err: expect.stringContaining('cannot write') });

    expect(files()).toEqual(before);
    expect(readFileSync(join(folder, 'half/result.json'), 'utf8')).toBe('from before');
  });

  it('are put back when the last of them cannot be moved into place', () => {
    mkdirSync(join(folder, 'stuck/summary.txt'), { recursive: true });
    writeFileSync(join(folder, 'stuck/result.json'), 'from before');

    expect(poolsim(['run', 'good.yaml', '--out', 'stuck', '--no-charts'])).toMatchObject({ code: 3 });

    expect(readFileSync(join(folder, 'stuck/result.json'), 'utf8')).toBe('from before');
    expect(readdirSync(join(folder, 'stuck')).sort()).toEqual(['result.json', 'summary.txt']);
  });

  it('stay as they were when the next scenario is bad', () => {
    poolsim(['run', 'good.yaml', '--out', 'old', '--no-charts']);
    const before = readFileSync(join(folder, 'old/result.json'), 'utf8');

    expect(poolsim(['run', 'bad.yaml', '--out', 'old']).code).toBe(2);

    expect(readFileSync(join(folder, 'old/result.json'), 'utf8')).toBe(before);
  });

  it.each([30, 150, 250, 350, 450, 550, 650, 800])('are whole or absent when the user presses Ctrl-C after %i ms', async (delay) => {
    const place = `stopped-${delay}`;
    const running = start(['run', 'good.yaml', '--out', place]);
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => running.on('exit', (code, signal) => resolve({ code, signal })));
    setTimeout(() => running.kill('SIGINT'), delay);

    const { code, signal } = await ended;

    expect([0, 130, null]).toContain(code);
    if (code === null) expect(signal).toBe('SIGINT');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    const found = existsSync(join(folder, place)) ? under(place) : [];
    if (code === 0 || found.length > 0) expect(found).toEqual(under('out/good')); // the signal may come when all is in place and only the goodbye is missing
  });

  it('do not stop a pipe that nobody reads to its end', async () => {
    const running = start(['run', 'good.yaml', '--no-files']);
    const ended = new Promise<number | null>((resolve) => running.on('exit', (code) => resolve(code)));
    let said = '';
    running.stderr?.on('data', (data: Buffer) => {
      said += data.toString();
    });
    running.stdout?.destroy();

    expect(await ended).toBe(0);
    expect(said).toBe('');
  });
});
