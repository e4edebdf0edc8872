// The journey as pictures, drawn from decide itself: docs/flows/ is printed from here, and a test fails when it is stale.
import { exploreJourneys, type Scene, type Transition } from './exploring.ts'

export interface Scenes {
  /** Someone who may, by two gates and by one. */
  readonly reset: readonly Scene[]
  readonly unlock: readonly Scene[]
  /** A name that nobody has. */
  readonly stranger: readonly Scene[]
}

/** The pages of docs/flows/, by their file names. */
export const drawFlows = (scenes: Scenes): Readonly<Record<string, string>> => ({
  'reset.md': page(
    'Reset',
    'From "I forgot my password" to a new one. At any page that waits for the person they may ask for more time, ask for help, or start over.',
    scenes.reset,
  ),
  'unlock.md': page(
    'Unlock',
    'From "I know my password but cannot sign in" to an unlocked account. No password changes.',
    scenes.unlock,
  ),
  'stranger.md': page(
    'The path of a stranger',
    'A name that nobody has, or whose account may not go on. The pages, waits and words are those of gate 1 of anybody; an answer is never right, so no arrow leads out of it.',
    scenes.stranger,
  ),
})

/** Every transition that any of these scenes has, each once, in a fixed order. */
export function transitionsOf(scenes: readonly Scene[]): readonly Transition[] {
  const all = scenes.flatMap(exploreJourneys).map((each) => [Object.values(each).join(), each] as const)
  return [...new Map(all).values()].sort((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to))
}

const page = (title: string, about: string, scenes: readonly Scene[]): string => `# ${title}

${about}

Printed from \`src/core/journey/\` by \`REKEY_WRITE_FLOWS=1 npx vitest run src/core/journey/drawing.test.ts\`; don't edit.

\`\`\`mermaid
${diagram(transitionsOf(scenes))}
\`\`\`
`

function diagram(transitions: readonly Transition[]): string {
  const stages = order.filter((name) => transitions.some(({ from, to }) => from === name || to === name))
  const arrows = new Map<string, Set<string>>()
  for (const { from, to, label } of transitions) {
    if (from === to && quiet.includes(label)) continue
    const arrow = `${identifier(from)} --> ${identifier(to)}`
    arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(label))
  }
  return [
    'stateDiagram-v2',
    ...stages.map((name) => `  state "${name}" as ${identifier(name)}`),
    `  [*] --> ${identifier(stages[0] ?? '')}: a name is typed`,
    ...[...arrows].map(([arrow, labels]) => `  ${arrow}: ${[...labels].join(' / ')}`),
    ...stages.filter((name) => ends.includes(name)).map((name) => `  ${identifier(name)} --> [*]`),
  ].join('\n')
}

const identifier = (stage: string): string => stage.replaceAll(/[ -]/g, '_')

/** Steps that change nothing one could draw. */
const quiet = ['needs more time', 'the name is found, or not', 'the challenge is issued', 'answers']

const ends = ['done', 'not-eligible', 'blocked', 'contacted-admin', 'cancelled', 'expired']
const order = [
  'reason',
  'gate 1 choosing',
  'gate 1 challenged',
  'gate 2 choosing',
  'gate 2 challenged',
  'new-password',
  'writing',
  'indeterminate',
  'unlocking',
  'unlock unanswered',
  ...ends,
]
const rank = (stage: string): number => order.indexOf(stage)
