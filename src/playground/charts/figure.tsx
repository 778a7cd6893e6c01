/** A picture on the page: drawn by Vega as SVG, with its question, how to read it, and words for those who do not see it. */

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

export function ChartFigure({ picture, theme, onDrawn }: FigureProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    if (place.current === null) return;
    drawing.current ??= new Drawing(place.current);
    let wanted = true;
    drawing.current.show(picture.spec, theme).then((done) => {
      if (!wanted || !done) return;
      setTrouble(null);
      setDrawn(true);
      onDrawn?.();
    }, (error: unknown) => { if (wanted) setTrouble(error instanceof Error ? error.message : String(error)); });
    return () => { wanted = false; };
  }, [picture.spec, theme]);
  useEffect(() => () => drawing.current?.end(), []);
  return <figure class="chart" id={`chart-${picture.id}`}>
    <figcaption><h4>{picture.title}</h4><p class="quiet">{picture.reads}</p></figcaption>
    <Scroll label={picture.title}>
      <div class="drawn" role="img" aria-label={picture.alt} ref={place} />
    </Scroll>
    {drawn || trouble !== null ? null : <p class="quiet loading">Loading the chart library …</p>}
    {trouble === null ? null : <p class="bad">This chart could not be drawn: {trouble}</p>}
  </figure>;
}

/** Several pictures under each other. */
export function ChartList({ pictures, theme }: { readonly pictures: readonly Picture[]; readonly theme: Theme }) {
  return <div class="charts">{pictures.map((picture) => <ChartFigure key={picture.id} picture={picture} theme={theme} />)}</div>;
}
