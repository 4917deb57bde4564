/** How stories look. */
export const STORY_STYLE = `
.stories { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 2rem 0 -1rem; }
@media screen { .js .story:not(.shown) { display: none; } }
.stories a { padding: 0.3rem 0.8rem; border: 1px solid var(--rule); border-radius: 6px; color: inherit; text-decoration: none; }
.stories a:hover { background: var(--wash); }
.stories a[aria-current] { border-color: var(--accent); background: var(--accent-wash); }
.controls { position: sticky; top: 0; z-index: 3; gap: 0.5rem; align-items: center; padding: 0.6rem 0; background: var(--paper); }
@media screen { .js .controls.scripted { display: flex; } }
.controls input { flex: 1; min-width: 4rem; height: 2.25rem; margin: 0 0.25rem; accent-color: var(--accent); }
.controls output { min-width: 8.5em; text-align: right; white-space: nowrap; color: var(--faint); }
button[aria-disabled='true'] { color: var(--faint); background: var(--wash); cursor: default; }
.controls input:focus-visible { outline-offset: 0; border-radius: 6px; }
@media (max-width: 40rem) { .controls { flex-wrap: wrap; } .controls output { order: -1; flex-basis: 100%; text-align: left; } }
.diagram { overflow-x: auto; border: 1px solid var(--rule); border-radius: 8px; margin: 0.5rem 0 1rem; }
.diagram svg { display: block; min-width: 100%; font: 12px var(--mono); }
.heads { position: sticky; top: 0; z-index: 1; background: var(--paper); }
.head { fill: var(--ink); font-weight: 600; }
.rule { stroke: var(--rule); }
.diagram text { fill: var(--ink); white-space: pre; }
.diagram .ordinal { fill: var(--faint); }
.diagram tspan.strong { font-weight: 600; }
.diagram tspan.faint { fill: var(--faint); }
.diagram tspan.bad { fill: var(--bad); }
.diagram tspan.open { fill: var(--open); }
.band { fill: transparent; }
.life { stroke: var(--rule); stroke-width: 1.5; }
.box { fill: var(--paper); stroke: var(--faint); }
.label { font-weight: 600; }
.fault .box { fill: var(--bad-wash); stroke: var(--bad); stroke-dasharray: 4 3; }
.read .box, .act .box, .change .box { fill: var(--open-wash); stroke: var(--open); }
.change .box { stroke-dasharray: 2 2; }
.act .box { stroke-width: 2.5; }
.trust, .conflict { stroke: var(--open); stroke-width: 2; }
.trust { stroke-dasharray: 2 4; stroke-linecap: round; }
.conflict { stroke-dasharray: 6 4; }
line.stale { stroke: var(--open); stroke-width: 4; }
.note.beside, .content { paint-order: stroke; stroke: var(--paper); stroke-width: 5px; stroke-linejoin: round; }
.flight { fill: none; stroke: var(--accent); stroke-width: 1.5; }
.tip { fill: var(--accent); }
.circle { fill: var(--paper); stroke: var(--accent); stroke-width: 1.5; }
.cross { stroke: var(--bad); stroke-width: 2; }
.diagram .content { fill: var(--accent); }
.way { fill: none; stroke: var(--accent); stroke-width: 2; }
.diagram .loop text { fill: var(--accent); }
.lost .flight, .again .flight { stroke-dasharray: 5 4; }
.lost .flight { stroke: var(--bad); }
.diagram .lost .content { fill: var(--bad); }
@media screen {
  .current > .band { fill: var(--accent-wash); }
  .current > .box { stroke: var(--accent); stroke-width: 2; }
  .current .note.beside { stroke: var(--accent-wash); }
  .js .diagram [data-step], .js .diagram [data-jump] { cursor: pointer; }
  .js .later.step .box { stroke: var(--rule); fill: var(--paper); }
  .js .later.step text, .js .later[data-steps] { opacity: 0.35; }
  .js .diagram { overflow: auto; max-height: calc(100vh - 7rem); }
  .js .story:not(.tabular) .table { display: none; }
}
.inspector { margin-bottom: 1rem; }
.inspector table { width: 100%; margin-bottom: 1.25rem; }
.inspector th, .inspector td { padding: 0.2rem 0.75rem 0.2rem 0; font-size: 0.8125rem; }
.inspector tbody th, .inspector td { font-family: var(--mono); font-weight: 400; overflow-wrap: anywhere; }
.inspector .group th { padding-top: 0.75rem; font: 500 0.8125rem system-ui, sans-serif; color: var(--faint); }
.now { margin: 0 0 1rem; font-weight: 400; }
.now .told { display: block; font-family: var(--mono); font-size: 0.8125rem; }
.now .onwards { display: block; margin-top: 0.35rem; }
.before { color: var(--faint); text-decoration: line-through; }
.changed th, .changed td { background: var(--mark); }
.changed .value { font-weight: 600 !important; }
.goal .is-false { color: inherit !important; }
.goal .strip i.is-false { background: var(--rule); }
td.is-false { color: var(--bad); font-weight: 600 !important; }
td.is-undefined { color: var(--open); font-weight: 600 !important; }
td.is-true { color: var(--good); }
.strip { width: 45%; min-width: 7rem; vertical-align: middle !important; }
.strip span { display: flex; gap: 1px; height: 0.9rem; }
.strip .dense { gap: 0; }
.strip i { flex: 1; min-width: 0; max-width: 1.1rem; background: var(--rule); }
.strip i.is-true { background: linear-gradient(var(--good), var(--good)) bottom / 100% 30% no-repeat; }
.strip i.is-false { background: var(--bad); }
.strip i.is-undefined { background: repeating-linear-gradient(45deg, var(--open) 0 2px, transparent 2px 4px); }
.strip i.is-none { background: none; }
.strip i.current { outline: 2px solid var(--accent); outline-offset: 0; }
@media screen and (min-width: 66rem) {
  .js .stage { display: grid; grid-template-columns: minmax(0, 1fr) minmax(20rem, 30rem); gap: 1.5rem; align-items: start; }
  .js .inspector.scripted { position: sticky; top: 3.75rem; max-height: calc(100vh - 5rem); overflow-y: auto; margin-top: 0.5rem; }
}
.ending { margin: 1rem 0; padding: 0.6rem 1rem; border-left: 4px solid var(--good); background: var(--good-wash); }
.ending.failing { border-color: var(--bad); background: var(--bad-wash); }
.ending p { margin: 0.15rem 0; max-width: none; }
.race { margin: 1rem 0; padding: 0.6rem 1rem; max-width: none; border-left: 4px solid var(--open); background: var(--open-wash); }
.formula, .formula ul { list-style: none; padding-left: 1.1rem; border-left: 1px solid var(--rule); }
.needs { columns: 32rem auto; font-size: 0.875rem; }
.ending pre { margin: 0.35rem 0; font: 0.875rem/1.5 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
.table { margin-top: 1rem; }
.steps td { font-family: var(--mono); font-size: 0.8125rem; overflow-wrap: anywhere; }
.steps td:last-child, .steps td:nth-child(2), .steps td:nth-child(3) { white-space: nowrap; }
.steps td:last-child, .steps td.number { color: var(--faint); }
.steps .again td { white-space: normal; color: var(--ink); }
@media print {
  .stories { display: none; }
  .story { break-before: page; }
  .diagram { overflow: visible; border: 0; max-height: none; }
  .diagram svg { min-width: 0; max-width: 100%; height: auto; }
  .heads { position: static; }
  .steps { width: 100%; font-size: 8pt; }
  .steps th, .steps td { font-size: 7.5pt; }
  tr, .ending, .race { break-inside: avoid; }
  .ending, .race, .box { print-color-adjust: exact; }
}
`
