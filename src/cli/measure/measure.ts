/** `poolsim calibrate --url`: looks how much room a server has, says what it will do, asks, measures, and writes the table that it measured. */

import { createInterface } from 'node:readline/promises';
import type { InputFile } from '../../calibrate/observation.ts';
import { counted } from '../../report/wording.ts';
import { Exit, orCannot, Stop } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { Outbox, writeWhole } from '../outbox.ts';
import { Progress } from '../screen.ts';
import type { MeasurePlan } from './plan.ts';
import { checkRoom, type Room, Sessions } from './server.ts';
import { type Measured, sweep } from './sweep.ts';

/** Above this share of a core the measuring program, not the server, may set the rate. */
const ownLimit = 0.75;

/** Measures, and gives the table as the file that it wrote. Closes every session, also after Ctrl-C. */
export async function measure(plan: MeasurePlan, asks: boolean): Promise<InputFile> {
  if (asks && !(process.stdin.isTTY === true && process.stderr.isTTY === true)) throw new Stop(Exit.badInput, 'poolsim: a measurement asks before it starts, and there is no terminal to ask on: add --yes if you mean it');
  const { dirname, resolve } = await import('node:path');
  orCannot('write', plan.raw, () => Outbox.check(dirname(resolve(plan.raw))));
  const sessions = new Sessions(plan);
  const listening = onInterrupt(() => sessions.close());
  const progress = new Progress();
  try {
    const room = await sessions.room();
    checkRoom(plan, room);
    process.stderr.write(`${intention(plan, room)}\n`);
    if (asks && !(await agreed())) throw new Stop(Exit.badInput, 'poolsim: nothing was measured');
    const found = await sweep(plan, sessions, (share, what) => progress.show(share, what));
    progress.done();
    for (const { clients, ownCpu } of found) if (ownCpu > ownLimit) process.stderr.write(`note: with ${clients} connections this program used ${Math.round(ownCpu * 100)} % of a core itself: the rate may be its own limit; a longer --statement measures the server\n`);
    const text = tableText(plan, room, found);
    orCannot('write', plan.raw, () => writeWhole(plan.raw, text));
    process.stderr.write(`measured: ${plan.raw}; fit it again with: poolsim calibrate ${plan.raw}\n`);
    return { name: plan.raw, text };
  } finally {
    progress.done();
    await sessions.closed();
    listening();
  }
}

/** What is going to happen, in a few lines. */
function intention({ place, clients, seconds, statement, share }: MeasurePlan, { version, maxConnections, reserved, open }: Room): string {
  const most = clients.at(-1) ?? 0;
  return [
    `PostgreSQL ${version} at ${place}: ${maxConnections} connections, ${reserved} reserved, ${open - 1} in use by others.`,
    `Will open ${counted(most, 'connection')} (at most ${Math.round(share * 100)} % of those not reserved), and repeat on ${clients.join(', ')} of them for ${seconds} s each, about ${Math.ceil(clients.length * (seconds + 0.5))} s in all:`,
    `  ${statement}`,
    'Read-only sessions with a statement timeout of 10 s. The server will be busy meanwhile. Ctrl-C stops and closes them.',
  ].join('\n');
}

async function agreed(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await lines.question('Go ahead? [y/N] ')).trim());
  } finally {
    lines.close();
  }
}

function tableText({ place, seconds, statement }: MeasurePlan, { version }: Room, found: readonly Measured[]): string {
  const rows = found.map(({ clients, perS, latencyMs }) => `${clients},${Number(perS.toPrecision(7))},${Number(latencyMs.toPrecision(6))}`);
  return `# PostgreSQL ${version} at ${place}, ${seconds} s each: ${statement.replace(/\s+/g, ' ').trim()}\nclients,tps,latency_ms\n${rows.join('\n')}\n`;
}
