/** The verdict over many seeds: each run of A has a partner in B on the same seed, and only the differences count. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { apartText, rowName, valueText } from '../../report/compare/words.ts';
import type { CompareResult } from '../../result/compare.ts';
import { stopped } from '../crew.ts';
import type { Desk, Pinned } from '../desk.ts';
import { Scroll } from '../scroll.tsx';
import { useStore } from '../store.ts';

interface Props {
  readonly desk: Desk;
  readonly a: Pinned;
  readonly names: { readonly a: string; readonly b: string };
  say(text: string): void;
}

type Job = { readonly stop: AbortController; readonly share: number };

export function Paired({ desk, a, names, say }: Props) {
  const { text, seed } = useStore(desk.store);
  const [runs, setRuns] = useState(10);
  const [job, setJob] = useState<Job | null>(null);
  const [result, setResult] = useState<{ readonly key: string; readonly of: CompareResult } | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const key = `${a.text}\n---\n${text}\n${seed}`;
  useEffect(() => () => running.current?.abort(), []);

  const begin = () => {
    const stop = new AbortController();
    running.current = stop;
    setTrouble(null);
    setJob({ stop, share: 0 });
    desk.ask('compare', { a: { text: a.text, name: names.a }, b: { text, name: names.b }, runs, seed }, { signal: stop.signal, onProgress: (share) => setJob({ stop, share }) }).then((answer) => {
      if (answer.ok) { setResult({ key, of: answer.result }); say(answer.result.verdict); }
      else setTrouble(answer.problems.join(' '));
    }, (error: unknown) => { const says = error instanceof Error ? error.message : String(error); if (says !== stopped) setTrouble(says); }).finally(() => setJob(null));
  };

  return <section class="card paired" aria-label="Verdict over many seeds">
    <h3>Is it chance? The verdict over many seeds</h3>
    <div class="menu-row">
      <label class="seed">Pairs of runs <select class="select" value={runs} onChange={(event) => setRuns(Number(event.currentTarget.value))}>{[5, 10, 20, 50].map((n) => <option key={n} value={n}>{n}</option>)}</select></label>
      {job === null ? <button type="button" class="button" onClick={begin}>Run {runs} pairs</button> : <button type="button" class="button" onClick={() => job.stop.abort()}>Stop ({Math.round(100 * job.share)} %)</button>}
    </div>
    {trouble === null ? null : <p class="bad" role="alert">{trouble}</p>}
    {result === null ? null : <>
      <p class="verdict-text">{result.of.verdict}</p>
      {result.key === key ? null : <p class="warm">This is of the scenarios before the last change.</p>}
      <Scroll label="Figures over all pairs of runs"><table class="numbers">
        <caption>{result.of.seeds.length} pairs of runs, means; differences with 95 % intervals</caption>
        <thead><tr><th scope="col">figure</th><th scope="col">A</th><th scope="col">B</th><th scope="col">B is</th><th scope="col">verdict</th></tr></thead>
        <tbody>{result.of.figures.map((one) => <tr key={`${one.room}${one.of}${one.figure}`}><th scope="row">{rowName(one)}</th><td>{valueText(one, one.a?.mean)}</td><td>{valueText(one, one.b?.mean)}</td>
          <td>{one.verdict === 'same' ? 'the same in every run' : apartText(one)}</td><td class={one.verdict === 'better' ? 'good' : one.verdict === 'worse' ? 'bad' : 'quiet'}>{one.verdict}{one.slight ? ', slightly' : ''}</td></tr>)}</tbody>
      </table></Scroll>
      {result.of.caveats.length === 0 ? null : <ul class="plain">{result.of.caveats.map((one) => <li key={one}>{one}</li>)}</ul>}
    </>}
  </section>;
}
