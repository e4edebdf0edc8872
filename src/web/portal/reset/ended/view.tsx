// GET /reset/ended: the journey ended early. When, how sooner, and whom to tell; a person who proved who they are is told why.
import type { Explanation } from '../../../../core/wording/wording.ts'
import { ContinueWay, type WayBack } from '../../../components/continue-to.tsx'
import type { Frame } from '../../../components/frame.ts'
import { HelpFacts } from '../../../components/help-facts.tsx'
import { Key } from '../../../components/key-progress.tsx'
import { Page } from '../../../components/page.tsx'
import { Said } from '../../../components/said.tsx'
import { Ways } from '../../../components/ways.tsx'

export interface ResetEndedProps {
  readonly frame: Frame
  readonly ending: Ending
  readonly reference: string
  /** Where the next one begins, with what was typed in this one: a lapse keeps it. */
  readonly again: string
  /** The application the person came from. */
  readonly continueTo?: WayBack | null
}

export type Ending =
  /** Formatted with its day. */
  | { readonly kind: 'blocked'; readonly until: string }
  | { readonly kind: 'expired' }
  /** Only after a proof. The sentences come from `reasonSentences`. */
  | { readonly kind: 'not-eligible'; readonly why: Explanation }
  | { readonly kind: 'contacted-admin' }
  | { readonly kind: 'cancelled' }

export function ResetEndedView({ frame, ending, reference, again, continueTo }: ResetEndedProps) {
  const { say } = frame
  return (
    <Page frame={frame} title={say(titles[ending.kind])} drawing={<Key steps={4} done={0} ghost />}>
      <Body frame={frame} ending={ending} reference={reference} />
      {startsAgain(ending.kind) ? (
        <p>
          <a class="btn" href={again}>
            {say('reset-ended.again')}
          </a>
        </p>
      ) : null}
      <HelpFacts frame={frame} reference={reference} />
      {continueTo == null ? null : (
        <Ways frame={frame}>
          <ContinueWay frame={frame} to={continueTo} />
        </Ways>
      )}
    </Page>
  )
}

function Body({ frame: { say }, ending, reference }: Pick<ResetEndedProps, 'frame' | 'ending' | 'reference'>) {
  switch (ending.kind) {
    case 'blocked':
      return (
        <>
          <p>{say('reset-ended.blocked')}</p>
          <section aria-labelledby="can-do">
            <h2 id="can-do">{say('reset-ended.can-do')}</h2>
            <ul class="bullets">
              <li>
                <Said say={say} id="reset-ended.blocked-wait" values={{ until: <b class="nb">{ending.until}</b> }} />
              </li>
              <li>{say('reset-ended.blocked-sooner')}</li>
              <li>{say('reset-ended.blocked-not-you')}</li>
            </ul>
          </section>
        </>
      )
    case 'expired':
      return <p>{say('reset-ended.expired')}</p>
    case 'not-eligible':
      return (
        <>
          <p>{say(ending.why.what)}</p>
          <p>{say(ending.why.next, { reference })}</p>
        </>
      )
    case 'contacted-admin':
      return <p>{say('reset-ended.contacted')}</p>
    case 'cancelled':
      return <p>{say('reset-ended.cancelled')}</p>
  }
}

const titles: Readonly<Record<Ending['kind'], string>> = {
  blocked: 'reset-ended.blocked-title',
  expired: 'reset-ended.expired-title',
  'not-eligible': 'reset-ended.not-eligible-title',
  'contacted-admin': 'reset-ended.contacted-title',
  cancelled: 'reset-ended.cancelled-title',
}

const startsAgain = (kind: Ending['kind']): boolean => kind === 'expired' || kind === 'cancelled'
