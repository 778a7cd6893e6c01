/** The look of the page: one column, quiet, readable on a phone, in the dark and on paper. */

export const style = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1a1a1a; --quiet: #5c5c5c; --line: #dcdcdc; --good: #00704f; --bad: #b03a00; --warm: #8a5a00; --card: #f6f6f4; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #e8e8e6; --quiet: #a9aaab; --line: #3a3d41; --good: #4cc9a0; --bad: #ff8f57; --warm: #e6b450; --card: #1f2226; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; }
header, main, footer { max-width: 960px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 28px; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 1.15rem; margin: 36px 0 10px; padding-top: 10px; border-top: 1px solid var(--line); }
h3 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
p { margin: 6px 0; max-width: 70ch; }
.quiet { color: var(--quiet); font-size: .9rem; }
.verdict { font-size: 1.15rem; font-weight: 600; border-left: 5px solid currentColor; padding: 2px 0 2px 14px; margin: 18px 0; }
.good { color: var(--good); } .bad { color: var(--bad); } .warm { color: var(--warm); }
ul, ol { padding-left: 22px; margin: 8px 0; } li { margin: 4px 0; }
ul.checks { list-style: none; padding-left: 0; }
ul.checks code { font-size: .95rem; } ul.checks .seen { color: var(--quiet); }
ol.findings > li { margin: 0 0 16px; padding-left: 4px; }
ol.findings > li::marker { font-weight: 700; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .86rem; }
pre { background: var(--card); padding: 8px 12px; border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; margin: 6px 0; }
.scroll { overflow-x: auto; margin: 10px 0 18px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: 4px 0; }
th, td { padding: 4px 14px 4px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-weight: 400; white-space: nowrap; }
tbody th { font-weight: 500; }
.numbers th:not(:first-child), .numbers td { text-align: right; padding: 4px 0 4px 14px; white-space: nowrap; font-variant-numeric: tabular-nums; }
figure { margin: 14px 0 22px; }
figure .scroll { background: #ffffff; border: 1px solid var(--line); border-radius: 6px; margin: 0; padding: 4px; }
figure svg { display: block; width: 100%; min-width: 660px; height: auto; }
figcaption { color: var(--quiet); font-size: .9rem; margin-top: 6px; max-width: 80ch; }
footer { color: var(--quiet); font-size: .85rem; padding-top: 24px; padding-bottom: 40px; }
@media print {
  :root { --paper: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb; --good: #00543b; --bad: #8a2d00; --warm: #6b4600; --card: #f4f4f4; color-scheme: light; }
  body { font-size: 10.5pt; } header, main, footer { max-width: none; padding: 0; }
  figure, table, ol.findings > li, .verdict { break-inside: avoid; } h2 { break-after: avoid; }
  figure svg { min-width: 0; } .scroll { overflow: visible; }
  @page { margin: 15mm; }
}
`;
