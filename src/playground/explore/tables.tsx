/** The figures of a run as tables that can be read aloud: classes, pools, databases, failures, blame, windows; what is assumed, and the audit. */

import type { ComponentChildren } from 'preact';
import { failureNames } from '../../report/charts/theme.ts';
import { clockOf } from '../../report/clock.ts';
import { entries } from '../../report/series.ts';
import { alertLines, timelineLines, windowLines } from '../../report/summary/happenings.ts';
import { classFigures, databaseFigures, poolFigures } from '../../report/summary/figures.ts';
import { count, share, span } from '../../report/wording.ts';
import type { RunResult } from '../../result.ts';
import { Scroll } from '../scroll.tsx';

interface TableProps {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether all columns but the first are numbers. */
  readonly numbers?: boolean;
}

export function Table({ caption, head, rows, numbers = true }: TableProps) {
  if (rows.length === 0) return null;
  return <Scroll label={caption}>
    <table class={numbers ? 'numbers' : ''}>
      <caption>{caption}</caption>
      <thead><tr>{head.map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
      <tbody>{rows.map((row) => <tr key={row.join('|')}>{row.map((cell, i) => (i === 0 ? <th key={head[i]} scope="row">{cell}</th> : <td key={head[i]}>{cell}</td>))}</tr>)}</tbody>
    </table>
  </Scroll>;
}

const Card = ({ children }: { readonly children: ComponentChildren }) => <div class="card">{children}</div>;

function failureRows(result: RunResult): string[][] {
  return entries(result.classes).flatMap(([name, one]) => Object.entries(one.failures).filter(([, failed]) => failed > 0).map(([kind, failed]) => [
    name, failureNames[kind as keyof typeof failureNames], count(failed), share(failed / Math.max(1, one.arrived)), one.errors[kind as keyof typeof one.errors] ?? '',
  ]));
}

const blameRows = (result: RunResult): string[][] =>
  result.blame.toSorted((a, b) => b.waitedS - a.waitedS).slice(0, 12).map((one) => [one.holder, one.waiter, one.pool, span(one.waitedS), share(one.share)]);

export function Figures({ result }: { readonly result: RunResult }) {
  const failures = failureRows(result);
  const blame = blameRows(result);
  return <>
    {[classFigures, poolFigures, databaseFigures].map((of) => {
      const { title, head, rows } = of(result);
      return rows.length === 0 ? null : <Card key={title}><Table caption={title} head={head} rows={rows} /></Card>;
    })}
    {failures.length === 0 ? null : <Card><Table caption="Failures, and the first error of each kind" head={['class', 'failure', 'requests', 'share', 'what the client saw']} rows={failures} numbers={false} /></Card>}
    {blame.length === 0 ? null : <Card><Table caption="Who waited behind whom" head={['held by', 'waited', 'pool', 'waiting', 'of all waiting']} rows={blame} /></Card>}
  </>;
}

/** Windows of trouble, alerts, and the timeline. */
export function Happenings({ result }: { readonly result: RunResult }) {
  const lines = [...windowLines(result, 12), ...alertLines(result, 8), ...timelineLines(result, 20)];
  if (lines.length === 0) return null;
  const { severalDays } = clockOf(result.run);
  return <Card><Table caption={`What happened${severalDays ? '' : ` on ${clockOf(result.run).day(0)}`}`} head={['when', 'what']} rows={lines.map(({ when, what }) => [when, what])} numbers={false} /></Card>;
}

export function Trust({ result, notes }: { readonly result: RunResult; readonly notes: readonly string[] }) {
  const broken = result.audit.filter(({ held }) => !held);
  return <Card>
    <details open={broken.length > 0}>
      <summary><h3>Audit and assumptions</h3> {broken.length === 0 ? <span class="good">{result.audit.length} laws held</span> : <span class="bad">{broken.length} of {result.audit.length} laws broken: do not trust this run</span>}</summary>
      <h4>What this run assumes</h4>
      <ul class="plain">{result.assumptions.map((one) => <li key={one}>{one}</li>)}</ul>
      {notes.length === 0 ? null : <><h4>Remarks on the scenario</h4><ul class="plain">{notes.map((one) => <li key={one}>{one}</li>)}</ul></>}
      <h4>Laws that hold whatever the scenario</h4>
      <ul class="plain">{result.audit.map((one) => <li key={one.law}><span class={one.held ? 'good' : 'bad'}>{one.held ? '✓' : '✗'}<span class="visually-hidden">{one.held ? ' held' : ' broken'}</span></span> {one.law} <span class="quiet">{one.detail}</span></li>)}</ul>
    </details>
  </Card>;
}
