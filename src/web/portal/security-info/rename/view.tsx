// GET and POST /security-info/rename: what its owner calls a method. Posts `method` and `name`; an empty name is none.
import { CsrfField } from '../../../components/csrf-field.tsx'
import { Field } from '../../../components/field.tsx'
import { type Frame, type Problem, problemAt } from '../../../components/frame.ts'
import { Page } from '../../../components/page.tsx'
import { LinkWay, Ways } from '../../../components/ways.tsx'

export interface RenameProps {
  readonly frame: Frame
  readonly method: string
  readonly name: string
  readonly longest: number
  readonly problems?: readonly Problem[]
}

export function RenameView({ frame, method, name, longest, problems = [] }: RenameProps) {
  const { say } = frame
  return (
    <Page frame={frame} title={say('rename-method.title')} account="security-info" problems={problems}>
      <p>{say('rename-method.lead')}</p>
      <form method="post" action="/security-info/rename">
        <CsrfField csrf={frame.csrf} />
        <input type="hidden" name="method" value={method} />
        <Field
          say={say}
          id="name"
          label={say('rename-method.label')}
          hint={say('rename-method.hint', { longest })}
          problem={problemAt(problems, 'name')}
        >
          {(ties) => <input {...ties} name="name" autocomplete="off" dir="auto" value={name} />}
        </Field>
        <button type="submit" class="btn">
          {say('rename-method.submit')}
        </button>
      </form>
      <Ways frame={frame}>
        <LinkWay href="/security-info">{say('ways.back')}</LinkWay>
      </Ways>
    </Page>
  )
}
