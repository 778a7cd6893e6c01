/** The settings of a pooler in whole sentences: what its clients meet, when they let go of a server connection, and what happens when there is none. */

import type { PoolerKind } from '../model/pooler/kinds/kind.ts';
import type { PoolerSettings } from '../model/pooler/plan.ts';
import { wrapped } from '../report/layout.ts';
import { Place } from '../shape.ts';
import { record } from '../shape/tables.ts';
import { durationText, shareText } from '../units/text.ts';
import { forever } from '../units/time.ts';
import { keyLines } from './schema-words.ts';

const letsGo = {
  session: 'A client keeps its server connection until it disconnects.', transaction: 'A client gets a server connection for each transaction.',
  statement: 'A client gets a server connection for each statement; it may not open a transaction.',
} as const;

/** What a pooler with these settings does, in sentences. */
export function poolerWords(settings: PoolerSettings): readonly string[] {
  const { policy, front, shareOfServer, mode, cpu, pins, rounds } = { ...settings, rounds: settings.policy.rounds };
  const { max, reserve, patience, open, idleTimeout, idleFloor, lifetime, checkAfterIdle } = policy;
  return [
    Number.isFinite(front.maxConnections) ? `At most ${front.maxConnections} clients.` : 'Any number of clients.',
    shareOfServer === null ? `At most ${max - reserve.count} server connections${reserve.count > 0 ? `, and ${reserve.count} more once the first in line has waited for ${durationText(reserve.after)}` : ''}.` : `At most ${shareText(shareOfServer.max)} of the server's connections, of which ${shareText(shareOfServer.idle)} may lie idle.`,
    letsGo[mode],
    pins > 0 ? `${shareText(pins)} of transactions pin their client to its connection.` : '',
    'Whoever has waited longest is served first, with the server connection that came back last unless it is told otherwise.',
    patience.law === 'constant' && patience.value !== forever ? `A client waits at most ${durationText(patience.value)}; then it is disconnected.` : 'A client waits for ever.',
    open.atOnce === 1 ? 'Server connections are opened one at a time.' : 'Server connections are opened as they are needed.',
    open.refusalGoesTo === 'everyone' ? `After a failed login the next one begins ${durationText(open.backoff.first)} later; while no server connection is left, clients fail at once.` : '',
    checkAfterIdle === forever ? '' : `A server connection idle for more than ${durationText(checkAfterIdle)} is tested by a round trip before it is used.`,
    idleTimeout === forever ? '' : `Server connections idle for ${durationText(idleTimeout)} are closed, down to ${idleFloor.count}.`,
    lifetime === forever ? '' : `Free server connections older than ${durationText(lifetime)} are closed, well apart from each other.`,
    rounds === 0 ? '' : `Timeouts are noticed in rounds, ${durationText(Math.round(rounds / 1000) * 1000)} apart.`,
    cpu === 0 ? '' : `A query costs ${durationText(cpu)} of ${front.cores === 1 ? 'its one core' : 'processor time'}.`,
  ].filter((sentence) => sentence !== '');
}

/** One pooler kind on a screen: where it was taken from, its options, what they make of it, and what surprises its users. */
export function poolerScreen(kind: PoolerKind, width: number): readonly string[] {
  const points = (sentences: readonly string[]) => sentences.flatMap((sentence) => wrapped(sentence, width - 4).map((line, i) => `${i === 0 ? '  · ' : '    '}${line}`));
  const settings = kind.shape.read({}, new Place(nobody));
  const traps = (kind.traps ?? []).map(({ says, scenario }) => `${says}${scenario === undefined ? '' : ` (scenarios/${scenario}.yaml)`}`);
  const metrics = Object.entries(kind.metrics ?? {}).map(([name, says]) => `${name}: ${says}`);
  return [
    `Taken from ${kind.source}.`, '', 'Put its name where a pool names its database: pools: { main: { database: bouncer, … } }. Options, in its own spelling:',
    ...keyLines(record('', kind.options).schema, '  ', width), ...(settings === undefined ? [] : ['', 'With its defaults:', ...points(poolerWords(settings))]),
    ...(traps.length === 0 ? [] : ['', 'Surprises:', ...points(traps)]), ...(metrics.length === 0 ? [] : ['', 'What it measures:', ...points(metrics)]),
  ];
}

/** Nobody asks for files or times while defaults are read. */
const nobody = { issues: [], references: [], fileText: () => ({ problem: '' }), instantOf: () => ({ problem: '' }), cronTicks: () => ({ problem: '' }) };
