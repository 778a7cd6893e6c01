/** `--activity-at`: who is on the databases at known instants, on the screen, in files of their own, in the result and on the page. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { good, workshop } from './built-cli.ts';

const { folder, write, poolsim, files } = workshop();
write('good.yaml', good);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const under = (place: string): string[] => files().filter((name) => name.startsWith(`${place}/activity-`)).map((name) => name.slice(place.length + 1));
interface Held { readonly activity?: readonly { readonly atS: number; readonly databases: { readonly [name: string]: { readonly sessions: readonly object[] } } }[] }

describe('snapshots of the servers', { timeout: 120_000 }, () => {
  it('are printed, written as CSV and kept in the result', () => {
    const ran = poolsim(['run', 'good.yaml', '--activity-at', '2s,00:00:01', '--activity-at', '1500ms', '--no-charts', '--out', 'seen']);

    expect(ran.code).toBe(0);
    expect(ran.out).toContain('=> select state, count(*) from pg_stat_activity group by state order by 2 desc;');
    expect(under('seen')).toEqual(['activity-000001-2.csv', 'activity-000001.csv', 'activity-000002.csv']);
    const { activity = [] } = JSON.parse(read('seen/result.json')) as Held;
    expect(activity.map(({ atS }) => atS)).toEqual([1, 1.5, 2]);
    const sessions = Object.values(activity[2]?.databases ?? {}).flatMap((one) => one.sessions);
    expect(sessions.length).toBeGreaterThan(0);
    expect(read('seen/activity-000002.csv').trimEnd().split('\n')).toHaveLength(sessions.length + 1);
    expect(read('seen/summary.txt')).toContain('pg_stat_activity');
  });

  it('stand on the page', () => {
    poolsim(['run', 'good.yaml', '--activity-at', '2s', '--out', 'page']);

    expect(read('page/report.html')).toContain('Who was on the database');
  });

  it('change nothing else in the result', () => {
    const bare = JSON.parse(poolsim(['run', 'good.yaml', '--json', '--no-files']).out) as object;
    const { activity, ...seen } = JSON.parse(poolsim(['run', 'good.yaml', '--json', '--no-files', '--activity-at', '1s,2s']).out) as Held;

    expect(activity).toHaveLength(2);
    expect({ ...seen, host: null }).toEqual({ ...bare, host: null });
  });

  it('go when the next run has none, and nothing of others goes with them', () => {
    poolsim(['run', 'good.yaml', '--activity-at', '1s', '--no-charts', '--out', 'gone']);
    write('gone/activity-mine.csv', 'mine');

    poolsim(['run', 'good.yaml', '--no-charts', '--out', 'gone']);

    expect(under('gone')).toEqual(['activity-mine.csv']);
  });

  it.each([
    ['nonsense', '"nonsense" is neither a time of day like 23:02 nor a span from the start like 7m'],
    ['5', '"5" has no unit: write 5ms, 5s or 5m'],
    ['99h', '99h is after the end: the run lasts'],
    ['25:61', 'is not a time of day'],
    ['1s,,2s', 'needs times like 23:02 or 7m'],
  ])('of %s are refused with a reason before anything is run', (word, why) => {
    const before = files();

    const ran = poolsim(['run', 'good.yaml', '--activity-at', word, '--out', 'none']);

    expect(ran.code).toBe(2);
    expect(ran.err).toContain('poolsim: --activity-at');
    expect(ran.err).toContain(why);
    expect(files()).toEqual(before);
  });
});
