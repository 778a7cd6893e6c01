/** Stands in for `vega-canvas` in the bundled command line: charts are SVG, and an installed canvas would change how text is measured. */
const none = () => null;
export { none as canvas, none as domCanvas, none as image, none as nodeCanvas };
