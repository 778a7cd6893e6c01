/** What `poolsim explain` can talk about. Every text is drawn from the catalogue entry itself, so that a new kind explains itself. */

import { contentionText } from '../model/database/contention.ts';
import { type ContentionPreset, contentionPresets, contentionShape } from '../model/database/contention-presets.ts';
import { databaseShape } from '../model/database/plan.ts';
import { importFormats } from '../import/formats/index.ts';
import { actionShapes } from '../model/incident-plan.ts';
import { poolKinds } from '../model/pool/kinds/index.ts';
import type { PoolKind } from '../model/pool/kinds/kind.ts';
import { poolerKinds } from '../model/pooler/kinds/index.ts';
import type { PoolerKind } from '../model/pooler/kinds/kind.ts';
import { stepShapes } from '../model/route-plan.ts';
import { scenarioFields } from '../model/scenario.ts';
import { measures } from '../promise/measures.ts';
import { law } from '../random/laws.ts';
import { laws } from '../random/samplers.ts';
import type { Ink } from '../report/ansi.ts';
import { wrapped } from '../report/layout.ts';
import { failureKinds } from '../result.ts';
import type { JsonSchema, Shape } from '../shape.ts';
import { type Fields, record } from '../shape/tables.ts';
import { exitMeanings } from './exit.ts';
import { kindScreen } from './pool-words/screens.ts';
import { poolerScreen } from './pooler-words.ts';
import { recommendScreen } from './recommend-words.ts';
import { sweepScreen } from './sweep-words.ts';
import { promiseScreen } from './promise-words.ts';
import { testingScreen } from './testing-words.ts';
import { keyLines, kindsByField, kindsByKey, saysOf, tablesIn } from './schema-words.ts';

/** One thing that can be explained. `group` is its chapter: "pool" and "hikaricp" make the topic "pool hikaricp". */
export interface Topic {
  readonly group: string;
  readonly name: string;
  readonly says: string;
  lines(width: number, ink: Ink): readonly string[];
}

const poolTopic = (kind: PoolKind): Topic => ({ group: 'pool', name: kind.kind, says: kind.says, lines: (width, ink) => kindScreen(kind, width, ink) });

const poolerTopic = (kind: PoolerKind): Topic => ({ group: 'pooler', name: kind.kind, says: kind.says, lines: (width) => poolerScreen(kind, width) });

const fieldLines = (schema: JsonSchema, width: number): string[] => tablesIn(schema).flatMap((table, i) => [...(i === 0 ? [] : ['  or']), ...keyLines(table, '  ', width)]);

const schemaTopic = (group: string, name: string, schema: JsonSchema): Topic => ({
  group, name, says: saysOf(schema),
  lines: (width) => {
    const lines = fieldLines(schema, width);
    return lines.length === 0 ? [] : ['Keys:', ...lines];
  },
});

const databaseKinds: { readonly [kind: string]: string } = { postgresql: 'a PostgreSQL server: its limits, timeouts and words', mysql: 'a MySQL server: its limits, timeouts and words', plain: 'a server without limits unless they are given' };

/** A fitted law of contention: what it is, the data behind it, how well it fits, how far it reaches. */
const presetTopic = (name: string, preset: ContentionPreset): Topic => ({
  group: 'contention', name, says: preset.says,
  lines: (width) => [
    `contention: ${name}`, '',
    `Law: ${contentionText(preset.plan)}.`,
    `Fitted on ${preset.fittedOn.join(', ')} at once; error over all points: at worst ${preset.worst} %, root mean square ${preset.rms} %.`,
    'Measured, statements at once and per second:', ...wrapped(preset.points.map(([n, perSecond]) => `${n}: ${perSecond}`).join(', '), width - 2).map((line) => `  ${line}`),
    `On ${preset.cores} cores; one statement alone takes ${preset.demandUs} µs of processor time.`,
    ...wrapped(`Range: ${preset.range}`, width), ...wrapped(`Source: ${preset.source}.`, width),
  ],
});

/** A part of a scenario: its keys, and a topic of its own for each key that is a table again. */
function partTopics(key: string, of: Shape<unknown>): readonly Topic[] {
  const one = (of.schema.additionalProperties || of.schema.items || of.schema) as JsonSchema;
  const inner = tablesIn(one).flatMap((table) => Object.entries((table.properties ?? {}) as { readonly [key: string]: JsonSchema }));
  return [
    { group: key, name: '', says: of.says, lines: (width) => fieldLines(one, width) },
    ...inner.filter(([, schema]) => schema.type === 'object' && schema.properties !== undefined).map(([name, schema]) => schemaTopic(key, name, schema)),
  ];
}

