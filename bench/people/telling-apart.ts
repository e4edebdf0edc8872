// The steps that anyone can take before a proof, walked as a member, as a person who is not eligible, and as nobody; in
// turn and in a new order each time, so that whatever else the machine does falls on all three alike.
import type { Auc } from '../numbers/auc.ts'
import { hiddenField, openVisit } from './browser.ts'
import type { HttpLine } from './http-line.ts'
import { addressOf, nameOf } from './population.ts'

export const classes = ['member', 'half', 'stranger'] as const
export type Class = (typeof classes)[number]

/** Milliseconds by step, then by class. */
export type Times = Readonly<Record<string, Readonly<Record<Class, readonly number[]>>>>

/** How a step tells members from strangers, and members from those who are not eligible. */
export interface Told {
  readonly unknown: Auc
  readonly ineligible: Auc
}

export interface TellingOrder {
  readonly port: number
  /** From each class, so many in a row from these numbers on. */
  readonly first: Readonly<Record<Class, number>>
  readonly samples: number
}

/** Addresses beyond those of the crowd, one to each walk. */
const firstAddress = 2_000_000

export async function walkAll({ port, first, samples }: TellingOrder, line: HttpLine): Promise<Times> {
  const times: Record<string, Record<Class, number[]>> = {}
  for (let round = 0; round < samples; round += 1) {
    for (const kind of shuffled(classes)) {
      const address = addressOf(firstAddress + round * classes.length + classes.indexOf(kind))
      await walk(nameOf(kind, first[kind] + round), address, { line, host: `localhost:${port}` }, (step, took) => {
        times[step] ??= { member: [], half: [], stranger: [] }
        times[step][kind].push(took)
      })
    }
  }
  return times
}

async function walk(
  name: string,
  address: string,
  { line, host }: { readonly line: HttpLine; readonly host: string },
  clocked: (step: string, milliseconds: number) => void,
): Promise<void> {
  let step = ''
  const visit = openVisit(line, host, address, (request, took) => {
    if (step !== '') clocked(request.startsWith('POST') ? step : `${step} → ${request}`, took)
  })
  const username = encodeURIComponent(name)
  await visit.get('/reset')
  step = 'name'
  await visit.send('/reset', `username=${username}`)
  step = 'choose email'
  await visit.send('/reset/proof', 'method=email')
  step = 'wrong code'
  await visit.send('/reset/proof', `challenge=${hiddenField(visit.page().body, 'challenge')}&code=00000000`)
  step = ''
  await visit.get('/sign-in')
  step = 'wrong password'
  await visit.send('/sign-in', `username=${username}&password=not+the+right+one+at+all`)
}

function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
