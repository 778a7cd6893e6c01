/** How long each case runs: requests that count in each of the replications, and the half-width to be had for them as a share of a mean. */
export const runLengths: { readonly [id: string]: { readonly requests: number; readonly precision: number } | undefined } = {};
