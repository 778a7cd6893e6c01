/** A picture of the report in the colours of the page: the report's are for white paper, and in the dark ink, hairlines and greys take their dark counterparts. */

import type { Spec } from '../../report/charts/chart.ts';
import { hairline, ink, plotWidth, quiet } from '../../report/charts/theme.ts';
import type { Theme } from '../tab.ts';

/** Counterparts in the dark: ink and paper, and hues that would be too dim on it, lightened at the same hue. */
const dark: { readonly [colour: string]: string } = {
  [ink]: '#e6e6e3', [quiet]: '#a3a7ad', [hairline]: '#30343a', '#ffffff': 'transparent', '#9a9a9a': '#62676e',
  '#e8e8e8': '#3c4148', '#b9b9b9': '#6d737b', '#3b3b3b': '#c9ccd1', '#0072b2': '#4ba3dc', '#332288': '#8d80e0', '#882255': '#c8588f', '#661100': '#c0563f', '#5e2367': '#a565ae',
  '#000000': '#f2f2f0', '#4d4d4d': '#b5b8bd', '#7a5c1e': '#b8934a', '#444477': '#8989c4', '#aa4499': '#d070c0', '#8a5fbf': '#ac88dc',
};

/** The same values with colours exchanged; data are left as they are. */
function recoloured(value: unknown): unknown {
  if (typeof value === 'string') return dark[value.toLowerCase()] ?? value;
  if (Array.isArray(value)) return value.map(recoloured);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'values' ? inner : recoloured(inner)]));
}

/** Half a plot, where two stand side by side with a gap between them. */
const gap = 60;

/** The same specification, its plots as wide as there is room. */
function widened(value: unknown, width: number): unknown {
  if (Array.isArray(value)) return value.map((one) => widened(one, width));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
    if (key === 'values') return [key, inner];
    // Some labels stand at the right edge: { value: plotWidth }.
    if ((key === 'width' || key === 'value') && inner === plotWidth) return [key, width];
    if (key === 'width' && inner === (plotWidth - gap) / 2) return [key, Math.max(120, (width - gap) / 2)];
    return [key, widened(inner, width)];
  }));
}

/** The specification for this theme, on no background of its own. The caption of a figure says what its title says, so the title is left out. */
export function dressed(spec: Spec, theme: Theme, width: number): Spec {
  const { title: _title, ...rest } = widened(spec, width) as Spec;
  const config = typeof rest.config === 'object' && rest.config !== null ? rest.config : {};
  const bare = { ...rest, config: { ...config, background: 'transparent', padding: { left: 2, right: 12, top: 2, bottom: 2 }, font: 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif' } };
  return theme === 'dark' ? (recoloured(bare) as Spec) : bare;
}
