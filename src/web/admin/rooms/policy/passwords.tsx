// What a new password must be, and how long somebody may take over it.
import { warningWords } from '../../../../contract/words.ts'
import { Lines } from './lines.tsx'
import { NumberField } from './number-field.tsx'
import { type Draft, type PolicyDocument, PolicyRoom } from './policy-room.tsx'

export const Passwords = () => (
  <PolicyRoom title="Passwords" lead="What a new password must be. A directory’s own rules come on top.">
    {(draft) => <Fields draft={draft} />}
  </PolicyRoom>
)

function Fields({ draft: { document, change } }: { draft: Draft }) {
  const { passwords, times } = document
  const set = (more: Partial<PolicyDocument['passwords']>) => change({ passwords: { ...passwords, ...more } })
  const limit = (more: Partial<PolicyDocument['times']>) => change({ times: { ...times, ...more } })
  return (
    <>
      <div class="fields">
        <NumberField
          title="Characters at least"
          hint="15 where a password alone signs in (NIST SP 800-63B-4)"
          least={8}
          most={64}
          value={passwords.minimumLength}
          change={(minimumLength) => set({ minimumLength })}
        />
        <NumberField
          title="Earlier passwords that are refused"
          least={0}
          most={24}
          value={passwords.historyLength}
          change={(historyLength) => set({ historyLength })}
        />
        <Lines
          title="Names that no password may consist of"
          hint="One on each line: your organisation, its products, its places"
          value={passwords.organisationWords}
          change={(organisationWords) => set({ organisationWords })}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={document.askOldPassword === 'unless-proven-twice'}
          onChange={(event) =>
            change({ askOldPassword: event.currentTarget.checked ? 'unless-proven-twice' : 'always' })
          }
        />
        <span>
          Two fresh proofs spare the present password
          <span>{warningWords['old-password-spared']}</span>
        </span>
      </label>
      <fieldset class="fields">
        <legend>How long a reset may take</legend>
        <NumberField
          title="Minutes without a step"
          least={1}
          most={60}
          value={times.idleMinutes}
          change={(idleMinutes) => limit({ idleMinutes })}
        />
        <NumberField
          title="Minutes in all"
          least={5}
          most={60}
          value={times.absoluteMinutes}
          change={(absoluteMinutes) => limit({ absoluteMinutes })}
        />
        <NumberField
          title="Refused passwords that end it"
          least={1}
          most={50}
          value={times.rejections}
          change={(rejections) => limit({ rejections })}
        />
      </fieldset>
    </>
  )
}
