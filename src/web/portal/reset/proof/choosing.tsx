// The methods on offer: before the first proof the same for every name, after it only the person's own.
import { Choice, Choices } from '../../../components/choice.tsx'
import { CsrfField } from '../../../components/csrf-field.tsx'
import type { Frame } from '../../../components/frame.ts'
import type { MethodFace } from './method-face.ts'

export interface ChoosingProps {
  readonly frame: Frame
  readonly action: string
  readonly offered: readonly MethodFace[]
  readonly proven: boolean
}

export function Choosing({ frame, action, offered, proven }: ChoosingProps) {
  const { say } = frame
  return (
    <>
      <p>{say(proven ? 'reset-choose.lead-second' : 'reset-choose.lead')}</p>
      <form method="post" action={action}>
        <CsrfField csrf={frame.csrf} />
        <Choices>
          {offered.map((face) => (
            <Choice
              key={face.kind}
              name="method"
              value={face.kind}
              icon={face.icon}
              title={say(face.choose)}
              hint={say(face.chooseHint)}
            />
          ))}
        </Choices>
      </form>
      {proven ? null : (
        <details>
          <summary>{say('reset-choose.why-all')}</summary>
          <p>{say('reset-choose.why-all-answer')}</p>
        </details>
      )}
    </>
  )
}
