/** What the run says first: the scenario's question, the verdict, the promises with what was observed beside the limit, the findings with what to try. */

import { adviceOf } from '../../report/findings/cause.ts';
import type { RunResult } from '../../result.ts';
import { withValue } from '../../reading/edit.ts';
import type { Desk, Done } from '../desk.ts';

export function Story({ result }: { readonly result: RunResult }) {
  const { title, question, lookFor, answer, source } = result.scenario;
  return <header class="story">
    <h2>{title}</h2>
    {question === null ? null : <p class="question">{question}</p>}
    {lookFor === null && answer === null ? null : <div class="hints">
      {lookFor === null ? null : <details><summary>What to look for</summary><p>{lookFor}</p></details>}
      {answer === null ? null : <details><summary>The answer</summary><p>{answer}</p></details>}
      {source === null ? null : <details><summary>Source</summary><p>{source}</p></details>}
    </div>}
  </header>;
}

const Mark = ({ held }: { readonly held: boolean }) => <span class={held ? 'good' : 'bad'}>{held ? '✓' : '✗'}<span class="visually-hidden">{held ? ' held: ' : ' did not hold: '}</span></span>;

export function Verdict({ done }: { readonly done: Done }) {
  const { result, verdict } = done;
  const broken = result.promises.filter(({ held }) => !held).length;
  return <section class={`card verdict ${verdict.tone}`} aria-label="Verdict">
    <p class="verdict-text">{verdict.text}</p>
    {result.promises.length === 0 ? <p class="quiet">This scenario promises nothing: add some under <code>promises:</code>.</p> : <>
      <h3>Promises <span class={broken === 0 ? 'good' : 'bad'}>{broken === 0 ? `all ${result.promises.length} held` : `${broken} of ${result.promises.length} broken`}</span></h3>
      <ul class="checks">{result.promises.map((one) => <li key={one.text}><Mark held={one.held} /> <code>{one.text}</code> <span class={one.held ? 'seen' : 'seen bad'}>{one.observedText}</span></li>)}</ul>
    </>}
    {result.claims.length === 0 ? null : <>
      <h3>Published figures</h3>
      <ul class="checks">{result.claims.map((one) => <li key={one.text}><Mark held={one.held} /> <code>{one.text}</code> <span class="seen">{one.observedText}, published {one.published}</span></li>)}</ul>
    </>}
  </section>;
}

const weights = ['note', 'worth knowing', 'serious'] as const;
const tones = ['quiet', 'warm', 'bad'] as const;

const setsOf = (line: string | null): RegExpExecArray[] => (line?.includes('poolsim run ') === true ? [...line.matchAll(/--set '?([\w./-]+)=([^\s']+)'?/g)] : []);

/** The overrides of an advice (`--set a.b=c`), laid over the text; null where they do not fit. */
function tried(text: string, line: string | null): string | null {
  const sets = setsOf(line);
  let now = text;
  for (const [, path = '', value = ''] of sets) {
    const done = withValue(now, path.split('.'), /^[\w.%/-]+$/.test(value) ? value : JSON.stringify(value));
    if (!done.ok) return null;
    now = done.text;
  }
  return now === text ? null : now;
}

export function Findings({ done, desk, say }: { readonly done: Done; readonly desk: Desk; say(text: string): void }) {
  const { findings } = done.result;
  if (findings.length === 0) return null;
  const attempt = (line: string | null): void => {
    const changed = tried(desk.store.get().text, line);
    if (changed !== null) desk.setText(changed);
    say(changed === null ? 'This change does not fit the text: make it in the editor.' : 'The change was made.');
  };
  return <section class="card findings" aria-label="Findings">
    <h3>Findings, and what to try</h3>
    <ol>{findings.map((one) => {
      const { says, line } = adviceOf(one.tryNext);
      return <li key={one.id}>
        <p><span class={tones[one.weight]}>{weights[one.weight]}</span> · {one.text}</p>
        <p class="quiet">{one.evidence}</p>
        <p>Try next: {says}</p>
        {line === null ? null : <div class="advice"><pre>{line}</pre>{setsOf(line).length === 0 ? null : <button type="button" class="button small" onClick={() => attempt(line)}>Try it here</button>}</div>}
      </li>;
    })}</ol>
  </section>;
}
