import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { factsAbout, policy, start, tim } from '../../../tests/model/cast.ts'
import { authenticatorApp, stepAt } from '../methods/authenticator-app/authenticator-app.ts'
import { email } from '../methods/email/email.ts'
import { journeyId } from '../people/identifiers.ts'
import { drawFlows, transitionsOf } from './drawing.ts'
import type { JourneyEvent } from './events.ts'
import type { Scene } from './exploring.ts'
import type { Purpose, Stage } from './journey.ts'

const folder = fileURLToPath(new URL('../../../docs/flows/', import.meta.url))
const rewrite = 'REKEY_WRITE_FLOWS=1 npx vitest run src/core/journey/drawing.test.ts'

const scene = (purpose: Purpose, gates: 1 | 2, account: typeof tim | null = tim): Scene => ({
  facts: {
    ...factsAbout(account, { id: journeyId('drawn') }),
    policy: { ...policy, gates, methods: [email.kind, authenticatorApp.kind] },
  },
  purpose,
  step: stepAt(start),
})
const scenes = {
  reset: [scene('reset', 2), scene('reset', 1)],
  unlock: [scene('unlock', 2), scene('unlock', 1)],
  stranger: [scene('reset', 2, null), scene('unlock', 2, null)],
}
const pages = drawFlows(scenes)

describe('docs/flows', () => {
  it.each(Object.entries(pages))('%s is what the code does', (name, text) => {
    if (process.env['REKEY_WRITE_FLOWS'] === '1') writeFileSync(`${folder}${name}`, text)
    expect(readFileSync(`${folder}${name}`, 'utf8'), `docs/flows/${name} is stale. Rewrite it: ${rewrite}`).toBe(text)
  })

  it('holds no other page', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(pages).sort())
  })

  it.each(Object.entries(pages))('%s is a state diagram whose every state is declared', (_, text) => {
    const lines = (text.match(/```mermaid\nstateDiagram-v2\n([\s\S]*)\n```/)?.[1] ?? '').split('\n')
    const declared = lines.flatMap((line) => line.match(/^ {2}state "[a-z0-9 -]+" as ([a-z0-9_]+)$/)?.[1] ?? [])
    const arrows = lines.filter((line) => !line.startsWith('  state '))
    expect(declared.length).toBeGreaterThan(5)
    expect(lines.length).toBe(declared.length + arrows.length)
    for (const line of arrows) {
      const [, from, to] = line.match(/^ {2}(\[\*\]|[a-z0-9_]+) --> (\[\*\]|[a-z0-9_]+)(?:: [a-z0-9 ,/]+)?$/) ?? []
      for (const end of [from, to]) expect(end === '[*]' || declared.includes(end ?? line), line).toBe(true)
    }
  })
})

describe('what was explored', () => {
  const all = transitionsOf([...scenes.reset, ...scenes.unlock, ...scenes.stranger])

  it('reaches every stage there is', () => {
    const stages: Readonly<Record<Stage['at'], string>> = {
      reason: 'reason',
      choosing: 'gate 1 choosing',
      challenged: 'gate 1 challenged',
      'new-password': 'new-password',
      writing: 'writing',
      unlocking: 'unlocking',
      indeterminate: 'indeterminate',
      done: 'done',
      blocked: 'blocked',
      'not-eligible': 'not-eligible',
      'contacted-admin': 'contacted-admin',
      cancelled: 'cancelled',
      expired: 'expired',
    }
    const reached = new Set(all.flatMap(({ from, to }) => [from, to]))
    expect(Object.values(stages).filter((each) => !reached.has(each))).toEqual([])
    expect(reached).toContain('gate 2 challenged')
    expect(reached).toContain('unlock unanswered')
  })

  it('has an arrow for every event there is', () => {
    const events: Readonly<Record<JourneyEvent['type'], true>> = {
      resolved: true,
      'reason-chosen': true,
      'method-chosen': true,
      'resend-asked': true,
      'challenge-issued': true,
      attempt: true,
      evidence: true,
      'another-way': true,
      'password-judged': true,
      'password-written': true,
      'unlock-asked': true,
      'unlock-written': true,
      'looked-again': true,
      'more-time': true,
      'help-asked': true,
      'start-over': true,
    }
    const leading = new Set(all.map(({ event }) => event))
    expect(Object.keys(events).filter((each) => !leading.has(each as JourneyEvent['type']))).toEqual([])
  })

  it("a stranger's path is gate 1 of anybody, with no way out by an answer", () => {
    const proof = ['the answer is right', 'rules changed meanwhile']
    const steps = (of: readonly Scene[]) =>
      new Set(
        transitionsOf(of)
          .filter(({ from, label }) => /^(reason|gate 1)/.test(from) && !proof.includes(label))
          .map(({ from, to, label }) => `${from}, ${label}: ${to}`),
      )
    expect(steps(scenes.stranger)).toEqual(steps([...scenes.reset, ...scenes.unlock]))
    const everywhere = transitionsOf(scenes.stranger).map(({ to }) => to)
    for (const stage of ['gate 2 choosing', 'new-password', 'writing', 'unlocking', 'done'])
      expect(everywhere).not.toContain(stage)
  })

  it('an unlock never asks for a new password, and a reset never unlocks without one', () => {
    const reached = (of: readonly Scene[]) => transitionsOf(of).map(({ to }) => to)
    expect(reached(scenes.unlock)).not.toContain('new-password')
    expect(reached(scenes.reset)).not.toContain('unlocking')
  })
})
