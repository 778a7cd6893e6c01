/** One scenario, one seed, one replication: a result. */

import type { Film } from '../film/film.ts';
import { finestEvery } from '../measure/alerts.ts';
import { Collector } from '../measure/collector.ts';
import type { PoolTracer } from '../model/pool/tracer.ts';
import type { Scenario } from '../model/scenario.ts';
import { World } from '../model/world.ts';
import { claimsOf, promisesOf } from '../promise/judge.ts';
import { type ActivityResult, type RunResult, resultVersion } from '../result.ts';
import { type Instant, inSeconds } from '../units/time.ts';
import { activityResult } from './activity.ts';
import { assumptionsOf } from './assumptions.ts';
import { Camera, type FilmPlan } from './film/camera.ts';
import { version } from './version.ts';
import { warmUpOf } from './warm-up.ts';

export interface RunOptions {
  /** Another seed than the scenario's own. */
  readonly seed?: number | string;
  /** Which replication of that seed; each has its own independent chance. */
  readonly replication?: number;
  /** Told at each sample how much of the run is done, 0..1. */
  readonly onProgress?: (share: number) => void;
  /** Observers by the name of the pool whose every event they hear. The result is the same with and without them. */
  readonly traces?: { readonly [pool: string]: PoolTracer };
  /** Instants (µs from the start) at which the sessions of every database are written down. All else is the same with and without. */
  readonly activityAt?: readonly Instant[];
  /** What to film, and who gets the film. All else is the same with and without. */
  readonly film?: FilmPlan & { readonly taken: (film: Film) => void };
}

/** Runs a scenario. The same scenario, seed and replication give the same result to the last bit; findings are empty and host is null. */
export function runScenario(scenario: Scenario, options: RunOptions = {}): RunResult {
  const { run, alerts } = scenario;
  const seed = options.seed ?? run.seed;
  const every = finestEvery(alerts, run.every, run.length);
  const collector = new Collector({ measureFrom: run.measureFrom, length: run.length, every, alerts });
  const camera = options.film === undefined ? null : new Camera(options.film, collector);
  const world = new World({ ...scenario, run: { ...run, every } }, seed, options.replication ?? 0, camera ?? collector);
  for (const [name, tracer] of Object.entries(options.traces ?? {})) world.trace(name, tracer);
  const activity: ActivityResult[] = [];
  const activityAt = new Set(options.activityAt ?? []);
  const looksAt = [...new Set([...activityAt, ...(camera?.at ?? [])])].filter((at) => at >= 0 && at <= run.length).sort((a, b) => a - b);
  const look = (): void => {
    if (activityAt.has(world.now)) activity.push(activityResult(world));
    camera?.look();
  };
  world.run(options.onProgress ?? null, { at: looksAt, look });
  if (camera !== null) options.film?.taken(camera.film());
  const { title, file, fingerprint, question, lookFor, answer, source } = scenario;
  const told = collector.result();
  const measured: RunResult = {
    version: resultVersion, poolsim: version,
    scenario: { title, file, fingerprint, question, lookFor, answer, source },
    seed,
    run: {
      startsAt: run.starts, zone: run.zone, lengthS: inSeconds(run.length), measureFromS: inSeconds(run.measureFrom),
      events: world.simulation.events, requests: world.life.begun,
    },
    ...told, warmUp: warmUpOf(scenario, told),
    promises: [], claims: [], findings: [], assumptions: assumptionsOf(scenario), ...(options.activityAt === undefined ? {} : { activity }), host: null,
  };
  return { ...measured, promises: promisesOf(scenario.promises, measured), claims: claimsOf(scenario.claims, measured) };
}
