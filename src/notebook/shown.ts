/** What the last expression of a cell must be to be shown: its pictures and words by MIME type, under the name by which Jupyter kernels of JavaScript ask for them. */

/** Contents by MIME type: text, base64, or data for the types that end in `+json`. */
export interface Bundle { readonly [mime: string]: unknown }

const display: unique symbol = Symbol.for('Jupyter.display') as never;

export interface Shown { readonly [display]: () => Bundle }

export const shown = (bundle: Bundle): Shown => ({ [display]: () => bundle });

/** A paragraph with figures in it, written as Markdown: for sentences whose numbers are computed. */
export const markdown = (text: string): Shown => shown({ 'text/markdown': text, 'text/plain': text });
