/**
 * What colours mean, in every chart: one meaning each, told apart by colour-blind eyes and, by lightness and order, on grey paper.
 * The hues are those of M. Okabe and K. Ito, "Color Universal Design" (2008).
 */

import type { FailureKind } from '../../result.ts';

export const ink = '#1a1a1a';
export const quiet = '#6b6b6b';
export const hairline = '#e3e3e3';

/** Roles that are not classes. */
export const colours = {
  failed: '#d55e00', waiting: '#e69f00', idle: '#e8e8e8', opening: '#b9b9b9', leaked: '#3b3b3b', limit: '#1a1a1a',
  capacity: '#009e73', busy: '#0072b2', timeout: '#d55e00', incident: '#8a5fbf', cron: '#a39a5c', alert: '#c2477f', log: '#6b6b6b',
} as const;

/** Classes take these in the order of the result; none of them is a colour of trouble. */
const classPalette = ['#0072b2', '#cc79a7', '#009e73', '#56b4e9', '#7a5c1e', '#332288', '#a6b300', '#7fbfa8'];

export const classColour = (position: number): string => classPalette[position % classPalette.length] ?? ink;

/** Failures: starved of connections in vermilion, the server's refusals and cuts in wine and plum, the client's own doing in ochre and grey. */
export const failureColours: { readonly [kind in FailureKind]: string } = {
  acquireTimeout: '#d55e00', poolExhausted: '#f0925c', queueFull: '#f7c3a3', refused: '#882255', connectFailed: '#b0628a', statementTimeout: '#661100',
  idleInTransactionTimeout: '#9c5b4c', transactionTimeout: '#b5654a', lockTimeout: '#aa4499', deadlock: '#5e2367', severed: '#000000', killed: '#4d4d4d', clientGaveUp: '#c9a227',
  breakerOpen: '#8f8f8f', shed: '#c4c4c4', callFailed: '#7a5c1e', appDown: '#444477', unavailable: '#7777aa',
};

export const failureNames: { readonly [kind in FailureKind]: string } = {
  acquireTimeout: 'acquire timeout', poolExhausted: 'pool exhausted', queueFull: 'queue full', refused: 'refused by the database', connectFailed: 'connect failed',
  statementTimeout: 'statement timeout', idleInTransactionTimeout: 'idle in transaction', transactionTimeout: 'transaction timeout', lockTimeout: 'lock timeout', deadlock: 'deadlock', severed: 'connection severed',
  killed: 'killed', clientGaveUp: 'client gave up', breakerOpen: 'breaker open', shed: 'shed', callFailed: 'call failed', appDown: 'app down', unavailable: 'unavailable',
};

/** Size of the plot of every chart on the time axis, so that charts under each other share it. */
export const plotWidth = 800;

/** Look of all charts: one font, quiet axes, no boxes. Vega-Lite `config`. */
export const config = {
  font: 'DejaVu Sans, sans-serif', background: '#ffffff', padding: { left: 10, right: 20, top: 10, bottom: 10 }, aria: false,
  view: { stroke: null },
  title: { anchor: 'start', frame: 'group', fontSize: 15, fontWeight: 'bold', color: ink, offset: 12, subtitleFontSize: 11, subtitleColor: quiet, subtitlePadding: 5 },
  axis: {
    labelFontSize: 11, titleFontSize: 11, titleFontWeight: 'normal', titleColor: quiet, labelColor: ink, gridColor: hairline, domainColor: '#9a9a9a', tickColor: '#9a9a9a',
    tickSize: 4, labelPadding: 4,
  },
  axisY: { minExtent: 44, maxExtent: 44, domain: false, ticks: false, titlePadding: 8 },
  legend: { orient: 'top', direction: 'horizontal', title: null, labelFontSize: 11, labelColor: ink, labelLimit: 500, symbolType: 'square', symbolSize: 110, symbolStrokeWidth: 0, offset: 8, columnPadding: 14 },
} as const;
