/**
 * Makes the questions of a quiz from its seed. A world is drawn, run, and taken only when it makes a fair question: its mark is to be seen, its remedy
 * heals, and the wrong remedies that are offered do not. So the key is what the engine says, never what somebody wrote down.
 */

import { assert } from '../../assert.ts';
import { Streams } from '../../random/streams.ts';
import { readScenario } from '../../reading/scenario-file.ts';
import { findings } from '../../report/findings.ts';
import { millis, share } from '../../report/wording.ts';
import type { RunResult } from '../../result.ts';
import { runScenario } from '../../run/run.ts';
import { Dice } from './dice.ts';
import { families, type Family } from './families.ts';
import { harmOf } from './harm.ts';
import { factsOf, panelsOf } from './panels.ts';
import type { Kind, Question } from './question.ts';
import { remedies, type Remedy } from './remedies.ts';
import { sizing } from './sizing.ts';
import { type World, worldText } from './world.ts';

/** Below this share of harmed requests a run is healthy; from `ill` on it is in trouble. */
const healthy = 0.01;
const ill = 0.05;
/** A remedy that heals leaves at most this part of the harm, and at most `healedTo` of the requests harmed. */
const healedPart = 0.25;
const healedTo = 0.06;
/** A wrong one leaves at least this part. */
const wrongPart = 0.6;
const choices = 4;
const mostTries = 60;

/** Runs a world and says what is found. */
export function ran(world: World): RunResult {
  const read = readScenario({ text: worldText(world), file: null, files: () => ({ problem: 'none' }) });
  assert(read.ok, `a world of the quiz cannot be read: ${read.ok ? '' : read.problems.map(({ says }) => says).join('; ')}`);
  const result = runScenario(read.scenario);
  return { ...result, findings: findings(result) };
}

const remedyBy = (id: string): Remedy => {
  const found = remedies.find((one) => one.id === id);
  assert(found !== undefined, `there is no remedy ${id}`);
  return found;
};

/** A world of a family with its run, when it is a fair one. */
export interface Fair {
  readonly family: Family;
  readonly world: World;
  readonly result: RunResult;
  readonly harm: number;
  /** Harm with the remedy of the family; null of the healthy one. */
  readonly healed: number | null;
}

/** Whether the remedy of a run takes its harm away. */
export const heals = (before: number, after: number): boolean => after <= healedPart * before && after <= healedTo;
/** Whether something leaves most of the harm. */
export const leaves = (before: number, after: number): boolean => after >= wrongPart * before;

/** Draws until a world is fair: its mark shows, and its remedy heals. Null when this draw is not. */
function fairOne(family: Family, dice: Dice): Fair | null {
  const world = { ...family.draw(dice), seed: dice.whole(1, 9999) };
  const result = ran(world);
  const harm = harmOf(result, family.limitMs);
  if (!family.seen(result)) return null;
  if (family.remedy === null) return harm <= healthy ? { family, world, result, harm, healed: null } : null;
  const after = remedyBy(family.remedy).apply(world);
  if (harm < ill || after === null) return null;
  const healed = harmOf(ran(after), family.limitMs);
  return heals(harm, healed) ? { family, world, result, harm, healed } : null;
}

const whys = (fair: Fair): string[] => {
  const [first] = fair.result.findings.filter((one) => one.weight > 0);
  const after = fair.healed === null || fair.family.remedy === null ? [] : [`Proof: ${remedyBy(fair.family.remedy).says(fair.world)}, and ${share(fair.healed)} of the requests are harmed instead of ${share(fair.harm)}.`];
  return [fair.family.mark, ...(first === undefined ? [] : [`Found in the run: ${first.text}`]), ...after];
};

const base = (fair: Fair, number: number) => ({ number, panels: panelsOf(fair.result), facts: factsOf(fair.result, fair.world), run: fair.result.run, scenario: worldText(fair.world) });

/** "Name the cause": the other choices are families whose mark this run does not show. */
function causeOf(fair: Fair, number: number, dice: Dice): Question | null {
  const { family, result } = fair;
  const others = dice.shuffled(families.filter((one) => one.id !== family.id && !family.like.includes(one.id) && !one.seen(result))).slice(0, choices - 1);
  if (others.length < choices - 1) return null;
  const order = dice.shuffled([family, ...others]);
  const place = order.indexOf(family);
  return {
    ...base(fair, number), kind: 'cause', asks: 'What is the cause of what you see?', choices: order.map((one) => one.cause),
    hint: 'Is the pool full? Are the cores? Does it end? What did the failing requests hear?',
    key: { topic: family.id, place, points: order.map((one) => (one === family ? 1 : 0)), p99Ms: null, outcomes: [], why: whys(fair) },
  };
}

interface Offered { readonly remedy: Remedy; readonly says: string; readonly harm: number }

