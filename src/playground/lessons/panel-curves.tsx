/** The panels of an unlabelled run: small curves under each other on one time axis, each with its letter, its top and its limit. */

import type { Panel } from '../../lessons/quiz/panels.ts';

const [width, height] = [600, 44];

/** The curve as the outline of an area: a step for each point, nothing where there is none. */
function outline(panel: Panel): string {
  const { series, top } = panel;
  const x = (i: number): string => ((i / Math.max(1, series.length)) * width).toFixed(1);
  const y = (value: number | null): string => (top <= 0 ? height : height - ((value ?? 0) / top) * height).toFixed(1);
  return `M0,${height} ${series.map((value, i) => `L${x(i)},${y(value)} L${x(i + 1)},${y(value)}`).join(' ')} L${width},${height} Z`;
}

const colours = { bad: 'var(--failed)', warm: 'var(--waiting)', cool: 'var(--used)' } as const;

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;

export function PanelCurves({ panels, lengthS }: { readonly panels: readonly Panel[]; readonly lengthS: number }) {
  return <div class="panels">
    {panels.map((panel) => <div class="panel" key={panel.letter}>
      <p><b>{panel.letter}</b> {panel.label}</p>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={`${panel.letter}, ${panel.label} over ${clock(lengthS)} minutes: ${panel.note}`}>
        <path d={outline(panel)} fill={colours[panel.tone]} />
        {panel.limit === null || panel.top <= 0 ? null : <line x1="0" x2={width} y1={height - (panel.limit / panel.top) * height + 0.5} y2={height - (panel.limit / panel.top) * height + 0.5} stroke="var(--ink)" stroke-dasharray="5 4" vector-effect="non-scaling-stroke" />}
      </svg>
      <p class="quiet">{panel.note}</p>
    </div>)}
    <div class="panel axis" aria-hidden="true"><span /><p class="quiet"><span>0:00</span><span>{clock(lengthS / 2)}</span><span>{clock(lengthS)}</span></p><span /></div>
  </div>;
}
