/**
 * A route is a trajectory: the steps of its plan compiled once into a flat row, with every draw a request will need numbered, so that all of
 * them can be made at arrival. What a request demands then depends on nobody else, and a sweep over pool sizes meets the same demands.
 */

import type { Simulation } from '../engine/simulation.ts';
import { type Law, lawFrom } from '../random/samplers.ts';
import type { LawPlan } from '../random/samplers.ts';
import type { Stream } from '../random/streams.ts';
import { forever, type Instant, second } from '../units/time.ts';
import type { PoolGroup } from './pool/group.ts';
import type { Request } from './request.ts';
import type { CommitPlan, LeakPlan, RoutePlan, StepPlan } from './route-plan.ts';
import { AcquireStep, ReleaseStep, TransactionMark } from './steps/acquire.ts';
import { AppWorkStep } from './steps/app-work.ts';
import { ChooseStep, JumpStep, ParallelStep } from './steps/branch.ts';
import { DelayStep } from './steps/delay.ts';
import { QueryStep } from './steps/query.ts';
import { FreshStep, WroteStep } from './steps/replicated.ts';
import type { Step } from './steps/step.ts';
import { FromServerStep, ToServerStep } from './steps/through-pooler.ts';

/** What compiling needs to know of the world. */
export interface RouteParts {
  readonly simulation: Simulation;
  readonly pool: (name: string) => PoolGroup;
  /** The stream of a purpose of this class. */
  readonly stream: (purpose: string) => Stream;
  /** A trace may give demands that the plan does not have. */
  readonly traced: boolean;
  /** The scenario has poolers: a pool may stand behind one, now or after an incident. */
  readonly pooled: boolean;
}

/** What stands behind a statement for the sake of replicas; nothing in most routes. */
const notes = ({ writes, readsOwnWrites }: Extract<StepPlan, { step: 'query' }>): readonly Step[] => [...(readsOwnWrites ? [new FreshStep()] : []), ...(writes ? [new WroteStep()] : [])];

const coinLaw: LawPlan = { law: 'uniform', from: 0, to: 1 };

export class Route {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly #parts: RouteParts;
  readonly #laws: Law[] = [];
  readonly #plans: LawPlan[] = [];
  readonly #again: Law[] = [];
  readonly #acquisitions: AcquireStep[] = [];
  /** What a server shows of each step that talks to it. */
  readonly #texts = new Map<Step, string>();
  #statements = 0;
  /** Places of the demands of the first statement, which a trace may give. */
  firstCpu = -1;
  firstBlocked = -1;
  /** A failed attempt forgets to give its connections back. */
  readonly forgetsOnError: boolean;
  readonly #forgets: boolean;
  #leaks = false;
  #leakShare: number;
  #leakRate: number;
  #leakDue: Instant;
  readonly #leakCoins: Stream;

  constructor(name: string, plan: RoutePlan, parts: RouteParts) {
    this.name = name;
    this.#parts = parts;
    const steps: Step[] = [];
    this.#compile(plan.steps, steps);
    this.steps = steps;
    this.forgetsOnError = plan.leak.kind === 'onError';
    this.#forgets = plan.leak.kind === 'always';
    this.#leakCoins = parts.stream('leak');
    this.#leakShare = 0;
    this.#leakRate = 0;
    this.#leakDue = Number.POSITIVE_INFINITY;
    this.leak(plan.leak);
  }

