/**
 * The streams at the two ends: requests on their way in, which reach the right edge at the very instant of their arrival, and requests on their way out, which
 * leave the left edge at the instant at which they end. A picture only; the counts beside it say the same.
 */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Film } from '../../film/film.ts';
import type { Flow } from './side.ts';

/** So many marks are drawn; of more, every second one, every third … */
const mostMarks = 400;

interface Props {
  readonly film: Film;
  readonly flow: Flow;
  readonly at: number;
  /** µs from one edge to the other. */
  readonly reach: number;
  readonly way: 'in' | 'out';
  readonly theme: string;
}

/** The first index whose time is beyond `at`. */
function firstAfter(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function Stream({ film, flow, at, reach, way, theme }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  const colours = useRef<readonly string[]>([]);
  // Sizes and colours are read when they change: reading them for each picture would lay the page out each time.
  useEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    const observer = new ResizeObserver(() => setSize({ width: current.clientWidth, height: current.clientHeight }));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current === null) return;
    const styles = getComputedStyle(canvas.current);
    colours.current = ['--waiting', '--cpu', '--failed'].map((name) => styles.getPropertyValue(name));
  }, [theme]);
  useEffect(() => {
    const { current } = canvas;
    const context = current?.getContext('2d') ?? null;
    if (current === null || context === null || width === 0) return;
    const sharpness = devicePixelRatio || 1;
    if (current.width !== Math.round(width * sharpness)) current.width = Math.round(width * sharpness);
    if (current.height !== Math.round(height * sharpness)) current.height = Math.round(height * sharpness);
    context.setTransform(sharpness, 0, 0, sharpness, 0, 0);
    context.clearRect(0, 0, width, height);
    const [waiting = '', served = '', failed = ''] = colours.current;
    const times = way === 'in' ? flow.arriveAt : flow.endAt;
    const [first, last] = way === 'in' ? [firstAfter(times, at), firstAfter(times, at + reach)] : [firstAfter(times, at - reach), firstAfter(times, at)];
    const every = Math.max(1, Math.ceil((last - first) / mostMarks));
    for (let i = first; i < last; i++) {
      if (i % every !== 0) continue;
      const way01 = way === 'in' ? 1 - ((times[i] as number) - at) / reach : (at - (times[i] as number)) / reach;
      const x = 4 + way01 * (width - 8);
      const y = 6 + ((Math.imul(i, 2_654_435_761) >>> 0) / 2 ** 32) * (height - 12); // scattered, and the same at each picture
      const isFailure = way === 'out' && flow.endOutcome[i] !== 0;
      context.fillStyle = way === 'in' ? waiting : isFailure ? failed : served;
      context.strokeStyle = failed;
      context.lineWidth = 2;
      context.beginPath();
      if (isFailure) {
        context.moveTo(x - 3.5, y - 3.5);
        context.lineTo(x + 3.5, y + 3.5);
        context.moveTo(x + 3.5, y - 3.5);
        context.lineTo(x - 3.5, y + 3.5);
        context.stroke();
      } else if (way === 'in' && film.classes[flow.arriveClass[i] as number]?.source === 'cron') context.fillRect(x - 3.5, y - 3.5, 7, 7);
      else {
        context.arc(x, y, 3, 0, Math.PI * 2);
        context.fill();
      }
    }
  }, [film, flow, at, reach, way, theme, width, height]);
  return <canvas ref={canvas} class={`stream ${way}`} role="img" aria-label={way === 'in' ? 'Requests on their way in, one mark each' : 'Requests on their way out, one mark each'} />;
}
