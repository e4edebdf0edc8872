// Said to everyone on every page before the first proof: what a person who isn't registered, or is made to wait, needs to know.
//
// It may not depend on the account: whoever reads it learns nothing about the name that was typed.
import type { Frame } from './frame.ts'
import { HelpContact, isReachable } from './help-contact.tsx'

export const StandingAdvice = ({ frame: { say, organisation } }: { frame: Frame }) => (
  <aside class="advice" aria-label={say('advice.label')}>
    <p>
      <b>{say('advice.nothing-arrived')}</b> {say('advice.not-registered')}
      {organisation === null || !isReachable(organisation.help) ? null : (
        <>
          {' '}
          {say('page.help')}: <HelpContact help={organisation.help} />
        </>
      )}
    </p>
    <p>{say('advice.code-refused')}</p>
  </aside>
)
