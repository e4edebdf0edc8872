// Said to everyone on every page before the first proof: what a person who isn't registered, or is made to wait, needs to know.
//
// It may not depend on the account: whoever reads it learns nothing about the name that was typed.
import type { Frame } from './frame.ts'
import { HelpContact } from './help-contact.tsx'

export const StandingAdvice = ({ frame }: { frame: Frame }) => (
  <aside class="advice" aria-label={frame.say('advice.label')}>
    <p>
      <b>{frame.say('advice.nothing-arrived')}</b> {frame.say('advice.not-registered')}{' '}
      {frame.organisation === null ? null : <HelpContact help={frame.organisation.help} />}
    </p>
    <p>{frame.say('advice.code-refused')}</p>
  </aside>
)