  #isForgotten(): boolean {
    return this.#forgets || (this.#leakShare > 0 && this.#leakCoins.uniform() < this.#leakShare) || this.#leakIsDue();
  }

  /** Draws a request makes along this route. */
  get draws(): number {
    return this.#laws.length;
  }

  /** Makes every draw of a request that has just arrived. */
  draw(request: Request): void {
    const demands = request.ownDemands;
    request.demands = demands;
    const laws = this.#laws;
    for (let i = 0; i < laws.length; i++) (laws[i] as Law).drawInto(demands, i);
    request.forgets = this.#leaks && this.#isForgotten();
  }

  /** Makes the draws of a second try from streams of their own: first tries stay aligned whatever is retried. */
  drawAgain(request: Request): void {
    if (this.#again.length === 0) for (const [i, plan] of this.#plans.entries()) this.#again.push(lawFrom(plan, this.#parts.stream(`retry/${i}`)));
    for (const [i, law] of this.#again.entries()) law.drawInto(request.demands, i);
  }

  /** From now on leaks like this. */
  leak(plan: LeakPlan): void {
    this.#leakShare = plan.kind === 'share' ? plan.share : 0;
    this.#leakRate = plan.kind === 'rate' ? plan.rate : 0;
    this.#leakDue = this.#nextLeak(this.#parts.simulation.now);
    this.#leaks = this.#forgets || this.#leakShare > 0 || this.#leakRate > 0;
  }

  /** Every acquisition of the route goes to this pool from now on. */
  moveTo(pool: PoolGroup): void {
    for (const step of this.#acquisitions) step.pool = pool;
  }

  /** What a server shows of the step at a place of a row of steps: the name of the statement, BEGIN or COMMIT; '' for a step it hears nothing of. */
  saidAt(steps: readonly Step[], at: number): string {
    return this.#texts.get(steps[at] as Step) ?? '';
  }

  /** What the server heard last of a request that stands at this place; '' for nothing. Ways that were not chosen count as walked. */
  saidLast(steps: readonly Step[] = this.steps, at = steps.length): string {
    for (let i = Math.min(at, steps.length - 1); i >= 0; i--) {
      const text = this.saidAt(steps, i);
      if (text !== '') return text;
    }
    return '';
  }

  /** A leak rate is a Poisson process of moments; the first request that arrives after one forgets its connections. */
  #leakIsDue(): boolean {
    const { now } = this.#parts.simulation;
    if (now < this.#leakDue) return false;
    this.#leakDue = this.#nextLeak(this.#leakDue);
    return true;
  }

  #nextLeak(after: Instant): Instant {
    return this.#leakRate > 0 ? after + (this.#leakCoins.exponential() * second) / this.#leakRate : Number.POSITIVE_INFINITY;
  }

  #said<S extends Step>(step: S, text: string): S {
    this.#texts.set(step, text);
    return step;
  }

  #place(plan: LawPlan, purpose: string): number {
    const place = this.#laws.length;
    this.#plans.push(plan);
    this.#laws.push(lawFrom(plan, this.#parts.stream(`${purpose}/${place}`)));
    return place;
  }

  #compile(plans: readonly StepPlan[], into: Step[]): void {
    for (const plan of plans) this.#compileStep(plan, into);
  }

  #compileStep(plan: StepPlan, into: Step[]): void {
    switch (plan.step) {
      case 'query':
        if (plan.pool !== null) this.#acquire(plan.pool, plan.acquireTimeout, into);
        this.#through([this.#said(this.#query(plan), plan.name ?? `${this.name}: statement ${++this.#statements}`), ...notes(plan)], into);
        if (plan.pool !== null) into.push(new ReleaseStep());
        return;
      case 'transaction':
      case 'nested':
        this.#acquire(plan.pool, plan.acquireTimeout, into);
        if (plan.step === 'transaction') this.#through([this.#said(new TransactionMark(true), 'BEGIN')], into);
        this.#compile(plan.steps, into);
        if (plan.step === 'transaction') this.#commit(plan.commit, into);
        into.push(new ReleaseStep());
        return;
      case 'call':
        into.push(new DelayStep(this.#parts.simulation, this.#place(plan.takes, 'call'), plan.fails > 0 ? this.#place(coinLaw, 'callFails') : 0, plan.fails));
        return;
      case 'think':
        into.push(plan.onCpu ? new AppWorkStep(this.#parts.simulation, this.#place(plan.takes, 'think')) : new DelayStep(this.#parts.simulation, this.#place(plan.takes, 'think')));
        return;
      case 'choose':
        return this.#choose(plan.ways, into);
      case 'parallel':
        into.push(new ParallelStep(plan.branches.map((branch) => {
          const steps: Step[] = [];
          this.#compile(branch, steps);
          return steps;
        })));
    }
  }

  /** COMMIT, with what it costs where the plan says so: all on one round trip. */
  #commit(plan: CommitPlan | null, into: Step[]): void {
    if (plan === null) return this.#through([this.#said(new TransactionMark(false), 'COMMIT')], into);
    const work = this.#said(new QueryStep(this.#place(plan.cpu, 'commitCpu'), this.#place(plan.blocked, 'commitBlocked'), forever, false, null), 'COMMIT');
    this.#through([work, new TransactionMark(false, true)], into);
  }

  /** Steps that talk to the server, with their way through a pooler where the scenario has any. */
  #through(steps: readonly Step[], into: Step[]): void {
    if (this.#parts.pooled) into.push(new ToServerStep(), ...steps, new FromServerStep());
    else into.push(...steps);
  }

  #acquire(pool: string, patience: LawPlan | null, into: Step[]): void {
    const step = new AcquireStep(this.#parts.pool(pool), patience === null ? null : lawFrom(patience, this.#parts.stream(`patience/${this.#acquisitions.length}`)));
    this.#acquisitions.push(step);
    into.push(step);
  }

  #query(plan: Extract<StepPlan, { step: 'query' }>): QueryStep {
    const cpu = this.#place(plan.cpu, 'cpu');
    const blocked = plan.blocked.law === 'constant' && plan.blocked.value === 0 && !this.#parts.traced ? -1 : this.#place(plan.blocked, 'blocked');
    if (this.firstCpu < 0) {
      this.firstCpu = cpu;
      this.firstBlocked = blocked;
    }
    const lock = plan.lock === null ? null : { name: plan.lock.row, among: plan.lock.among, mode: plan.lock.mode, coin: this.#place(coinLaw, 'row') };
    return new QueryStep(cpu, blocked, plan.statementTimeout, plan.pool !== null, lock);
  }

  #choose(ways: Extract<StepPlan, { step: 'choose' }>['ways'], into: Step[]): void {
    const choice = new ChooseStep(this.#place(coinLaw, 'choose'));
    into.push(choice);
    const total = ways.reduce((sum, way) => sum + way.share, 0);
    const ends: JumpStep[] = [];
    let upTo = 0;
    for (const way of ways) {
      upTo += way.share / total;
      choice.way(upTo, into.length);
      this.#compile(way.steps, into);
      const end = new JumpStep();
      ends.push(end);
      into.push(end);
    }
    for (const end of ends) end.to = into.length;
  }
}
