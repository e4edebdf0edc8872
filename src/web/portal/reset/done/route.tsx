// /reset/done: the whole key.
import { continueTo } from '../../return-to.ts'
import { type AddRoutes, turn } from '../../route.ts'
import { showJourney, stepsOf } from '../journey-page.ts'
import { ResetDoneView } from './view.tsx'

export const addDone: AddRoutes = (app, site) => {
  app.get(
    '/reset/done',
    turn(site, (now) =>
      showJourney(now, '/reset/done', async (view) => {
        const { purpose, reference } = view.journey
        return now.page(
          <ResetDoneView
            frame={await now.frame()}
            steps={stepsOf(view)}
            outcome={purpose}
            reference={reference}
            told={view.policy.notifications.people[purpose]}
            continueTo={continueTo(view.returnTo, now)}
          />,
        )
      }),
    ),
  )
}