const plural: { readonly [unit: string]: string } = { time: 'a time like 250ms', span: 'a time like 12m', share: 'a share like 1%', rate: 'a rate like 110/s', count: 'a number' };

const chapters = (): readonly Topic[] => [
  { group: 'scenario', name: '', says: 'the top-level keys of a scenario file', lines: (width) => keyLines(record('', scenarioFields as Fields).schema, '  ', width) },
  ...Object.entries(scenarioFields as Fields).filter(([key]) => ['run', 'apps', 'routes', 'traffic', 'cron', 'alerts'].includes(key)).flatMap(([key, of]) => partTopics(key, of)),
  {
    group: 'exit-codes', name: '', says: 'what the exit code of a command means',
    lines: () => exitMeanings.map(({ code, says }) => `  ${String(code).padStart(3)}  ${says}`),
  },
  {
    group: 'audit', name: '', says: 'the laws every run checks on itself',
    lines: () => [
      '  Each run re-counts its own world and prints the outcome: requests that arrived = served + failed + still inside; connections opened = closed + open;',
      '  never more lent than allowed; L = λW in front of every pool; work done = work given − work left on every database. A law that does not hold is a',
      '  mistake of poolsim: the command ends with exit code 3 and the figures are not to be trusted.',
    ],
  },
  {
    group: 'import', name: '', says: 'the formats that `poolsim import` reads, and what it makes of them',
    lines: (width) => Object.values(importFormats).flatMap(({ name, says, makes }) => wrapped(`${says} → ${makes}`, width - 24).map((line, i) => `  ${(i === 0 ? name : '').padEnd(20)}${line}`)),
  },
  { group: 'sweep', name: '', says: 'how to say what varies, what a sweep finds out, how it is stopped and gone on with', lines: sweepScreen },
  { group: 'recommend', name: '', says: 'how a size is chosen: what is judged, how surely, and what it costs to be wrong', lines: recommendScreen },
  { group: 'testing', name: '', says: 'promises in a continuous integration, and property tests of your own pools', lines: testingScreen },
  { group: 'failures', name: '', says: 'the kinds of failure a request can end with', lines: (width) => wrapped(failureKinds.join(', '), width - 2).map((line) => `  ${line}`) },
];

/** All topics in reading order. */
export function topics(): readonly Topic[] {
  return [
    ...chapters(),
    ...Object.values(poolKinds).map(poolTopic),
    ...Object.values(poolerKinds).map(poolerTopic),
    ...kindsByField(databaseShape.schema, 'kind').map(([name, of]) => schemaTopic('database', name, { ...of, description: databaseKinds[name] ?? name })),
    ...kindsByField(contentionShape.schema, 'law').map(([name, of]) => schemaTopic('contention', name, of)),
    ...Object.entries(contentionPresets).map(([name, preset]) => presetTopic(name, preset)),
    ...Object.entries(stepShapes).map(([name, of]) => schemaTopic('step', name, { ...of.schema, description: of.says })),
    ...kindsByKey(law('').schema).map(([name, of]) => schemaTopic('law', name, { ...of, description: (laws as { readonly [name: string]: string })[name] ?? saysOf(of) })),
    ...Object.entries(actionShapes).map(([name, of]) => schemaTopic('incident', name, { ...of.schema, description: of.says })),
    { group: 'promise', name: '', says: 'what must hold, in one run or with a confidence over many', lines: promiseScreen },
    ...Object.values(measures).map((one): Topic => ({
      group: 'promise', name: one.name, says: one.says,
      lines: () => [`  About ${one.about === 'either' ? 'a pool or a database' : `a ${one.about}`}, compared with ${plural[one.unit]}: ${one.name}(…) < …`, `  In ${[one.final ? 'promises and claims' : '', one.live ? 'alerts' : ''].filter((word) => word !== '').join('; ')}.`],
    })),
  ];
}

/** How a topic is asked for. */
export const topicName = (topic: Topic): string => (topic.name === '' ? topic.group : `${topic.group} ${topic.name}`);
