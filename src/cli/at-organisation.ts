// The way of a verb to the organisation that it is about: a configuration that is right, and one of those in it.
import type { Actions, OfOrganisation } from './actions.ts'
import { type Ending, finish, refuse, withConfig } from './ending.ts'
import { type ConfigOption, findOrganisation, type OrganisationOption } from './options.ts'
import type { Terminal } from './terminal.ts'

/** `unread`: for a verb that needs no secret. */
export const atOrganisation = (
  actions: Actions,
  terminal: Terminal,
  options: ConfigOption & OrganisationOption,
  work: (of: OfOrganisation) => Promise<Ending>,
  keyring: 'checked' | 'unread' = 'checked',
): Promise<void> =>
  finish(terminal, () =>
    withConfig(actions.loadConfig(options.config, keyring), async (config) => {
      const organisation = findOrganisation(config, options.organisation)
      return 'refused' in organisation ? refuse(organisation) : work({ config, organisation })
    }),
  )
