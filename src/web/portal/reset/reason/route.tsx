// /reset/reason: forgotten, or known but refused?
import { Failure } from '../../../middleware/failures/failure.ts'
import { readForm, text } from '../../../read-form.ts'
import { type AddRoutes, turn } from '../../route.ts'
import { actionOf, deadlineOf, showJourney, step, stepsOf } from '../journey-page.ts'
import { ReasonView } from './view.tsx'

export const addReason: AddRoutes = (app, site) => {
  app.get(
    '/reset/reason',
    turn(site, (now) =>
      showJourney(now, '/reset/reason', async (view) => {
        const frame = await now.frame()
        return now.page(
          <ReasonView frame={frame} steps={stepsOf(view)} deadline={deadlineOf(view, now, frame.locale)} />,
        )
      }),
    ),
  )

  app.post(
    '/reset/reason',
    turn(site, (now) => {
      const form = readForm(now.request.body, { choice: text.optional(), do: text.optional() })
      if (form.choice === 'reset' || form.choice === 'unlock')
        return step(now, { type: 'choose-reason', purpose: form.choice })
      const action = actionOf(form.do ?? '')
      if (action === null) throw new Failure('bad-request')
      return step(now, action)
    }),
  )
}
