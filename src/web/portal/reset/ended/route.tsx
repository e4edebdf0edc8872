// /reset/ended: a journey that ended early, and what to do about it.
import { reasonSentences } from '../../../../core/wording/journey-sentences.ts'
import type { JourneyView } from '../../../../use-cases/journey/look-at-journey.ts'
import { formatWhen } from '../../../../use-cases/messages/when.ts'
import { withQuery } from '../../../with-query.ts'
import { continueTo } from '../../return-to.ts'
import { type AddRoutes, type Turn, turn } from '../../route.ts'
import { showJourney } from '../journey-page.ts'
import { type Ending, ResetEndedView } from './view.tsx'

export const addEnded: AddRoutes = (app, site) => {
  app.get(
    '/reset/ended',
    turn(site, (now) =>
      showJourney(now, '/reset/ended', async (view) => {
        const frame = await now.frame()
        const ending = endingOf(view, now, frame.locale)
        return now.page(
          <ResetEndedView
            frame={frame}
            ending={ending}
            reference={view.journey.reference}
            again={withQuery('/reset', ['username', view.typedName], ['return_to', view.returnTo])}
            continueTo={continueTo(view.returnTo, now)}
          />,
        )
      }),
    ),
  )
}

function endingOf({ journey: { stage } }: JourneyView, { room }: Turn, locale: string): Ending {
  switch (stage.at) {
    case 'blocked':
      return { kind: 'blocked', until: formatWhen(stage.until, locale, room.organisation.timeZone) }
    case 'not-eligible':
      return { kind: 'not-eligible', why: reasonSentences[stage.reason] }
    case 'contacted-admin':
      return { kind: 'contacted-admin' }
    case 'cancelled':
      return { kind: 'cancelled' }
    case 'expired':
    case 'reason':
    case 'choosing':
    case 'challenged':
    case 'new-password':
    case 'writing':
    case 'unlocking':
    case 'indeterminate':
    case 'done':
      return { kind: 'expired' }
  }
}
