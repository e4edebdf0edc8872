// Who is told by mail of what happens; and what nobody can be left out of.
import { warningWords } from '../../../../contract/words.ts'
import { Pick } from '../../parts/pick.tsx'
import { Lines } from './lines.tsx'
import { type PolicyDocument, PolicyRoom } from './policy-room.tsx'

type Settings = PolicyDocument['notifications']

export const Notifications = () => (
  <PolicyRoom title="Notifications" lead="Who is told by mail of what happens.">
    {({ document, change }) => {
      const { notifications } = document
      const set = (more: Partial<Settings>) => change({ notifications: { ...notifications, ...more } })
      return (
        <>
          <People people={notifications.people} set={(people) => set({ people })} />
          <Administrators
            administrators={notifications.administrators}
            set={(more) => set({ administrators: { ...notifications.administrators, ...more } })}
          />
        </>
      )
    }}
  </PolicyRoom>
)

const events = [
  ['reset', 'Their password was reset', warningWords['reset-untold']],
  ['change', 'Their password was changed', warningWords['change-untold']],
  ['unlock', 'Their account was unlocked', warningWords['unlock-untold']],
] as const

const People = ({ people, set }: { people: Settings['people']; set: (people: Settings['people']) => void }) => (
  <section>
    <h2>People</h2>
    <p class="sub">At every address on file, with when, from where, and the link “This was not me”.</p>
    <div>
      {events.map(([name, title, price]) => (
        <Switch
          key={name}
          title={title}
          on={people[name]}
          what="Recommended: it is how somebody learns that it was not them."
          price={price}
          set={(on) => set({ ...people, [name]: on })}
        />
      ))}
    </div>
    <Always
      title="They are always told"
      why="No setting is there for these: each would let an account be taken over in silence."
      what={[
        'A way back in was added, confirmed, replaced or removed',
        'Somebody pressed “This was not me”, and the account is frozen',
        'A reset whose end could not be seen was looked at again',
        'An administrator helped, or set a one-time password',
        'The account was set up anew with a link',
      ]}
    />
  </section>
)

const recipients = [
  ['global-administrators', 'Global administrators', 'Recommended'],
  ['all-administrators', 'Every administrator', 'Also those of policies, users and the help desk; not reports readers'],
  ['nobody', 'Nobody', warningWords['administrators-untold']],
] as const

function Administrators({
  administrators,
  set,
}: {
  administrators: Settings['administrators']
  set: (more: Partial<Settings['administrators']>) => void
}) {
  return (
    <section>
      <h2>Administrators</h2>
      <p class="sub">Never the one whom it is about: that account is told as people are.</p>
      <Pick
        legend="Who hears that another administrator’s password was reset or changed, or the account unlocked"
        name="passwords"
        options={recipients}
        chosen={administrators.passwords}
        choose={(passwords) => set({ passwords })}
      />
      <Switch
        title="Global administrators hear that somebody saved the policy"
        on={administrators.policySaved}
        what="Recommended: who, when and which settings. That it is switched off is the last they hear of it."
        price={warningWords['policy-untold']}
        set={(policySaved) => set({ policySaved })}
      />
      <Always
        title="Global administrators are always told"
        why={null}
        what={[
          'A set-up link for another administrator was made',
          'One address or key stands on many accounts',
          'So many attempts fail that everyone has to wait: an attack',
        ]}
      />
      <div class="fields">
        <Lines
          title="Mailboxes that are told all of this too"
          hint="One on each line, as security@acme.example; five at most. Whoever reads them learns who your administrators are."
          value={administrators.mailboxes}
          change={(mailboxes) => set({ mailboxes })}
        />
      </div>
    </section>
  )
}

interface SwitchProps {
  readonly title: string
  readonly on: boolean
  readonly what: string
  /** What is lost without it. */
  readonly price: string
  readonly set: (on: boolean) => void
}

const Switch = ({ title, on, what, price, set }: SwitchProps) => (
  <label class="check">
    <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
    <span>
      {title}
      <span>{on ? what : price}</span>
    </span>
  </label>
)

const Always = ({ title, why, what }: { title: string; why: string | null; what: readonly string[] }) => (
  <div>
    <h3>{title}</h3>
    {why === null ? null : <p class="soft">{why}</p>}
    <ul class="bullets">
      {what.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  </div>
)
