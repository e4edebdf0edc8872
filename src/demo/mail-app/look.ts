// What makes Acme Mail look like another application: its own colours, a bar on top, and nothing of Rekey's.
export const mailLook = `
:root { color-scheme: light dark; --back: #f4f6fb; --card: #fff; --ink: #17203a; --soft: #54607f; --line: #d7ddec; --blue: #2a4fd0; --on: #fff; --bad: #a3132f; }
@media (prefers-color-scheme: dark) { :root { --back: #10141f; --card: #181e2d; --ink: #e9edf8; --soft: #a9b4d0; --line: #2c3550; --blue: #9db4ff; --on: #0c1330; --bad: #ff9fb0; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 Georgia, 'Times New Roman', serif; color: var(--ink); background: var(--back); overflow-wrap: anywhere; }
header { background: var(--blue); color: var(--on); }
header > div, main { max-width: 44rem; margin-inline: auto; padding-inline: 1rem; }
header > div { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25rem; min-height: 3.5rem; }
header b { flex: 1; font-size: 1.125rem; white-space: nowrap; }
header a, header button { color: inherit; font: inherit; padding: .75rem 0; background: none; border: 0; text-decoration: underline; cursor: pointer; }
main { padding-block: 2rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.0625rem; margin: 0; }
p { margin: 0 0 1rem; }
a { color: var(--blue); }
.soft { color: var(--soft); }
.bad { color: var(--bad); font-weight: 700; }
label { display: block; font-weight: 700; margin-top: 1rem; }
input { display: block; width: 100%; max-width: 24rem; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--card); border: 1.5px solid var(--soft); }
.go { display: inline-block; min-height: 2.75rem; margin: 1.25rem 1.5rem 1.25rem 0; padding: .625rem 1.25rem; font: inherit; font-weight: 700; color: var(--on); background: var(--blue); border: 0; text-decoration: none; cursor: pointer; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 3px; }
header :focus-visible { outline-color: var(--on); }
ul { list-style: none; margin: 0; padding: 0; }
li { background: var(--card); border: 1px solid var(--line); padding: 1rem; margin-bottom: .75rem; }
.text { white-space: pre-wrap; margin: .5rem 0 0; }
`
