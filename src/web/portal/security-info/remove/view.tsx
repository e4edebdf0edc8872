// GET and POST /security-info/remove: says what will be left before anything is removed. Posts `method`, and `anyway=yes` where
// the page said that too few would be left.
import { CsrfField } from '../../../components/csrf-field.tsx'
import type { Frame, Problem } from '../../../components/frame.ts'
import { Note } from '../../../components/note.tsx'
import { Page } from '../../../components/page.tsx'
import { LinkWay, Ways } from '../../../components/ways.tsx'
import type { MethodRow } from '../view.tsx'

export interface RemoveProps {
  readonly frame: Frame
  readonly method: Pick<MethodRow, 'id' | 'kind' | 'name' | 'masked'>
  /** `below-gates`: allowed, and said so. `never`: an administrator can't. */
  readonly left: 'enough' | 'below-gates' | 'never'
  readonly problems?: readonly Problem[]
}

export function RemoveView({ frame, method, left, problems = [] }: RemoveProps) {
  const { say } = frame
  const which = method.name ?? method.masked
  return (
    <Page frame={frame} title={say('remove-method.title')} account="security-info" problems={problems}>
      <p>
        {say(method.kind)}
        {which === null ? null : (
          <>
            {': '}
            <bdi>{which}</bdi>
          </>
        )}
      </p>
      {left === 'enough' ? (
        <p>{say('remove-method.enough')}</p>
      ) : (
        <Note hold title={say(left === 'never' ? 'remove-method.never' : 'remove-method.below')}>
          <p>{say(left === 'never' ? 'refusal.administrators-need-two' : 'remove-method.below-next')}</p>
        </Note>
      )}
      {left === 'never' ? null : (
        <form method="post" action="/security-info/remove">
          <CsrfField csrf={frame.csrf} />
          <input type="hidden" name="method" value={method.id} />
          {left === 'below-gates' ? <input type="hidden" name="anyway" value="yes" /> : null}
          <button type="submit" class="btn grave">
            {say(left === 'below-gates' ? 'remove-method.submit-anyway' : 'remove-method.submit')}
          </button>
        </form>
      )}
      <Ways frame={frame}>
        {left === 'enough' ? null : (
          <LinkWay href={`/security-info/replace?method=${method.id}`}>{say('remove-method.replace')}</LinkWay>
        )}
        <LinkWay href="/security-info">{say('remove-method.keep')}</LinkWay>
      </Ways>
    </Page>
  )
}
