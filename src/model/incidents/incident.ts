/** What an incident is to the model: a deed that acts on parts of the world and may be undone. One file a deed; the table is in index.ts. */

import type { Simulation } from '../../engine/simulation.ts';
import type { Stream } from '../../random/streams.ts';
import type { Database } from '../database/database.ts';
import type { App } from '../fleet.ts';
import type { ActionPlan } from '../incident-plan.ts';
import type { Life, RequestClass } from '../life.ts';
import type { PoolGroup } from '../pool/group.ts';
import type { Pooler } from '../pooler/pooler.ts';
import type { Route } from '../route.ts';
import type { Source } from '../traffic.ts';

/** The parts of the world an incident may reach. Names were checked when the scenario was read. */
export interface Stage {
  readonly simulation: Simulation;
  readonly life: Life;
  readonly coins: Stream;
  pool(name: string): PoolGroup;
  /** Null: no pooler has that name. */
  pooler(name: string): Pooler | null;
  database(name: string): Database;
  app(name: string): App;
  requestClass(name: string): RequestClass;
  source(name: string): Source;
  /** Every compiled copy of a route: one for each class that takes it. */
  routes(name: string): readonly Route[];
  poolsOf(app: App): readonly PoolGroup[];
  readonly databases: readonly Database[];
  readonly pools: readonly PoolGroup[];
}

/** Undoes what was done. */
export type Undo = () => void;

/** Does it, and returns how to undo it; null where there is nothing to undo. */
export type Deed<Do extends ActionPlan['do']> = (plan: Extract<ActionPlan, { do: Do }>, stage: Stage) => Undo | null;
