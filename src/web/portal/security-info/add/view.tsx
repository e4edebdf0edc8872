// GET and POST /security-info/add: the address that codes are to be sent to, or a secret for an app. Posts `kind`, `replaces`
// and, for an address, `address`.
import { CsrfField } from '../../../components/csrf-field.tsx'
import { Field } from '../../../components/field.tsx'
import { type Frame, type Problem, problemAt } from '../../../components/frame.ts'
import { Page } from '../../../components/page.tsx'
import { LinkWay, Ways } from '../../../components/ways.tsx'

export interface AddAddressProps {
  readonly frame: Frame
  readonly kind: string
  /** The id of the method that goes when the new one is proven. */
  readonly replaces: string | null
  readonly address?: string
  readonly back: string
  readonly problems?: readonly Problem[]
}

export function AddAddressView({ frame, kind, replaces, address = '', back, problems = [] }: AddAddressProps) {
  const { say } = frame
  return (
    <Page
      frame={frame}
      title={say(replaces === null ? 'add-address.title' : 'add-address.title-replace')}
      problems={problems}
    >
      <p>{say('add-address.lead')}</p>
      <form method="post" action="/security-info/add">
        <CsrfField csrf={frame.csrf} />
        <input type="hidden" name="kind" value={kind} />
        {replaces === null ? null : <input type="hidden" name="replaces" value={replaces} />}
        <Field
          say={say}
          id="address"
          label={say('add-address.label')}
          hint={say('add-address.hint')}
          problem={problemAt(problems, 'address')}
        >
          {(ties) => (
            <input
              {...ties}
              name="address"
              type="email"
              autocomplete="email"
              autocapitalize="none"
              spellcheck={false}
              dir="auto"
              maxlength={254}
              value={address}
              required
            />
          )}
        </Field>
        <button type="submit" class="btn">
          {say('add-address.submit')}
        </button>
      </form>
      <Ways frame={frame}>
        <LinkWay href={back}>{say('ways.back')}</LinkWay>
      </Ways>
    </Page>
  )
}

/** The one button before a secret is made: replacing is asked here, and what stood in the way of adding is said here. */
export function AddSecretView({ frame, kind, replaces, back, problems = [] }: AddAddressProps) {
  const { say } = frame
  return (
    <Page
      frame={frame}
      title={say(replaces === null ? 'add-secret.title' : 'add-secret.title-replace')}
      problems={problems}
    >
      <p>{say(replaces === null ? 'add-secret.lead' : 'add-secret.lead-replace')}</p>
      <form method="post" action="/security-info/add">
        <CsrfField csrf={frame.csrf} />
        {replaces === null ? null : <input type="hidden" name="replaces" value={replaces} />}
        <button type="submit" class="btn" name="kind" value={kind}>
          {say('add-secret.submit')}
        </button>
      </form>
      <Ways frame={frame}>
        <LinkWay href={back}>{say('ways.back')}</LinkWay>
      </Ways>
    </Page>
  )
}
