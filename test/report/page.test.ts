/** The page of a run: whole, offline, and closed to whatever a scenario's author wrote. */

import { describe, expect, it } from 'vitest';
import { pictures } from '../../src/report/charts/index.ts';
import { page } from '../../src/report/page.ts';
import { toSvg } from '../../src/report/render.ts';
import { minute, quietClass } from './helpers.ts';
import { saturday } from './saturday.ts';

const charts = async () => Promise.all(pictures(saturday()).map(async ({ spec, ...about }) => ({ ...about, svg: await toSvg(spec) })));

describe('the page', () => {
  it('loads nothing, runs nothing and says so', async () => {
    const html = page(saturday(), await charts());

    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(html).not.toMatch(/<script|<link|<iframe|@import|\bon\w+="/i);
    expect(html.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:\/\//);
  });

  it('opens with the verdict, then promises, findings, charts, figures, what happened, assumptions, audit, how to repeat it', async () => {
    const html = page(saturday(), await charts());
    const order = ['class="verdict bad"', 'id="promises"', 'id="findings"', 'id="charts"', 'id="figures"', 'id="happenings"', 'id="assumptions"', 'id="audit"', 'id="reproduce"'].map((part) => html.indexOf(part));

    expect(order.every((at, i) => at > (order[i - 1] ?? 0))).toBe(true);
    expect(html).toContain('poolsim run scenarios/saturday-report.yaml --seed 7');
  });

  it('escapes whatever a scenario says', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&';
    const html = page(minute({
      result: {
        scenario: { title: evil, file: evil, fingerprint: evil, question: evil, lookFor: evil, answer: evil, source: evil }, seed: evil, classes: { [evil]: quietClass({ failed: 1, failures: { severed: 1 }, errors: { severed: evil } }) },
        timeline: [{ atS: 1, untilS: null, kind: 'log', what: evil }], assumptions: [evil], promises: [{ text: evil, held: false, observed: 1, observedText: evil }],
        alerts: [{ name: evil, when: evil, firedAtS: 1, resolvedAtS: null }], audit: [{ law: evil, held: true, detail: evil }],
      },
    }), [{ id: evil, title: evil, reads: evil, svg: '<svg></svg>' }]);

    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });

  it('names every chart for those who cannot see it, and keeps their ids apart', async () => {
    const html = page(saturday(), await charts());
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);

    expect(html.match(/<svg role="img" aria-label="[^"]{40,}"/g)).toHaveLength(6);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, used] of html.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(used);
  });

  it('gives every table a caption and heads with a scope', () => {
    const html = page(saturday(), []);

    expect((html.match(/<table/g) ?? []).length).toBe((html.match(/<caption>/g) ?? []).length);
    expect(html).not.toMatch(/<th>/);
  });

  it('can be read on paper and in the dark', () => {
    expect(page(minute(), [])).toMatch(/prefers-color-scheme: dark[\s\S]*@media print/);
  });

  it('says nothing about the machine that ran it', () => {
    const host = { wallMs: 123.4567, eventsPerS: 7_654_321, rssMb: 98.7, node: '20.20.2' };

    expect(page(saturday({ host }), [])).toBe(page(saturday(), []));
  });
});
