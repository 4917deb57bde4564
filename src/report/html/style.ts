/** What all pages look like. Colours never speak alone: whatever they say is also said in words or signs. */
export const STYLE = `
:root {
  --paper: #ffffff; --wash: #f5f7f9; --rule: #d8dee6; --ink: #1b2026; --faint: #5c6773;
  --bad: #b3261e; --bad-wash: #fbe9e7; --good: #17693a; --good-wash: #e5f3ea; --open: #855400; --open-wash: #fbf1dc;
  --mark: #fff0b8; --accent: #2457b5; --accent-wash: #e6eefb;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --wash: #1c2026; --rule: #343c46; --ink: #e3e7ec; --faint: #98a3b0;
    --bad: #ff8f85; --bad-wash: #44201d; --good: #7fd19b; --good-wash: #17352a; --open: #e8b768; --open-wash: #3b2d12;
    --mark: #51420f; --accent: #8ab4ff; --accent-wash: #1f2f4c;
  }
}
* { box-sizing: border-box; }
html { color-scheme: light dark; scroll-padding-top: 5rem; }
body {
  margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 92rem;
  background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif;
  font-variant-numeric: tabular-nums;
}
h1, h2, h3 { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.75rem; letter-spacing: -0.01em; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.3rem; }
h3 { margin: 1.75rem 0 0.5rem; font-size: 1rem; }
p { margin: 0.5rem 0; max-width: 75ch; overflow-wrap: anywhere; }
ul, ol { margin: 0.5rem 0; padding-left: 1.4rem; }
li { margin: 0.15rem 0; }
a { color: var(--accent); text-underline-offset: 0.15em; }
code, .mono { font-family: var(--mono); font-size: 0.875em; overflow-wrap: anywhere; }
.faint { color: var(--faint); }
.good { color: var(--good); }
.open { color: var(--open); }
.bad { color: var(--bad); font-weight: 600; }
.stale { color: var(--open); font-weight: 600; }
.params { color: var(--faint); margin: 0.25rem 0 1.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: 0.3rem 1.25rem 0.3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; }
thead th { color: var(--faint); font-size: 0.8125rem; font-weight: 500; }
.verdicts th, .verdicts td { white-space: nowrap; }
.verdicts td.why:not(:empty) { min-width: 18rem; max-width: 40rem; white-space: normal; }
td.number, th.number { text-align: right; white-space: nowrap; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button {
  min-width: 2.25rem; min-height: 2.25rem; padding: 0 0.75rem; font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--rule); border-radius: 6px; cursor: pointer;
}
button:hover:enabled { background: var(--wash); }
button:disabled { color: var(--faint); cursor: default; }
.scripted { display: none; }
@media screen { .js .scripted { display: revert; } }
footer { margin-top: 4rem; color: var(--faint); font-size: 0.8125rem; }
@media (max-width: 40rem) { body { padding: 1rem 1rem 3rem; } h1 { font-size: 1.4rem; } }
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  html { color-scheme: light; }
  a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; }
  th, td { padding-right: 0.6rem; }
  .verdicts td.why:not(:empty) { min-width: 0; }
}
`
