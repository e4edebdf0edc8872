// What is asked of people at their sign-in, so that they can get back in when they need to.
import { warningWords } from '../../../../contract/words.ts'
import { Pick } from '../../parts/pick.tsx'
import { Lines } from './lines.tsx'
import { NumberField } from './number-field.tsx'
import { type Draft, type PolicyDocument, PolicyRoom } from './policy-room.tsx'

export const Registration = () => (
  <PolicyRoom title="Registration" lead="What people are asked to set up, before they need it.">
    {(draft) => <Fields draft={draft} />}
  </PolicyRoom>
)

const enrolments = [
  [
    'known-address',
    'A known address',
    'An address that was imported has to be proved first. Who has none needs the help desk.',
  ],
  [
    'enrolment-code',
    'An enrolment code',
    'An administrator makes a code for each person: rekey account enrolment-code',
  ],
  ['password', 'The password alone', warningWords['first-enrolment-by-password']],
] as const

function Fields({ draft: { document, change } }: { draft: Draft }) {
  const { registration } = document
  const set = (more: Partial<PolicyDocument['registration']>) => change({ registration: { ...registration, ...more } })
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={registration.required}
          onChange={(event) => set({ required: event.currentTarget.checked })}
        />
        <span>
          Ask for missing methods at the sign-in
          <span>
            {registration.required
              ? 'Only those who are in scope and could not get back in'
              : warningWords['not-required']}
          </span>
        </span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={registration.skips === null}
          onChange={(event) => set({ skips: event.currentTarget.checked ? null : 3 })}
        />
        <span>
          It may be put off for ever
          <span>{warningWords['endless-skips']}</span>
        </span>
      </label>
      <div class="fields">
        {registration.skips === null ? null : (
          <NumberField
            title="How often it may be put off"
            least={0}
            most={100}
            value={registration.skips}
            change={(skips) => set({ skips })}
          />
        )}
        <NumberField
          title="Ask whether it is still right after so many days"
          hint="0 is never"
          least={0}
          most={730}
          value={registration.reconfirmAfterDays}
          change={(reconfirmAfterDays) => set({ reconfirmAfterDays })}
        />
      </div>
      <Pick
        legend="Before the first method is registered, somebody shows"
        name="enrolment"
        options={enrolments}
        chosen={registration.firstEnrolment}
        choose={(firstEnrolment) => set({ firstEnrolment })}
      />
      <div class="fields">
        <Lines
          title="Your own mail domains"
          hint="One on each line. Their mailboxes open with the very password that is to be recovered, so their addresses can’t be registered."
          value={registration.ownMailDomains}
          change={(ownMailDomains) => set({ ownMailDomains })}
        />
      </div>
    </>
  )
}
