/** Rules about the length of the run: what would come too late to matter is a mistake or, where it may be meant, a remark. */

import type { Scenario } from '../model/scenario.ts';
import { type Issue, type Path } from '../shape.ts';
import { isTable } from '../shape/tables.ts';
import { durationText, parseDuration } from '../units/text.ts';
import { type Duration, forever, second } from '../units/time.ts';

/** A series longer than this helps nobody and fills the memory. */
const mostPoints = 20_000;

type Data = { readonly [key: string]: unknown };

const span = (value: unknown): Duration | null => {
  const parsed = typeof value === 'string' ? parseDuration(value) : null;
  return parsed?.ok ? parsed.value : null;
};

/** Spans from the start that lie beyond the end. They are looked up in the data itself, so that other mistakes do not hide them. */
export function timeIssues(data: Data, length: Duration, shortened: boolean): Issue[] {
  if (length === forever) return [];
  const run = isTable(data.run) ? data.run : {};
  const issues: Issue[] = [];
  const wrong = (path: Path, says: string) => issues.push({ path, on: 'value', says });
  if ((span(run.measureFrom) ?? 0) >= length) wrong(['run', 'measureFrom'], `nothing would be counted: the run is over after ${durationText(length)}`);
  const points = Math.ceil(length / (span(run.every) ?? Math.max(second, length / 600)));
  if (points > mostPoints) wrong(['run', 'every'], `${points} points are too many: at most ${mostPoints}, so at least every ${durationText(Math.ceil(length / mostPoints))}`);
  if (shortened) return issues;
  for (const { path, value } of moments(data)) {
    const at = span(value);
    if (at !== null && at > length) wrong(path, `${durationText(at)} is after the end: the run lasts ${durationText(length)}`);
  }
  return issues;
}

/** Every place where something begins. */
function moments(data: Data): { readonly path: Path; readonly value: unknown }[] {
  const tables = (part: unknown): [string, Data][] => (isTable(part) ? Object.entries(part).filter((entry): entry is [string, Data] => isTable(entry[1])) : []);
  const incidents = Array.isArray(data.incidents) ? data.incidents : [];
  return [
    ...incidents.map((incident: unknown, i) => ({ path: ['incidents', i, 'at'], value: isTable(incident) ? incident.at : null })),
    ...tables(data.traffic).map(([name, plan]) => ({ path: ['traffic', name, 'from'], value: plan.from })),
    ...tables(data.cron).flatMap(([name, plan]) => (Array.isArray(plan.at) ? plan.at.map((value: unknown, i) => ({ path: ['cron', name, 'at', i], value })) : [{ path: ['cron', name, 'at'], value: plan.at }])),
  ];
}

/** Remarks on what never comes in this run. */
export function timeNotes(scenario: Scenario): string[] {
  const { length } = scenario.run;
  const silent = Object.entries(scenario.cron).filter(([, job]) => job.ticks.every((at) => at >= length)).map(([name, job]) => `cron.${name}: "${job.schedule}" does not come in this run`);
  const late = scenario.incidents.flatMap((incident, i) => (incident.at > length ? [`incidents[${i}]: ${incident.says} would come after the end of the run`] : []));
  const cut = Object.entries(scenario.traffic).flatMap(([name, { arrivals }]) => {
    const beyond = arrivals.kind === 'trace' ? arrivals.rows.at.filter((at) => at >= length).length : 0;
    return beyond === 0 ? [] : [`traffic.${name}: ${beyond} of ${arrivals.kind === 'trace' ? arrivals.rows.at.length : 0} rows of the trace come after the end of the run`];
  });
  return [...silent, ...late, ...cut];
}
