// The look of every page for people. An organisation may replace --accent, --on-accent and --tint, and nothing else.
//
// Inlined in <style>: without a double quote, an ampersand or a less-than sign, so that HTML escapes nothing in it.
export const rekeyCss = `
:root {
  color-scheme: light dark;
  --paper: #fbf8f3; --field: #fff; --sand: #f2ece2; --line: #ded5c7; --edge: #857a6b;
  --ink: #1f1b16; --soft: #5b5247; --blank: #cdc2b0;
  --accent: #0b5563; --on-accent: #fff; --tint: #e1edee;
  --bad: #a1261b; --bad-tint: #fbe9e4; --warn: #744800; --warn-tint: #f9edd3;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif;
  --mono: ui-monospace, 'Cascadia Mono', Consolas, Menlo, 'DejaVu Sans Mono', monospace;
  --wide: 33rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171411; --field: #211d19; --sand: #26221d; --line: #3d362e; --edge: #8f8576;
    --ink: #f4efe7; --soft: #bdb3a5; --blank: #4d453b;
    --accent: #86cdd7; --on-accent: #06272d; --tint: #17343a;
    --bad: #ff9f90; --bad-tint: #3f1d18; --warn: #f0c674; --warn-tint: #392d13;
  }
}

/* Ground */
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { font: 100%/1.5 var(--sans); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; background: var(--paper); color: var(--ink); scroll-padding-top: 1rem; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column; font-size: 1.0625rem; overflow-wrap: break-word; }
h1, h2, p, ul, ol, dl, dd { margin: 0; padding: 0; }
h1 { font-size: clamp(1.75rem, 1.45rem + 1.4vw, 2.25rem); line-height: 1.16; letter-spacing: -.018em; font-weight: 680; text-wrap: balance; }
h2 { text-wrap: balance; font-size: 1.25rem; line-height: 1.3; font-weight: 650; letter-spacing: -.008em; }
h1, h2 { hyphens: auto; hyphenate-limit-chars: 12 5 5; }
[dir=rtl] :is(h1, h2) { letter-spacing: 0; }
.h3 { font-size: 1.0625rem; line-height: 1.4; }
p, li, dd { text-wrap: pretty; }
ul { list-style: none; }
b, strong { font-weight: 650; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: .07em; }
a:hover, .link:hover { text-decoration-thickness: .14em; }
svg { display: block; fill: currentColor; flex: none; }
.small, .hint { font-size: .9375rem; }
.soft, .hint { color: var(--soft); }
.own { white-space: pre-line; }
.num { font-variant-numeric: tabular-nums; }
.nb { white-space: nowrap; }
.mono { font-family: var(--mono); font-size: .95em; }
.row { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.25rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
main:focus, .errors:focus { outline: 0; }
.vh { position: absolute; width: 1px; height: 1px; min-height: 0; margin: -1px; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-inline-start: 1rem; top: -6rem; padding: .75rem 1rem; background: var(--accent); color: var(--on-accent); z-index: 1; }
.skip:focus { top: .5rem; }

/* One axis: organisation, blade, heading, field, button and footer share an edge; only the bow of the key hangs outside it. */
.in { width: 100%; max-width: calc(var(--wide) + 3rem); margin-inline: auto; padding-inline: 1.5rem; }
.portal { --wide: 45rem; }
.demo { background: var(--warn-tint); color: var(--warn); font-size: .9375rem; }
.demo .in { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1.5rem; padding-block: .25rem; }
.demo p { padding-block: .25rem; }
.demo a { color: inherit; padding-block: .5rem; }
.top { border-bottom: 1px solid var(--line); }
.top .in { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 1.5rem; min-height: 4.5rem; padding-block: .5rem; }
.top:has(nav) .in { padding-bottom: 0; }
.top nav { align-self: flex-end; }
.org { display: inline-flex; align-items: center; gap: .75rem; min-height: 2.75rem; color: var(--ink); font-weight: 650; text-decoration: none; }
.org:hover span + span { text-decoration: underline; }
.org img { display: block; height: 2rem; width: auto; max-width: min(15rem, 60vw); object-fit: contain; object-position: left; }
.initial { display: grid; place-items: center; width: 2rem; height: 2rem; font-weight: 680; color: var(--on-accent); background: var(--accent); border-radius: .5rem; }
.top ul { display: flex; flex-wrap: wrap; gap: 0 clamp(1rem, 3vw, 1.5rem); }
.top li :is(a, button) { display: flex; align-items: center; min-height: 3rem; padding: 0; font: inherit; color: var(--soft); text-decoration: none; background: none; border: 0; border-block: 3px solid transparent; cursor: pointer; }
.top li :is(a, button):hover { color: var(--ink); text-decoration: underline; }
.top nav [aria-current] { color: var(--ink); font-weight: 650; border-bottom-color: var(--accent); }
main { flex: 1; padding-block: 2.5rem 4rem; }
main > * + * { margin-top: 1.5rem; }
main > h1 + p { font-size: 1.125rem; margin-top: .75rem; }
main > section, main > .note, main > .ways { margin-top: 2.5rem; }
main > h1 ~ .note:has(+ form) { margin-top: 1.5rem; }
main > .errors + * { margin-top: 2rem; }
section > * + * { margin-top: 1rem; }
section > h2 + * { margin-top: .5rem; }
.foot { border-top: 1px solid var(--line); color: var(--soft); font-size: .9375rem; }
.foot .in { display: flex; flex-wrap: wrap; gap: .25rem 2rem; justify-content: space-between; padding-block: 1.25rem 1.5rem; }
.foot a { color: inherit; display: inline-block; padding-block: .625rem; }
.foot p { padding-block: .625rem; }
.foot .row { flex-basis: 100%; gap: 0 .75rem; padding: 0; }
.languages ul { display: flex; gap: 1.25rem; }
.languages [aria-current] { color: var(--ink); font-weight: 650; text-decoration: none; }
.made { display: flex; align-items: center; gap: .5rem; }

/* The key: c is metal already cut, t blank still to cut, g the groove, m the cutter's place. */
.step > * + * { margin-top: .75rem; }
.key { width: 100%; height: auto; overflow: visible; }
.key .c, .key .m { fill: var(--accent); }
.key .t { fill: var(--blank); }
.key .g { fill: none; stroke: var(--paper); stroke-width: 2; }
.key.ghost .t { fill: none; stroke: var(--edge); stroke-width: 1.5; stroke-dasharray: 5 4; }
[dir=rtl] :is(.key, .chev) { transform: scaleX(-1); }
.step p { color: var(--soft); font-size: .9375rem; }
.step b { color: var(--ink); }
:is(.step, .key) + h1 { margin-top: 1.75rem; }
@media (min-width: 46rem) {
  main { padding-block: 3rem 5rem; }
  body:not(.portal) .key { width: calc(100% + 4.5rem); margin-inline-start: -4.5rem; }
}
@media (min-width: 54rem) {
  .portal .key { width: calc(100% + 4.5rem); margin-inline-start: -4.5rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .key .c { animation: cut .7s cubic-bezier(.2, .7, .2, 1); }
  .errors ~ .step .c { animation: none; }
}
@keyframes cut { from { clip-path: inset(0 21% 0 0); } }

/* Forms */
form > :not([type=hidden], [hidden]) + * { margin-top: 1.5rem; }
label { display: block; font-weight: 650; }
.field > * + * { margin-top: .25rem; }
.field > :is(input, .with):last-child { margin-top: .5rem; }
input { display: block; width: 100%; min-height: 3rem; padding: .5rem .875rem; font: inherit; color: inherit; background: var(--field); border: 1.5px solid var(--edge); border-radius: .5rem; }
input:focus { outline: 3px solid var(--accent); outline-offset: 0; border-color: var(--accent); }
input.code { max-width: 13.5em; min-height: 4rem; font: 500 1.625rem/1 var(--mono); letter-spacing: .12em; padding-inline: 1rem; direction: ltr; }
[dir=rtl] input.code { text-align: right; }
.err { color: var(--bad); font-weight: 600; display: flex; gap: .5rem; }
.err svg { margin-top: .2em; }
.bad input { border: 2px solid var(--bad); }
.with { display: flex; gap: .5rem; }
.with input { flex: 1; min-width: 0; }
.errors { padding: 1.25rem 1.25rem .75rem 1.5rem; background: var(--bad-tint); border-inline-start: 4px solid var(--bad); border-radius: .25rem; }
.errors h2 { font-size: 1.125rem; }
.errors :is(a, p) { display: inline-block; padding-block: .625rem; color: var(--bad); font-weight: 600; }
.btn { display: inline-flex; align-items: center; justify-content: center; min-height: 3rem; padding: .625rem 1.5rem; font: inherit; font-weight: 650; line-height: 1.25; text-align: center; text-wrap: balance; text-decoration: none; color: var(--on-accent); background: var(--accent); border: 1.5px solid var(--accent); border-radius: .5rem; cursor: pointer; }
.btn:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
.btn:active { transform: translateY(1px); }
.btn.plain { color: var(--ink); background: transparent; border-color: var(--edge); }
.btn.plain:hover { background: var(--sand); }
.btn.plain[aria-pressed=true] { background: var(--tint); border-color: var(--accent); }
.btn.grave { background: var(--bad); border-color: var(--bad); color: var(--paper); }
.btn.grave:hover { background: color-mix(in srgb, var(--bad) 86%, var(--ink)); }
.link { min-height: 2.75rem; padding: .5rem 0; font: inherit; text-align: start; color: var(--accent); background: none; border: 0; text-decoration: underline; text-underline-offset: .18em; text-decoration-thickness: .07em; cursor: pointer; }
.aside { display: inline-block; padding-block: .625rem; }

/* Choices, ways, waits */
.choices { border-top: 1px solid var(--line); }
.choices li { border-bottom: 1px solid var(--line); }
.choice { display: grid; grid-template-columns: 1.5rem 1fr 1.25rem; gap: 0 1rem; align-items: center; width: calc(100% + 1.5rem); min-height: 4.5rem; margin-inline: -.75rem; padding: .875rem .75rem; font: inherit; color: inherit; text-align: start; text-decoration: none; background: none; border: 0; cursor: pointer; }
.two .choice { grid-template-columns: 1fr 1.25rem; }
.choice > svg { color: var(--accent); }
.choice .chev { color: var(--soft); }
.choice b { display: block; }
.choice span span { color: var(--soft); font-size: .9375rem; }
.choice:hover { background: var(--sand); }
.choice:hover b { text-decoration: underline; text-underline-offset: .18em; }
.ways { border-block: 1px solid var(--line); }
.ways li + li { border-top: 1px solid var(--line); }
.ways :is(.link, a) { display: block; width: 100%; padding-block: .75rem; }
.wait { color: var(--soft); padding-block: .75rem; }
.over { display: grid; align-items: center; }
.over > * { grid-area: 1 / 1; }
.later { animation: show 0s both; }
.gone { animation: hide 0s both; }
.for-5 > * { animation-delay: 5s; }
.for-15 > * { animation-delay: 15s; }
.for-30 > * { animation-delay: 30s; }
.for-60 > * { animation-delay: 60s; }
.for-120 > * { animation-delay: 120s; }
.for-300 > * { animation-delay: 300s; }
.for-900 > * { animation-delay: 900s; }
@keyframes show { from { visibility: hidden; } }
@keyframes hide { to { visibility: hidden; } }
.advice { color: var(--soft); font-size: .9375rem; }
main > .advice { margin-top: 2.5rem; }
.advice p + p { margin-top: .5rem; }
.advice b { color: var(--ink); }
.advice a { color: inherit; }
.deadline { color: var(--soft); font-size: .9375rem; }
form.deadline { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; }
form.deadline > p + button { margin-top: 0; }
.deadline b { color: var(--ink); }
details { border-block: 1px solid var(--line); }
summary { min-height: 3rem; padding-block: .75rem; cursor: pointer; font-weight: 600; color: var(--accent); }
main > form + details { margin-top: 0; border-top: 0; }
details > :last-child { padding-bottom: 1.25rem; }

/* Notes, rules, facts */
.note { padding: 1rem 1.25rem; background: var(--sand); border-inline-start: 4px solid var(--edge); border-radius: .25rem; }
.note > * + * { margin-top: .25rem; }
.note.hold { background: var(--warn-tint); border-color: var(--warn); }
.rules { display: grid; gap: .5rem; }
.rules li { display: grid; grid-template-columns: 1.25rem 1fr; gap: .75rem; color: var(--soft); }
.rules svg { margin-top: .16em; color: var(--edge); }
.rules .met { color: var(--ink); }
.rules .met svg { color: var(--accent); }
.rules .fail { color: var(--bad); font-weight: 600; }
.rules .fail svg { color: var(--bad); }
.phrase { font: 500 1.125rem/1.5 var(--mono); user-select: all; overflow-wrap: anywhere; text-align: start; }
[dir=rtl] .phrase { text-align: end; }
/* Numbered steps, a person's methods, and a code to scan: always dark on white, or a camera sees nothing. */
.steps { display: grid; gap: 1.5rem; list-style: none; counter-reset: steps; }
.steps > li { display: grid; grid-template-columns: 2rem minmax(0, 1fr); counter-increment: steps; }
.steps > li::before { content: counter(steps); font-weight: 680; font-size: 1.25rem; line-height: 1.3; color: var(--accent); }
.steps > li > div > * + * { margin-top: .75rem; }
.list { border-top: 1px solid var(--line); }
.list > li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr) auto; gap: 0 1rem; align-items: start; padding-block: 1rem; border-bottom: 1px solid var(--line); }

.list.plain > li { grid-template-columns: minmax(0, 1fr) auto; }
.list svg { color: var(--accent); margin-top: .125rem; }
.list h2 { font-size: 1.0625rem; line-height: 1.4; }
.list .acts { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-block: -.625rem; }
.list .acts :is(a, .link) { padding-block: .625rem; }
.held { color: var(--warn); font-weight: 600; }
.pair { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: center; }
.pair > :last-child { flex: 1 1 14rem; min-width: 0; }
.qr { width: 12.5rem; padding: .75rem; background: #fff; border: 1px solid var(--line); border-radius: .5rem; forced-color-adjust: none; }
.qr svg { width: 100%; height: auto; color: #14110e; }
.secret { max-width: 22ch; font: 500 1.125rem/1.6 var(--mono); letter-spacing: .04em; user-select: all; direction: ltr; text-align: start; }
[dir=rtl] .secret { text-align: end; }
@media (max-width: 40rem) { .list .acts { grid-column: 2; margin-block: .25rem -.625rem; } }
.bullets { list-style: disc; padding-inline-start: 1.25rem; }
.bullets li + li { margin-top: .375rem; }
.facts { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; border-top: 1px solid var(--line); }
.facts > div { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; gap: 1rem; padding-block: .75rem; border-bottom: 1px solid var(--line); }
.facts dt { color: var(--soft); }
.facts dd { font-weight: 600; min-width: 0; }
.facts .from { display: block; font-weight: 400; color: var(--soft); font-size: .9375rem; }
.facts .aside { display: block; width: fit-content; margin-bottom: -.5rem; }

/* The demo's own pages */
.cast { border-top: 1px solid var(--line); }
.cast li { display: grid; gap: .25rem 1.5rem; padding-block: 1rem .75rem; border-bottom: 1px solid var(--line); }
.cast :is(b, bdi) { display: block; overflow-wrap: anywhere; }
.cast a { padding-block: .5rem; }
.mail { overflow-wrap: anywhere; }
.mail + .mail { border-top: 0; }
.mail summary { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; color: var(--ink); list-style: none; }
.mail summary::-webkit-details-marker { display: none; }
.mail:not([open]) summary:hover b { text-decoration: underline; }
.mail summary span { grid-column: 1 / -1; font-weight: 400; color: var(--soft); font-size: .9375rem; }
.mail .body { padding: 1rem 1.25rem 1.25rem; background: var(--sand); white-space: pre-wrap; border-radius: .25rem; margin-bottom: 1.25rem; }
.phone { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; max-width: 21rem; padding: 1.5rem; border: 1.5px solid var(--edge); border-radius: 1.75rem; background: var(--field); }
.phone > * + * { margin-top: 0; }
.apps li { display: grid; padding-block: .75rem; border-top: 1px solid var(--line); }
.digits { font: 500 1.75rem/1.3 var(--mono); letter-spacing: .08em; color: var(--accent); }
.sides { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2rem; }
@media (min-width: 46rem) {
  .sides { grid-template-columns: 21rem 1fr; gap: 3rem; }
  .cast li { grid-template-columns: 17rem 1fr; }
}

/* Small, forced colours, paper */
@media (max-width: 29.99rem) {
  .key .g { display: none; }
  .foot .in { gap: 0; flex-direction: column; }
  .foot p { padding-block: .25rem; }
  main .btn { width: 100%; }
  main .with .btn { width: auto; }
  .mail .body { white-space: pre-line; }
}
@media (max-width: 24rem) {
  .in { padding-inline: 1rem; }
  .top nav { font-size: .9375rem; }
  .facts > div { grid-template-columns: 1fr; gap: 0; }
}
@media (forced-colors: active) {
  svg { color: CanvasText; }
  .key :is(.c, .m) { fill: CanvasText; }
  .key .t { fill: none; stroke: CanvasText; stroke-width: 1.5; }
  .key .g { stroke: Canvas; }
  .btn, .btn.grave { color: ButtonText; background: ButtonFace; border-color: ButtonText; }
  .note, .errors, .phone, .initial { border: 1px solid CanvasText; }
  .top li :is(a, button) { border-color: Canvas; }
  .top nav [aria-current] { border-bottom-color: Highlight; }
}
@media print {
  :root { --paper: #fff; --field: #fff; --ink: #000; --soft: #333; --accent: #000; --line: #999; --edge: #666; --sand: #fff; }
  .top nav, .foot nav, .skip, .demo, .ways, .deadline, form .btn { display: none; }
  main { padding-block: 1rem; }
}
`
