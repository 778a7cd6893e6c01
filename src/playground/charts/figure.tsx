/** A picture on the page: drawn by Vega as SVG as wide as there is room, with its question, how to read it, and words for those who do not see it. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Picture } from '../../report/charts/chart.ts';
import { Scroll } from '../scroll.tsx';
import type { Theme } from '../tab.ts';
import { Drawing } from './drawing.ts';

interface FigureProps {
  readonly picture: Picture;
  readonly theme: Theme;
  /** Told each time the picture stands on the page. */
  readonly onDrawn?: () => void;
}

/** Axis, labels and padding beside a plot. */
const beside = 78;
/** The timeline writes sentences into its plot, which need this much. */
const leastWidth = (id: string): number => (id.startsWith('timeline') ? 560 : 220);
const widest = 1400;

/** Whether an element is on the screen or nearly so, and how wide a plot it has room for. */
function useRoom(least: number) {
  const place = useRef<HTMLElement>(null);
  const [near, setNear] = useState(false);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const sight = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), { rootMargin: '150px' });
    const size = new ResizeObserver(([entry]) => {
      const room = entry?.contentRect.width ?? 0;
      if (room > 0) setWidth(Math.round(Math.min(widest, Math.max(least, room - beside)) / 10) * 10);
    });
    sight.observe(element);
    size.observe(element);
    return () => { sight.disconnect(); size.disconnect(); };
  }, [least]);
  return { place, near, width };
}

export function ChartFigure({ picture, theme, onDrawn }: FigureProps) {
  const { place, near, width } = useRoom(leastWidth(picture.id));
  const paper = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    if (paper.current === null || !near || width === 0) return;
    drawing.current ??= new Drawing(paper.current, picture.title);
    let wanted = true;
    drawing.current.show(picture.spec, theme, width).then((done) => {
      if (!wanted || !done) return;
      setTrouble(null);
      setDrawn(true);
      onDrawn?.();
    }, (error: unknown) => { if (wanted) setTrouble(error instanceof Error ? error.message : String(error)); });
    return () => { wanted = false; };
  }, [picture.spec, theme, near, width]);
  useEffect(() => () => drawing.current?.end(), []);
  return <figure class="chart" id={`chart-${picture.id}`} ref={place}>
    <figcaption><h4>{picture.title}</h4><p class="quiet">{picture.reads}</p></figcaption>
    <Scroll label={picture.title}>
      <div class="drawn" role="img" aria-label={picture.alt} ref={paper} />
    </Scroll>
    {drawn || trouble !== null ? null : <p class="quiet loading">{near ? 'Loading the chart library …' : ''}</p>}
    {trouble === null ? null : <p class="bad">This chart could not be drawn: {trouble}</p>}
  </figure>;
}

/** Several pictures, side by side where there is room. */
export function ChartList({ pictures, theme, onDrawn }: { readonly pictures: readonly Picture[]; readonly theme: Theme; readonly onDrawn?: () => void }) {
  return <div class="charts">{pictures.map((picture) => <ChartFigure key={picture.id} picture={picture} theme={theme} {...(onDrawn === undefined ? {} : { onDrawn })} />)}</div>;
}
