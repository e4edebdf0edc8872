// Options that several verbs take, worded once.
import { Option } from 'commander'
import type { Config, OrganisationSettings } from '../config/config.ts'
import type { Refused } from './actions.ts'

export interface ConfigOption {
  readonly config: string
}

export const configOption = (): Option =>
  new Option('--config <file>', 'the configuration of the installation').default('rekey.yaml')

export interface OrganisationOption {
  readonly organisation: string
}

export const organisationOption = (): Option =>
  new Option('--organisation <id|name>', 'one of the organisations in the configuration').makeOptionMandatory()

export function findOrganisation({ organisations }: Config, wanted: string): OrganisationSettings | Refused {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.trim().toLowerCase()
  const found = organisations.find(({ id, name }) => same(id, wanted) || same(name, wanted))
  const names = organisations.map(({ name }) => name).join(', ')
  return found ?? { refused: `No organisation has the id or name ${wanted}.`, cure: `name one of: ${names}` }
}
