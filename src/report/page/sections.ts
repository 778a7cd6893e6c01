/** The parts of the page, each a pure function of the result: promises, findings, figures, what happened, what to trust. */

import { isUndecided, type RunResult } from '../../result.ts';
import { clockOf } from '../clock.ts';
import { findingsOf } from '../findings.ts';
import { adviceOf, command } from '../findings/cause.ts';
import { failureNames } from '../charts/theme.ts';
import { entries } from '../series.ts';
import { troubles, troubleText } from '../spells.ts';
import { classFigures, databaseFigures, poolFigures } from '../summary/figures.ts';
import { count, millis, oneLine, share, span } from '../wording.ts';
import { escaped, listOf, mark, type Markup, section, tableOf } from './html.ts';

export const promises = (result: RunResult): Markup => section('promises', 'Promises', result.promises.length === 0 ? '<p class="quiet">This scenario promises nothing.</p>\n'
  : listOf(result.promises.map((one) => `${mark(isUndecided(one) ? null : one.held)} <code>${escaped(one.text)}</code> <span class="seen">observed ${escaped(one.observedText)}</span>`), 'checks'));

export const claims = (result: RunResult): Markup => section('claims', 'Published claims', listOf(result.claims.map((one) =>
  `${mark(one.held)} <code>${escaped(one.text)}</code> <span class="seen">observed ${escaped(one.observedText)}, published ${escaped(one.published)}</span>`), 'checks'));

const weightNames = ['note', 'worth knowing', 'serious'] as const;
const weightTones = ['quiet', 'warm', 'bad'] as const;

export const findingsList = (result: RunResult): Markup => {
  const items = findingsOf(result).map((one) => {
    const { says, line } = adviceOf(oneLine(one.tryNext));
    return `<li><p><span class="${weightTones[one.weight]}">${weightNames[one.weight]}</span> · ${escaped(one.text)}</p>\n<p class="quiet">Evidence: ${escaped(one.evidence)}</p>\n`
      + `<p>Try next: ${escaped(says)}</p>${line === null ? '' : `<pre>${escaped(line)}</pre>`}</li>`;
  });
  return section('findings', 'Findings, and what to try', items.length === 0 ? '' : `<ol class="findings">${items.join('\n')}</ol>\n`);
};

/** Failures by class and kind, with the first error text a client saw. */
function failureTable(result: RunResult): Markup {
  const rows = entries(result.classes).flatMap(([name, one]) => entries(one.failures as { readonly [kind: string]: number }).filter(([, failed]) => failed > 0).map(([kind, failed]) => [
    name, failureNames[kind as keyof typeof failureNames], count(failed), share(failed / Math.max(1, one.arrived)), one.errors[kind as keyof typeof one.errors] ?? '',
  ]));
  return tableOf('Failures and the first error of each kind', ['class', 'failure', 'requests', 'share', 'error the client saw'], rows, false);
}

function blameTable(result: RunResult): Markup {
  const rows = result.blame.toSorted((a, b) => b.waitedS - a.waitedS).slice(0, 12).map((one) => [one.holder, one.waiter, one.pool, span(one.waitedS), share(one.share)]);
  return tableOf('Who waited behind whom (waiting summed over requests)', ['held by', 'waited', 'pool', 'waiting', 'of all waiting'], rows);
}

function waitTable(result: RunResult): Markup {
  const head = ['class', 'wait p50', 'wait p95', 'wait p99', 'hold p50', 'hold p99', 'failed after (p50)', 'retries', 'unfinished'];
  return tableOf('Waiting and holding', head, entries(result.classes).map(([name, one]) => [
    name, ...[one.waitMs.p50, one.waitMs.p95, one.waitMs.p99, one.holdMs.p50, one.holdMs.p99, one.failedAfterMs.p50].map(millis), count(one.retries), count(one.unfinished),
  ]));
}

export const figures = (result: RunResult): Markup => section('figures', 'Figures', [classFigures, poolFigures, databaseFigures].map((of) => {
  const { title, head, rows } = of(result);
  return tableOf(title, head, rows);
}).join('') + failureTable(result) + blameTable(result) + waitTable(result));

const mostEntries = 200;

/** Windows, alerts and the timeline in one table, in order of time. */
export const happenings = (result: RunResult): Markup => {
  const clock = clockOf(result.run);
  const when = (fromS: number, toS: number | null): string => (toS === null || toS <= fromS ? clock.at(fromS) : clock.between(fromS, toS));
  const rows = [
    ...troubles(result).map((one) => ({ atS: one.fromS, cells: [when(one.fromS, one.toS), one.what, troubleText(one)] })),
    ...result.alerts.map((one) => ({ atS: one.firedAtS, cells: [when(one.firedAtS, one.resolvedAtS), 'alert', `${one.name}: ${one.when}`] })),
    ...result.timeline.filter((one) => one.kind !== 'alert').map((one) => ({ atS: one.atS, cells: [when(one.atS, one.untilS), one.kind, one.what] })),
  ].toSorted((a, b) => a.atS - b.atS);
  const more = rows.length > mostEntries ? `<p class="quiet">and ${count(rows.length - mostEntries)} more, in result.json</p>\n` : '';
  return section('happenings', 'What happened', tableOf('Windows of trouble, alerts, incidents, cron and log lines', ['when', 'kind', 'what'], rows.slice(0, mostEntries).map((row) => row.cells), false) + more);
};

export const trust = (result: RunResult): Markup => section('assumptions', 'What this run assumes', listOf(result.assumptions.map(escaped)))
  + section('audit', 'Audit', `<p>The run checks itself against laws that must hold whatever the scenario.</p>\n`
    + listOf(result.audit.map((one) => `${mark(one.held)} <strong>${escaped(one.law)}</strong> <span class="seen">${escaped(one.detail)}</span>`), 'checks'));

/** The command lines that give this run again. */
export const reproduce = (result: RunResult): Markup => section('reproduce', 'How to get this again',
  `<pre>${escaped(command(result, 'run', '--seed', String(result.seed)))}\n${escaped(command(result, 'run', '--seed', String(result.seed), '--json'))}</pre>\n`
  + `<p class="quiet">poolsim ${escaped(result.poolsim)}, seed ${escaped(String(result.seed))}, scenario fingerprint <code>${escaped(result.scenario.fingerprint)}</code>. `
  + `The same seed gives the same bytes. Percentiles are within 1% of the sample. Requests that arrived before ${escaped(clockOf(result.run).at(result.run.measureFromS))} are not counted.</p>\n`);
