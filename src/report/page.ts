/** One self-contained page that works offline, on a phone, in the dark and on paper: the verdict first, then why, then everything else. */

import type { RunResult } from '../result.ts';
import { clockOf } from './clock.ts';
import { activity } from './page/activity.ts';
import { escaped, figureSvg, type Markup, section } from './page/html.ts';
import { claims, figures, findingsList, happenings, promises, reproduce, trust } from './page/sections.ts';
import { style } from './page/style.ts';
import { verdict } from './verdict.ts';
import { count, span } from './wording.ts';

/** A rendered picture. `alt` says what it shows; without it the title and how to read it must do. */
export interface PageChart {
  readonly id: string;
  readonly title: string;
  readonly reads: string;
  readonly svg: string;
  readonly alt?: string;
}

function chartFigure(chart: PageChart): Markup {
  const id = chart.id.replace(/[^\w-]/g, '-');
  const label = `${chart.title} ${chart.alt ?? chart.reads}`;
  return `<figure id="chart-${id}"><h3>${escaped(chart.title)}</h3><div class="scroll" role="region" tabindex="0" aria-label="${escaped(`Chart: ${chart.title}`)}">${figureSvg(chart.svg, id, label)}</div>\n`
    + `<figcaption>${escaped(chart.alt ?? chart.reads)}</figcaption></figure>\n`;
}

function header(result: RunResult): Markup {
  const clock = clockOf(result.run);
  const { title, question, lookFor, answer, source } = result.scenario;
  const when = clock.severalDays ? clock.between(0, result.run.lengthS) : `${clock.day(0)}, ${clock.between(0, result.run.lengthS)}`;
  const judged = verdict(result);
  const line = (name: string, text: string | null): Markup => (text === null ? '' : `<p><strong>${name}</strong> ${escaped(text)}</p>\n`);
  return `<header>\n<h1>${escaped(title)}</h1>\n<p class="quiet">${escaped(`${when} ${result.run.zone} · ${span(result.run.lengthS)} · ${count(result.run.requests)} requests · seed ${result.seed}`)}</p>\n`
    + `<p class="verdict ${judged.tone}">${escaped(judged.text)}</p>\n${line('Question:', question)}${line('Look for:', lookFor)}${line('Answer:', answer)}${line('Source:', source)}</header>\n`;
}

/** The page as text. Charts stand in the order given; everything a scenario's author wrote is escaped, and nothing is loaded from anywhere. */
export function page(result: RunResult, charts: readonly PageChart[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="poolsim ${escaped(result.poolsim)}">
<title>${escaped(result.scenario.title)} · poolsim</title>
<style>${style}</style>
</head>
<body>
${header(result)}<main>
${promises(result)}${claims(result)}${findingsList(result)}${section('charts', 'Charts', charts.map(chartFigure).join(''))}${figures(result)}${activity(result)}${happenings(result)}${trust(result)}${reproduce(result)}</main>
<footer>Simulated by poolsim ${escaped(result.poolsim)}. Every number here is a consequence of the scenario and its assumptions.</footer>
</body>
</html>
`;
}
