/** Pictures of a result: which there are, what they may cost, and that they can be drawn. */

import { describe, expect, it } from 'vitest';
import { heatCells } from '../../src/report/charts/heat-map.ts';
import { charts, pictures } from '../../src/report/charts/index.ts';
import { textWidth } from '../../src/report/charts/letters.ts';
import { classColour, colours, failureColours } from '../../src/report/charts/theme.ts';
import { placed } from '../../src/report/charts/time-axis.ts';
import { toSvg } from '../../src/report/render.ts';
import { bell, classSeries, flat, minute, poolSeries, quietClass, quietPool } from './helpers.ts';
import { saturday } from './saturday.ts';

const ids = (result: Parameters<typeof pictures>[0]): string[] => pictures(result).map((picture) => picture.id);

describe('the pictures of a result', () => {
  it('answer one question each, and say how to read them and what they show', () => {
    for (const { title, reads, alt } of pictures(saturday())) {
      expect(title).toMatch(/\?$/);
      expect(reads.length).toBeGreaterThan(40);
      expect(alt).toMatch(/\.$/);
    }
    expect(charts.every((chart) => chart.title.endsWith('?'))).toBe(true);
  });

  it('are those that have something to show', () => {
    expect(ids(saturday())).toEqual(['failures', 'pool-stack-primary-write-pool', 'heat-map-api', 'database-load-primary', 'spectrum', 'timeline']);
    expect(ids(minute())).toEqual(['pool-stack-main', 'database-load-primary', 'spectrum']);
    expect(ids(minute({ result: { classes: {}, pools: {}, databases: {}, series: { everyS: 1, t: [], classes: {}, pools: {}, databases: {} } } }))).toEqual([]);
  });

  it('have ids that differ and are fit for file names, whatever the pools are called', () => {
    const pools = { 'a b': quietPool(), a_b: quietPool(), '../ß': quietPool() };
    const series = { ...minute().series, pools: { 'a b': poolSeries(60), a_b: poolSeries(60), '../ß': poolSeries(60) } };

    expect(ids(minute({ result: { pools, series } })).filter((id) => id.startsWith('pool'))).toEqual(['pool-stack-a-b', 'pool-stack-a-b-2', 'pool-stack-unnamed']);
  });

  it('are plain data that survives JSON', () => {
    for (const { spec } of pictures(saturday())) expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('draw no line beside the limit that a tired reader could not name: one label per mark, none over another', () => {
    const timeline = Array.from({ length: 20 }, (_, i) => ({ atS: 300 + i * 12, untilS: null, kind: 'incident' as const, what: `restart of instance ${i}` }));
    const labels = placed(saturday({ timeline })).map(({ atS, row, text, end }) => ({ row, from: (atS * 800) / 1500 - (end ? textWidth(text, 10) : 0), to: (atS * 800) / 1500 + (end ? 0 : textWidth(text, 10)) }));

    for (const row of [0, 1]) {
      const inRow = labels.filter((label) => label.row === row);
      expect(inRow.every((label, i) => i === 0 || label.from > (inRow[i - 1]?.to ?? 0))).toBe(true);
    }
    expect(labels.length).toBeGreaterThan(2);
  });
});

describe('the heat map', () => {
  it('has no more cells than a small file bears, and loses no request', () => {
    const heat = Array.from({ length: 600 }, (_, i) => bell(i, 10 + i, 400, 9)).flat();
    const cells = heatCells(saturday(), heat, 2200);

    expect(cells.length).toBeLessThanOrEqual(2200);
    expect(cells.length).toBeGreaterThan(500);
    expect(cells.reduce((sum, cell) => sum + cell.n, 0)).toBe(heat.filter((_, i) => i % 3 === 2).reduce((sum, n) => sum + n, 0));
  });

  it('is drawn for the three busiest classes with enough requests', () => {
    const names = ['a', 'b', 'c', 'd', 'few'];
    const classes = Object.fromEntries(names.map((name, i) => [name, quietClass(name === 'few' ? { served: 50 } : { arrived: 1000 + i })]));
    const series = { ...minute().series, classes: Object.fromEntries(names.map((name) => [name, classSeries(60, { heat: bell(3, 20, 100) })])) };

    expect(ids(minute({ result: { classes, series } })).filter((id) => id.startsWith('heat'))).toEqual(['heat-map-d', 'heat-map-c', 'heat-map-b']);
  });
});

describe('colours', () => {
  it('never give a class the colour of trouble', () => {
    const troubled = [colours.failed, colours.waiting, colours.leaked, colours.idle];

    for (let i = 0; i < 8; i++) expect(troubled).not.toContain(classColour(i));
    expect(new Set(Object.values(failureColours)).size).toBe(Object.values(failureColours).length);
  });
});

describe('rendering', () => {
  it('gives the same bytes for the same picture, alone or among others', async () => {
    const all = pictures(saturday());
    const first = await Promise.all(all.map((picture) => toSvg(picture.spec)));
    const again: string[] = [];
    for (const picture of all.toReversed()) again.unshift(await toSvg(picture.spec));

    expect(again).toEqual(first);
  });

  it('keeps every picture below 700 kB, and all as wide as each other so that their axes line up', async () => {
    const svgs = await Promise.all(pictures(saturday()).map((picture) => toSvg(picture.spec)));
    const widths = svgs.map((svg) => Number(/width="([\d.]+)"/.exec(svg)?.[1]));

    expect(Math.max(...svgs.map((svg) => svg.length))).toBeLessThan(700_000);
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(12);
  });

  it('labels the axis with the wall clock of the run, whatever the zone of the reader', async () => {
    const [failures] = pictures(saturday());
    const svg = await toSvg(failures?.spec ?? {});

    for (const label of ['22:55', '23:00', '23:10', '23:20', 'acquire timeout', 'What failed, and when?']) expect(svg).toContain(label);
  });

  it('draws pools with many classes, without a limit, and names with signs', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `<class "${i}"> & co`);
    const classes = Object.fromEntries(names.map((name) => [name, quietClass()]));
    const pools = { 'p<0>': poolSeries(60, { max: flat(60, 0).map(() => null) as unknown as number[], activeBy: Object.fromEntries(names.map((name, i) => [name, flat(60, 1 + i)])) }) };
    const [stack] = pictures(minute({ result: { classes, pools: { 'p<0>': quietPool({ max: null }) }, series: { ...minute().series, pools } } }));
    const svg = await toSvg(stack?.spec ?? {});

    expect(svg).toContain('5 other classes');
    expect(svg).not.toContain('<class');
  });

  it('draws a run of three points', async () => {
    const three = minute({ result: { run: { ...minute().run, lengthS: 3 }, series: { everyS: 1, t: [1, 2, 3], classes: { api: classSeries(3) }, pools: { main: poolSeries(3) }, databases: {} } } });

    for (const { spec } of pictures(three)) expect(await toSvg(spec)).toMatch(/^<svg[\s\S]*<\/svg>$/);
  });
});