/** Remedies that leave most of the harm, each of them run. */
function wrongOnes(fair: Fair, dice: Dice): Offered[] {
  const found: Offered[] = [];
  for (const remedy of dice.shuffled(remedies.filter((one) => one.id !== fair.family.remedy))) {
    if (found.length === choices - 1) break;
    const after = remedy.apply(fair.world);
    if (after === null) continue;
    const harm = after === fair.world ? fair.harm : harmOf(ran(after), fair.family.limitMs);
    if (leaves(fair.harm, harm)) found.push({ remedy, says: remedy.says(fair.world), harm });
  }
  return found;
}

/** What a remedy that does not heal is worth: half of the part of the harm that it takes away, to a tenth of a point. */
const pointsOf = (before: number, after: number): number => Math.max(0, Math.round(5 * (1 - after / before)) / 10);

/** "Choose the remedy": each choice was run, and is scored by what it leaves of the harm. */
function fixOf(fair: Fair, number: number, dice: Dice): Question | null {
  const { family, world, harm, healed } = fair;
  if (family.remedy === null || healed === null) return null;
  const wrong = wrongOnes(fair, dice);
  if (wrong.length < choices - 1) return null;
  const right: Offered = { remedy: remedyBy(family.remedy), says: remedyBy(family.remedy).says(world), harm: healed };
  const order = dice.shuffled([right, ...wrong]);
  return {
    ...base(fair, number), kind: 'fix', asks: 'Which one of these changes heals it?', choices: order.map((one) => one.says),
    hint: 'Say first what the requests wait for. Which change gives them more of that, or takes away who holds it?',
    key: {
      topic: family.id, place: order.indexOf(right), points: order.map((one) => (one === right ? 1 : pointsOf(harm, one.harm))), p99Ms: null,
      outcomes: order.map((one) => `${share(one.harm)} of the requests harmed (${share(harm)} before)`), why: whys(fair),
    },
  };
}

/** "Predict the p99" after a change that is named. */
function p99Of(number: number, dice: Dice): Question | null {
  const drawn = sizing(dice);
  if (drawn === null) return null;
  const [before, after] = [ran(drawn.before), ran(drawn.after)];
  const [was, is] = [before.classes.api?.latencyMs.p99 ?? null, after.classes.api?.latencyMs.p99 ?? null];
  if (was === null || is === null || is / was < 1.3 || is / was > 30 || (after.classes.api?.failed ?? 1) > 0) return null;
  const [first] = after.findings.filter((one) => one.weight > 0);
  return {
    number, kind: 'p99', asks: `This is the run before a change. ${drawn.says} What is the p99 of the latency after it?`, choices: [],
    panels: panelsOf(before), facts: factsOf(before, drawn.before), run: before.run, scenario: worldText(drawn.after), hint: 'connections needed = rate × hold; the nearer that comes to the size of the pool, the steeper the tail grows',
    key: {
      topic: 'sizing', place: null, points: [], p99Ms: is, outcomes: [],
      why: [`p99 was ${millis(was)} and is ${millis(is)}: ${drawn.why}`, ...(first === undefined ? [] : [`Found in the run after it: ${first.text}`])],
    },
  };
}

/** In which order the kinds come. */
const kinds: readonly Kind[] = ['cause', 'fix', 'cause', 'p99', 'fix'];

/** What may be asked for alone: a kind of question, or a family of trouble. */
export const topics: readonly string[] = ['cause', 'fix', 'p99', ...families.filter((one) => one.remedy !== null).map((one) => one.id)];

/** Question `number` (from 1) of the quiz of this seed; the same seed gives the same question. `topic` narrows it to a kind or a family. */
export function makeQuestion(seed: number | string, number: number, topic: string | null = null): Question {
  const streams = new Streams(seed);
  const order = new Dice(streams.named('quiz/order')).shuffled(families);
  const turn = new Dice(streams.named('quiz/kinds')).whole(0, kinds.length - 1);
  const asked = topic === null ? kinds[(turn + number) % kinds.length] ?? 'cause' : topic === 'cause' || topic === 'p99' ? topic : 'fix';
  const wanted = families.find((one) => one.id === topic) ?? order[number % order.length];
  assert(wanted !== undefined, 'there are families');
  // A healthy run has no remedy: there the cause is asked for, or, where only remedies are wanted, another family is.
  const family = wanted.remedy === null && topic === 'fix' ? (order[(number + 1) % order.length] ?? wanted) : wanted;
  const kind: Kind = asked === 'fix' && family.remedy === null ? 'cause' : asked;
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const dice = new Dice(streams.named(`quiz/${number}/${attempt}`));
    const made = kind === 'p99' ? p99Of(number, dice) : asFair(family, kind, number, dice);
    if (made !== null) return made;
  }
  throw new Error(`no fair question in ${mostTries} draws of ${kind === 'p99' ? 'sizing' : family.id}`);
}

function asFair(family: Family, kind: Kind, number: number, dice: Dice): Question | null {
  const fair = fairOne(family, dice);
  if (fair === null) return null;
  return kind === 'fix' ? fixOf(fair, number, dice) : causeOf(fair, number, dice);
}
