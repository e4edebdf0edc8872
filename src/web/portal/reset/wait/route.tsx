// /reset/wait: a directory was asked and has not answered.

import { Failure } from '../../../middleware/failures/failure.ts'
import { readForm, text } from '../../../read-form.ts'
import { type AddRoutes, turn } from '../../route.ts'
import { actionOf, showJourney, step, stepsOf } from '../journey-page.ts'
import { ResetWaitView } from './view.tsx'

const path = '/reset/wait'

export const addWait: AddRoutes = (app, site) => {
  app.get(
    path,
    turn(site, (now) =>
      showJourney(now, path, async (view) => {
        const { stage, purpose, reference } = view.journey
        const state =
          stage.at === 'indeterminate'
            ? 'indeterminate'
            : stage.at === 'unlocking' && !stage.asked
              ? 'unanswered'
              : 'writing'
        return now.page(
          <ResetWaitView
            frame={await now.frame()}
            steps={stepsOf(view)}
            purpose={purpose}
            state={state}
            reference={reference}
          />,
        )
      }),
    ),
  )

  app.post(
    path,
    turn(site, (now) => {
      const action = actionOf(readForm(now.request.body, { do: text }).do)
      if (action === null) throw new Failure('bad-request')
      return step(now, action)
    }),
  )
}
