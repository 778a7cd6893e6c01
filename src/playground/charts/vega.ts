/** Vega and Vega-Lite, loaded when the first picture is wanted: they are larger than all the rest together. */

export type Vega = typeof import('vega');
export type VegaLite = typeof import('vega-lite');

let loading: Promise<{ readonly vega: Vega; readonly lite: VegaLite }> | null = null;

/** Loads the chart library once. A failure is forgotten, so that the next picture tries again. */
export function loadVega(): Promise<{ readonly vega: Vega; readonly lite: VegaLite }> {
  loading ??= Promise.all([import('vega'), import('vega-lite')]).then(([vega, lite]) => ({ vega, lite }), (error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
