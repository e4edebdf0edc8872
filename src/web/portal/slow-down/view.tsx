// Too many requests from one network: not a refusal but a wait, and then the same form. Posts where the form would have posted.
import { CsrfField } from '../../components/csrf-field.tsx'
import type { Frame } from '../../components/frame.ts'
import { Page } from '../../components/page.tsx'
import { UsernameField } from '../../components/username-field.tsx'
import { clock, Wait } from '../../components/wait.tsx'

export interface SlowDownProps {
  readonly frame: Frame
  readonly seconds: number
  readonly username: string
  /** Where it goes on, with what it carries. A sign-in begins anew, since a typed password is never given back to the page. */
  readonly again: { readonly form: '/reset' | '/sign-in'; readonly to: string }
}

export function SlowDownView({ frame, seconds, username, again }: SlowDownProps) {
  const { say } = frame
  return (
    <Page frame={frame} title={say('slow-down.title')} scripts={['/assets/wait.js']}>
      <p>{say('slow-down.lead')}</p>
      {again.form === '/reset' ? (
        <form method="post" action={again.to}>
          <CsrfField csrf={frame.csrf} />
          <UsernameField say={say} value={username} />
          <Wait seconds={seconds} sentence={say('slow-down.wait', { clock: clock(seconds) })}>
            <button type="submit" class="btn">
              {say('reset-start.submit')}
            </button>
          </Wait>
        </form>
      ) : (
        <Wait seconds={seconds} sentence={say('slow-down.wait', { clock: clock(seconds) })}>
          <a class="btn" href={again.to}>
            {say('slow-down.to-sign-in')}
          </a>
        </Wait>
      )}
    </Page>
  )
}
