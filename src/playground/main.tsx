/**
 * The page: the same engine as the command line, in a worker of the browser. This file starts it; the rooms behind it:
 *
 *   app.tsx             header, tabs, the region that screen readers hear; `tabs.ts` is the table of tabs
 *   tab.ts              what a tab is given (`TabProps`); a tab begins with an <h2>, pauses what moves while `shown` is false, and draws with the
 *                       colours of style/tokens.css alone
 *   desk.ts             the scenario that everybody works on: its text, its problems, its last result; `desk.ask(job, input)` for work on the side
 *   crew.ts worker.ts   warm workers and what they do; `jobs/index.ts` is the table of jobs, one file each
 *   explore/            pick, edit, turn, look;  compare/ two scenarios side by side
 *   film/               the animated view;  lessons/ the lessons and the quiz
 *   charts/             Vega in a chunk of its own, pictures in dark and light
 *   library.ts          the scenarios that come along;  permalink.ts a scenario as part of an address;  save.ts files to take away
 *
 * A tab that wants a worker to do something new writes a job (`Job<In, Out>`, plain data both ways) and adds a line to jobs/index.ts; page code takes
 * that table as a type only. The build (.config/playground.mjs) says how large the first load is and refuses one beyond the bound.
 */

import { render } from 'preact';
import { addressOf } from './address.ts';
import { App } from './app.tsx';
import { Crew } from './crew.ts';
import { Desk } from './desk.ts';
import { library } from './library.ts';
import { scenarioOf } from './permalink.ts';
import { keepOffline } from './offline.ts';
import './style/tokens.css';
import './style/frame.css';
import './style/parts.css';

/** The scenario that a fresh visitor sees. */
const firstName = 'saturday-report';

async function start(): Promise<void> {
  const place = document.getElementById('page');
  if (place === null) return;
  const crew = new Crew(workerFile, Math.min(4, Math.max(2, (navigator.hardwareConcurrency ?? 2) - 1)));
  const linked = await scenarioOf(addressOf(location.hash).query);
  const entry = library.find((one) => one.name === firstName) ?? library[0];
  const first = linked.ok && linked.scenario !== null ? linked.scenario : { text: entry?.text ?? '', name: entry?.name ?? null, seed: null };
  const desk = new Desk(crew, { text: first.text, name: first.name, seed: first.seed });
  if (linked.ok && linked.scenario?.pinned) desk.pin(linked.scenario.pinned);
  render(<App desk={desk} hint={linked.ok ? null : linked.says} />, place);
  desk.run();
  keepOffline();
}

void start();
