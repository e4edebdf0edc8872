// What a number stands for in the filled tables: the same hashes as the statements that filled them.
import { createHash } from 'node:crypto'
import { accountId, type JourneyId, journeyId } from '../../src/core/people/identifiers.ts'

export const builtInDirectory = 'main'

export const accountOf = (number: number) => accountId(uuidOf(`account ${number}`))
export const journeyOf = (number: number): JourneyId => journeyId(uuidOf(`journey ${number}`))

export function referenceOf(number: number): string {
  const [first, second] = /^(.{4})(.{4})/.exec(hashOf(`journey ${number}`))?.slice(1) ?? []
  return `RK-${first}-${second}`.toUpperCase()
}

const hashOf = (text: string): string => createHash('md5').update(text).digest('hex')

const uuidOf = (text: string): string => hashOf(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
