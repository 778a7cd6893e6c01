/** A region that scrolls sideways by itself on a narrow screen, and can be reached and scrolled with the keyboard. */

import type { ComponentChildren } from 'preact';

export function Scroll({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
  return <section class="scroll" aria-label={label} tabIndex={0}>{children}</section>;
}
