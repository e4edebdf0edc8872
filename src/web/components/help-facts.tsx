// At a dead end: whom to call, and the reference to read out.
import { Fact, Facts } from './facts.tsx'
import type { Frame } from './frame.ts'
import { HelpContact, isReachable } from './help-contact.tsx'

export function HelpFacts({ frame: { say, organisation }, reference }: { frame: Frame; reference: string }) {
  const help = organisation?.help ?? {}
  return (
    <Facts>
      {isReachable(help) ? (
        <Fact name={say('page.help')}>
          <span class="row">
            <HelpContact help={help} />
          </span>
        </Fact>
      ) : null}
      <Fact name={say('page.reference')}>
        <span class="mono nb">{reference}</span>
      </Fact>
    </Facts>
  )
}
