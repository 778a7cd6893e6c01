/**
 * `poolsim/notebook`: how a cell of a notebook shows something. A cell ends with `await chart(…)`, `table(…)` or `markdown(…)`; what they
 * return is drawn by Jupyter and readable as plain text where nothing is drawn. Needs Node or Deno: it draws PNG and reads files.
 */

export { chart } from './chart.ts';
export { fileText } from './file.ts';
export { at, bars, dots, level, line, plot, ribbon, type Axis, type Bar, type Mark, type Plot, type Point } from './plot.ts';
export { must, scenario, source } from './scenario.ts';
export { markdown, type Shown } from './shown.ts';
export { table, type Cell } from './table.ts';
