/** What a pooler kind is: the options of a real pooler, spelled and defaulted as there, and the settings they make. */

import { constantLaw, law } from '../../../random/laws.ts';
import type { LawPlan } from '../../../random/samplers.ts';
import { type Place, type Shape, turned, withDefault } from '../../../shape.ts';
import { type Fields, type ReadFields, record } from '../../../shape/tables.ts';
import { duration } from '../../../shape/values.ts';
import { type Duration, forever, ms } from '../../../units/time.ts';
import type { ContentionPlan } from '../../database/contention.ts';
import { contentionShape } from '../../database/contention-presets.ts';
import { noLocks } from '../../database/lock-plan.ts';
import { plainMachine } from '../../database/machine.ts';
import type { DatabasePlan, RefusalTexts } from '../../database/plan.ts';
import type { PoolerSettings } from '../plan.ts';
import type { PoolKind } from '../../pool/kinds/kind.ts';

/** One entry of the catalogue of poolers. */
export interface PoolerKind extends Omit<PoolKind, 'shape'> {
  readonly shape: Shape<PoolerSettings>;
}

/** Declares a kind. `settings` turns the options as read into settings, or tells what is wrong with them. */
export const poolerKind = <F extends Fields>(entry: Omit<PoolerKind, 'shape' | 'options'> & { readonly options: F; readonly settings: (options: ReadFields<F>, here: Place) => PoolerSettings | undefined }): PoolerKind => ({
  ...entry,
  shape: turned(record(entry.says, entry.options), (options, here) => entry.settings(options, here)),
});

/** What no pooler has an option for, and every simulated one needs: its network, its cost. */
export const surroundings = (cpu: Duration, shownCpu: string, connect: Duration, shownConnect: string) => ({
  connect: withDefault(law('time for a client to log in here'), constantLaw(connect), shownConnect),
  roundTrip: withDefault(duration('network time of one exchange between a client and the pooler, there and back; the way to the database comes on top'), ms(0.5), '0.5ms'),
  cpu: withDefault(duration('processor time of the pooler for one query with its answer'), cpu, shownCpu),
  contention: withDefault(contentionShape, { law: 'none' } as ContentionPlan, 'none'),
});

/** The side that clients see, as a server without a limit on statements. */
export const frontOf = (parts: {
  readonly kind: string; readonly cores: number; readonly maxClients: number; readonly clientIdleTimeout: Duration; readonly texts: RefusalTexts;
  readonly connect: LawPlan; readonly roundTrip: Duration; readonly contention: ContentionPlan;
}): DatabasePlan => ({
  kind: parts.kind, cores: parts.cores, ...(parts.cores === 1 ? { inTurn: true as const } : {}), disks: Number.POSITIVE_INFINITY, contention: parts.contention, maxConnections: parts.maxClients, reservedConnections: 0,
  connect: parts.connect, close: constantLaw(0), roundTrip: parts.roundTrip, statementTimeout: forever, idleInTransactionTimeout: forever, undoes: 'transaction', ...noLocks, idleSessionTimeout: parts.clientIdleTimeout,
  firewallIdle: forever, firewallAnswers: 'silence', tcpTimeout: forever,
  replicaOf: null, lag: 0, ...plainMachine, texts: parts.texts,
});
